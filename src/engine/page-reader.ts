import type { JsonObject } from '../json.js';
import type { RateLabel, RatePool, RequestShape } from './declaration.js';

/** One list or object to read, to its last page. The engine's only view of the outside. */
export interface PageRequest {
  /** The stream on whose behalf it is asked, for priorities, logs and the summary. */
  readonly stream: string;
  readonly shape: RequestShape;
  /** Values of the path's placeholders, raw: encoding is the reader's business. */
  readonly pathValues: Readonly<Record<string, string>>;
  /** Everything but the page size and the page token. */
  readonly query: Readonly<Record<string, string>>;
  /** Given where the shape reads a file. */
  readonly file?: LinkedFile | null;
  /** Higher ones go first. */
  readonly rank: number;
  /** Of the requests of a stream and rank, lower ones go first. */
  readonly order: number;
  readonly signal: AbortSignal;
}

/** A file as the row that links to it tells of it. */
export interface LinkedFile {
  /** As it came, with whatever opens it: never to be logged or delivered. Null where there is none. */
  readonly link: string | null;
  readonly name: string | null;
  /** In bytes. */
  readonly size: number | null;
}

export interface Page {
  readonly rows: readonly JsonObject[];
  /** The window that Zoom says it served, as sent (`from`, `to`), where the body carries one. */
  readonly served: { readonly from?: string; readonly to?: string };
  /** How many rows the whole list has, where the body says it. */
  readonly total?: number | null;
}

/**
 * Yields the pages in order. Retries, waiting and token refresh happen inside.
 * Throws ReadError (with its verdict) or StoppedError, nothing else; pages yielded before stay valid,
 * except on `restart-slice`, after which the caller asks again from the start.
 */
export type PageReader = (request: PageRequest) => AsyncIterable<Page>;

/** One attempt at one request, for the summary and for metrics. */
export interface AttemptReport {
  readonly stream: string;
  readonly label: RateLabel;
  readonly pool: RatePool;
  readonly status: number | null;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** Why another attempt follows: `HTTP 500`, `429`, `connection reset`, `token expired`; null when none does. */
  readonly retriedFor: string | null;
  /** For whoever looks at single requests; absent where nobody would. */
  readonly request?: RequestDetail;
}

export interface RequestDetail {
  /** With its placeholders. */
  readonly template: string;
  /** As it was sent, without what opens anything; null where that cannot be told apart. */
  readonly path: string | null;
  /** From 1. */
  readonly attempt: number;
  /** By which the service finds it again. */
  readonly trackingId: string | null;
}
