import type { AgentFor } from './agents.js';
import type { Seat } from './answer-size.js';
import type { HttpRequest, HttpResponse } from './message.js';

/** One request as it is sent. */
export interface Sending {
  readonly request: HttpRequest;
  /** All headers, the client's own included. */
  readonly headers: Readonly<Record<string, string>>;
  readonly agentFor: AgentFor;
  /** Called when the head of the answer is there and its body is on its way. */
  readonly onHead: () => void;
  /** For large answers, which are read one after the other. */
  readonly seat: Seat;
}

export interface Exchange {
  /** Rejects with whatever went wrong below HTTP. */
  readonly answer: Promise<HttpResponse>;
  /** Ends it now; the answer rejects. */
  readonly cancel: () => void;
}

/** Sends one request and reads its answer to the end. Follows no redirect, and knows no time. */
export type Transport = (sending: Sending) => Exchange;
