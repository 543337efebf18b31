import type { RequestDetail } from '../engine/page-reader.js';
import type { HttpResponse } from '../http/message.js';
import { NetworkError } from '../http/network-error.js';

export interface Detailed {
  readonly template: string;
  readonly url: string;
  /** The link to a file may be all that it takes to open it. */
  readonly isFile: boolean;
  readonly attempt: number;
  readonly answer: HttpResponse | NetworkError;
}

/** What a log may say of one request. */
export function requestDetail({ template, url, isFile, attempt, answer }: Detailed): RequestDetail {
  return {
    template,
    path: isFile ? null : shownPath(url),
    attempt,
    trackingId: answer instanceof NetworkError ? null : answer.header('x-zm-trackingid'),
  };
}

/** Without the host, and without page tokens, which are long and say nothing. */
function shownPath(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`.replace(/([?&]next_page_token=)[^&]*/, '$1...');
}
