import type { IncomingMessage } from 'node:http';

/** Reading what was asked. */

export function authorizationOf(request: IncomingMessage): string {
  return request.headers.authorization ?? '';
}

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
