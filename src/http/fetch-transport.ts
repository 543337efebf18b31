import fetch, { FetchError } from 'node-fetch';
import { AnswerTooLargeError, MOST_BYTES } from './answer-size.js';
import type { HttpResponse } from './message.js';
import type { Sending, Transport } from './transport.js';

/** For requests with a body: a token now and then. */
export const fetchTransport: Transport = (sending) => {
  const controller = new AbortController();
  return { answer: send(sending, controller.signal), cancel: () => controller.abort() };
};

async function send(
  { request, headers, agentFor, onHead }: Sending,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const { url, method, body } = request;
  const options = { method, headers, redirect: 'manual', agent: agentFor, signal, size: MOST_BYTES } as const;
  const response = await fetch(url, body === undefined ? options : { ...options, body });
  onHead();
  const text = await response.text().catch(asTooLarge);
  return { status: response.status, header: (name) => response.headers.get(name), text };
}

function asTooLarge(error: unknown): never {
  throw error instanceof FetchError && error.type === 'max-size' ? new AnswerTooLargeError() : error;
}
