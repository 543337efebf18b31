import { request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { constants, gunzipSync } from 'node:zlib';
import type { HttpResponse } from './client.js';
import type { Sending, Transport } from './transport.js';

/**
 * For pages, of which a sync reads thousands: node:http itself. node-fetch stands on it too, and costs as much CPU again
 * for each (docs/performance.md).
 */
export const getTransport: Transport = ({ request, headers, agentFor, onHead }) => {
  const { send, options } = addressOf(request.url, agentFor);
  const outgoing = send({ ...options, headers: { ...headers, 'accept-encoding': 'gzip' } });
  const answer = new Promise<HttpResponse>((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.once('response', (incoming) => {
      onHead();
      readAnswer(incoming, resolve, reject);
    });
  });
  if (request.onSent !== undefined) outgoing.once('finish', request.onSent);
  outgoing.end();
  return { answer, cancel: () => void outgoing.destroy(new Error('cancelled')) };
};

interface Address {
  readonly send: typeof httpRequest;
  readonly options: RequestOptions;
}

function addressOf(text: string, agentFor: Sending['agentFor']): Address {
  const url = new URL(text);
  const { protocol, hostname, port, pathname, search } = url;
  return {
    send: protocol === 'https:' ? httpsRequest : httpRequest,
    options: { protocol, hostname: bare(hostname), port, path: pathname + search, agent: agentFor(url) },
  };
}

/** Node wants the address of IPv6 without its brackets. */
function bare(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

function readAnswer(
  incoming: IncomingMessage,
  resolve: (response: HttpResponse) => void,
  reject: (error: unknown) => void,
): void {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('error', reject);
  incoming.once('end', () => {
    try {
      resolve(responseOf(incoming, chunks));
    } catch (error) {
      reject(error);
    }
  });
}

/** Some servers leave out the end of what they compress; what is missing then shows when the text is parsed. */
const lenient = { finishFlush: constants.Z_SYNC_FLUSH };

function responseOf(
  { statusCode = 0, rawHeaders }: IncomingMessage,
  chunks: readonly Buffer[],
): HttpResponse {
  const header = (name: string): string | null => headerOf(rawHeaders, name);
  const [only] = chunks;
  const body = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
  const isPacked = body.length > 0 && /^(x-)?gzip$/i.test(header('content-encoding') ?? '');
  return { status: statusCode, header, text: (isPacked ? gunzipSync(body, lenient) : body).toString('utf8') };
}

/** Hardly any header of an answer is ever looked at, so no map is made of them. */
function headerOf(raw: readonly string[], wanted: string): string | null {
  const name = wanted.toLowerCase();
  for (let index = 0; index < raw.length; index += 2) {
    const found = raw[index];
    if (found?.length === name.length && found.toLowerCase() === name) return raw[index + 1] ?? null;
  }
  return null;
}
