import { gzipSync } from 'node:zlib';
import type { OddReply } from './options.js';
import type { Connection } from './respond.js';

/** What no server should send, and what some do. */

const megabyte = 1 << 20;
const endMark = ' '.repeat(megabyte);

/** A gigabyte of blanks: gzip members that follow one another are one text. */
function bomb(): Buffer {
  const member = gzipSync(Buffer.alloc(64 * megabyte, ' '));
  return Buffer.concat(Array.from({ length: 16 }, () => member));
}

let packed: Buffer | null = null;

const senders: Readonly<Record<OddReply, (connection: Connection) => void>> = {
  silence: () => undefined,
  switching: ({ request }) => {
    request.socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: odd\r\n\r\n');
  },
  'no HTTP': ({ request }) => void request.socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
  endless: ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = (): void => {
      while (!response.destroyed && response.write(endMark));
    };
    response.on('drain', more);
    more();
  },
  bomb: ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    packed ??= bomb();
    response.end(packed);
  },
  trickle: ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 1_000);
    response.once('close', () => clearInterval(timer));
  },
};

export function sendOddly(connection: Connection, reply: OddReply): void {
  senders[reply](connection);
}
