import { request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { constants, gunzipSync } from 'node:zlib';
import { AnswerTooLargeError, MOST_BYTES, USUAL_BYTES } from './answer-size.js';
import type { Seat } from './answer-size.js';
import type { FileLimits, HttpResponse } from './message.js';
import { errorCode } from './network-error.js';
import type { Sending, Transport } from './transport.js';

/**
 * For pages, of which a sync reads thousands: node:http itself. node-fetch stands on it too, and costs as much CPU again
 * for each (docs/performance.md).
 */
export const getTransport: Transport = ({ request, headers, agentFor, onHead, seat }) => {
  const { send, options } = addressOf(request.url, agentFor);
  const outgoing = send({ ...options, headers: { ...headers, 'accept-encoding': 'gzip' } });
  const answer = new Promise<HttpResponse>((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.once('response', (incoming) => {
      onHead();
      const { statusCode = 0 } = incoming;
      const file = statusCode >= 200 && statusCode < 300 ? request.file : undefined;
      readAnswer(incoming, seat, file).then(resolve, reject);
    });
    // Where nobody listens to it, Node closes the connection of a 101 and says nothing.
    outgoing.once('upgrade', (incoming, socket) => {
      socket.destroy();
      resolve(responseOf(incoming, [], undefined));
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

/** A file that is too large is an answer too, and not read on; a page of that size is none. */
async function readAnswer(
  incoming: IncomingMessage,
  seat: Seat,
  file: FileLimits | undefined,
): Promise<HttpResponse> {
  try {
    const chunks = await gather(incoming, seat, file?.atMost ?? MOST_BYTES);
    return responseOf(incoming, chunks, file);
  } catch (error) {
    const isTooLarge = file !== undefined && errorCode(error) === tooLargeCode;
    if (isTooLarge) return tooLargeFile(incoming);
    incoming.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

const tooLargeCode = new AnswerTooLargeError().code;

/** The size is watched while it is read: what has no end would fill the memory before it is looked at. */
function gather(incoming: IncomingMessage, seat: Seat, most: number): Promise<readonly Buffer[]> {
  const chunks: Buffer[] = [];
  let size = 0;
  let isLarge = false;
  let release: () => void = () => undefined;
  return new Promise<readonly Buffer[]>((resolve, reject) => {
    const stop = (): void => {
      reject(new AnswerTooLargeError());
      incoming.destroy();
    };
    incoming.on('error', reject);
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) {
        stop();
        return;
      }
      chunks.push(chunk);
      if (size > USUAL_BYTES && !isLarge) {
        isLarge = true;
        incoming.pause();
        void seat.take().then((free) => {
          release = free;
          if (incoming.closed) free();
          else incoming.resume();
        });
      }
    });
    incoming.once('close', () => reject(new Error('closed before its end')));
    incoming.once('end', () => resolve(chunks));
    if (Number(incoming.headers['content-length'] ?? 0) > most) stop();
  }).finally(() => release());
}

function tooLargeFile({ statusCode = 0, rawHeaders }: IncomingMessage): HttpResponse {
  return {
    status: statusCode,
    header: (name) => headerOf(rawHeaders, name),
    text: '',
    file: { bytes: null },
  };
}

/** Some servers leave out the end of what they compress; what is missing then shows when the text is parsed. */
function unpacked(body: Buffer, most: number): Buffer {
  return gunzipSync(body, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: most });
}

function responseOf(
  { statusCode = 0, rawHeaders }: IncomingMessage,
  chunks: readonly Buffer[],
  file: FileLimits | undefined,
): HttpResponse {
  const header = (name: string): string | null => headerOf(rawHeaders, name);
  const [only] = chunks;
  const body = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
  const isPacked = body.length > 0 && /^(x-)?gzip$/i.test(header('content-encoding') ?? '');
  const bytes = isPacked ? unpacked(body, file?.atMost ?? MOST_BYTES) : body;
  const answer = { status: statusCode, header };
  return file === undefined
    ? { ...answer, text: bytes.toString('utf8') }
    : { ...answer, text: '', file: { bytes } };
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
