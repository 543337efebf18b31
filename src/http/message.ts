export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Called when the last byte of a GET is on its way: a new connection, or a busy moment, may take its time. */
  readonly onSent?: () => void;
}

export interface HttpResponse {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly text: string;
}

/**
 * One exchange: any status is an answer. Rejects with NetworkError when none came, and with StoppedError when the
 * signal fired. The body is always read to its end, so that the connection can serve the next request.
 */
export type HttpClient = (request: HttpRequest) => Promise<HttpResponse>;
