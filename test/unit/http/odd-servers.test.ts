import { expect } from 'chai';
import type { IncomingMessage } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { StoppedError } from '../../../src/errors.js';
import { client, failure, get, servers } from './serving.js';
import type { Handler } from './serving.js';

/** Servers that do not end, or say what nobody asked for. */
describe('http client at odd servers', () => {
  const { serve, closeAll } = servers();
  afterEach(closeAll);

  it('ends by its own clock at a proxy that takes the connection and is silent, by either transport', async () => {
    const sockets: Socket[] = [];
    const silent = createTcpServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
    const send = client({ environment, timeoutMs: 80 });
    const controller = new AbortController();
    const stopped = failure(
      client({ environment })({ ...get('https://zoom.invalid/'), signal: controller.signal }),
    );
    expect(await failure(send(get('https://zoom.invalid/')))).to.have.property('reason', 'timeout');
    const post = { method: 'POST' as const, url: 'https://zoom.invalid/', headers: {}, body: 'a=b' };
    expect(await failure(send(post))).to.have.property('reason', 'timeout');
    controller.abort();
    expect(await stopped).to.be.instanceOf(StoppedError);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('has one clock for a request and its redirects, and for a body that trickles', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/trickle') {
        const timer = setInterval(() => response.write(' '), 10);
        response.once('close', () => clearInterval(timer));
        return;
      }
      setTimeout(() => response.writeHead(302, { location: '/again' }).end(), 60);
    });
    const send = client({ timeoutMs: 100 });
    expect(await failure(send(get(`${url}/`)))).to.have.property('reason', 'timeout');
    expect(await failure(send(get(`${url}/trickle`)))).to.have.property('reason', 'timeout');
  });

  it('takes a change of protocol that nobody asked for as the answer that it is', async () => {
    const { server, url } = await serve(() => undefined);
    server.on('request', (request: IncomingMessage) => {
      const head = 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: odd\r\n\r\n';
      request.socket.end(head);
    });
    expect((await client()(get(url))).status).to.equal(101);
  });

  describe('an answer without end', () => {
    const endless: Handler = (_request, response) => {
      const chunk = Buffer.alloc(1 << 20, ' ');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    };
    const bomb: Handler = (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    };
    const packed = gzipSync(Buffer.alloc(200 << 20, '0'));
    for (const [title, handler] of [
      ['as it comes', endless],
      ['unpacked', bomb],
    ] as const) {
      it(`is read no further than the most that is allowed: ${title}`, async () => {
        const { url } = await serve(handler);
        for (const method of ['GET', 'POST'] as const) {
          const error = await failure(client()({ method, url, headers: {} }));
          expect(error, method).to.have.property('reason', 'answer too large');
          expect(error).to.have.property('passes', false);
        }
      });
    }

    it('does not keep others from their large ones', async () => {
      const { url } = await serve((request, response) => {
        if (request.url === '/endless') endless(request, response);
        else response.end(Buffer.alloc(3 << 20, 'x'));
      });
      const send = client();
      const paths = ['endless', 'a', 'endless', 'b', 'c'];
      const lengths = await Promise.all(
        paths.map((path) =>
          send(get(`${url}/${path}`)).then(
            ({ text }) => text.length,
            () => -1,
          ),
        ),
      );
      expect(lengths).to.deep.equal([-1, 3 << 20, -1, 3 << 20, 3 << 20]);
    });
  });
});
