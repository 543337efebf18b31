import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createHttpClient } from '../../../src/http/client.js';
import type { HttpClientOptions } from '../../../src/http/client.js';
import type { HttpClient, HttpRequest } from '../../../src/http/message.js';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface Served {
  readonly server: Server;
  readonly url: string;
}

/** Local servers of one test. */
export function servers(): {
  readonly serve: (handler: RequestListener) => Promise<Served>;
  readonly closeAll: () => void;
} {
  const open: Server[] = [];
  return {
    serve: async (handler) => {
      const server = createServer(handler);
      open.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      return { server, url: `http://127.0.0.1:${address.port}` };
    },
    closeAll: () => {
      for (const server of open.splice(0)) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

export function client(options: Partial<HttpClientOptions> = {}): HttpClient {
  return createHttpClient({ userAgent: 'test/1', environment: {}, ...options });
}

export function get(url: string, signal?: AbortSignal): HttpRequest {
  const request = { method: 'GET', url, headers: { authorization: 'Bearer t' } } as const;
  return signal === undefined ? request : { ...request, signal };
}

export async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => null,
    (error: unknown) => error,
  );
}
