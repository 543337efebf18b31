export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Called when the last byte of a GET is on its way: a new connection, or a busy moment, may take its time. */
  readonly onSent?: () => void;
  /** Set where a file is asked for, in place of a page. */
  readonly file?: FileLimits;
}

/**
 * A file comes as bytes. It may lie on any other host, to which a redirect leads: nobody but the first host sees the
 * headers of the request.
 */
export interface FileLimits {
  /** Bytes, as they come and when they are unpacked; what is larger is not read to its end. */
  readonly atMost: number;
}

/** Null bytes: there are more of them than are wanted. */
export interface FileBody {
  readonly bytes: Uint8Array | null;
}

export interface HttpResponse {
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** Empty for a file that was served. */
  readonly text: string;
  /** Set where a file was asked for and served. */
  readonly file?: FileBody;
}

/**
 * One exchange: any status is an answer. Rejects with NetworkError when none came, and with StoppedError when the
 * signal fired. The body is always read to its end, so that the connection can serve the next request.
 */
export type HttpClient = (request: HttpRequest) => Promise<HttpResponse>;
