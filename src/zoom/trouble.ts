import type { HttpResponse } from '../http/message.js';
import { NetworkError } from '../http/network-error.js';

/** What makes one doubt that the service is there at all. */
export interface Trouble {
  /** Short, for counting: `HTTP 503`, `connection refused`. */
  readonly what: string;
  /** Null where something answered. */
  readonly fault: NetworkError | null;
}

/** Any refusal is a sign of life; no answer is none, nor is one that a gateway gives in Zoom's place. */
export function troubleOf(answer: HttpResponse | NetworkError): Trouble | null {
  if (answer instanceof NetworkError) {
    return answer.reason === 'answer too large' ? null : { what: answer.reason, fault: answer };
  }
  const { status, text } = answer;
  if (status >= 500 || status === 408) return { what: `HTTP ${status}`, fault: null };
  const isPage = status >= 200 && status < 300 && /^\s*</.test(text);
  return isPage ? { what: 'unreadable body', fault: null } : null;
}
