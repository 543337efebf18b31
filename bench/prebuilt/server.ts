/**
 * Serves prebuilt answers in a process of its own, on bare sockets, so that the server is never what is measured. Started
 * by `prebuilt/process.ts`; the workload is the only argument.
 */
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { parseObject } from '../../test/support/json-paths.js';
import { Answers } from './answers.js';
import { buildBodies } from './bodies.js';

const given = parseObject(process.argv[2] ?? '{}');
const number = (name: string): number => Number(given[name] ?? 0);
const workload = {
  users: number('users'),
  rows: number('rows'),
  pages: number('pages'),
  instances: number('instances'),
  failEvery: number('failEvery'),
};
const answers = new Answers(buildBodies(workload, Date.now()), workload);
let paths: string[] = [];
let requests = 0;
let keeps = false;

const endOfHead = '\r\n\r\n';
const bodyLength = /\r\ncontent-length: (\d+)/i;

/** Requests come whole and small, one at a time on a connection; only the token's has a body. */
function serve(socket: Socket): void {
  let waiting = '';
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    waiting += chunk.toString('latin1');
    for (let end = waiting.indexOf(endOfHead); end >= 0; end = waiting.indexOf(endOfHead)) {
      const length = Number(bodyLength.exec(waiting.slice(0, end + 2))?.[1] ?? 0);
      const next = end + endOfHead.length + length;
      if (waiting.length < next) return;
      const path = waiting.slice(waiting.indexOf(' ') + 1, waiting.indexOf(' HTTP/'));
      waiting = waiting.slice(next);
      requests += 1;
      if (keeps && path.startsWith('/v2/')) paths.push(path);
      socket.write(answers.answer(path));
    }
  });
}

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});

process.on('message', (message) => {
  if (message === 'keep paths') keeps = true;
  if (message !== 'take') return;
  process.send?.({ requests, paths });
  paths = [];
  requests = 0;
});
process.once('disconnect', () => process.exit(0));
