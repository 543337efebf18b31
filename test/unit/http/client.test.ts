import { expect } from 'chai';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { StoppedError } from '../../../src/errors.js';
import { NetworkError } from '../../../src/http/network-error.js';
import { client, failure, get, servers } from './serving.js';
import type { Handler } from './serving.js';

describe('http client', () => {
  const { serve, closeAll } = servers();
  afterEach(closeAll);

  it('asks for and unpacks gzip, names itself, and gives headers by any case', async () => {
    const { url } = await serve((request, response) => {
      expect(request.headers['accept-encoding']).to.include('gzip');
      expect(request.headers['user-agent']).to.equal('test/1');
      response.writeHead(200, { 'content-encoding': 'gzip', 'X-Zm-TrackingId': 'rid' });
      response.end(gzipSync('{"a":"ä"}'));
    });
    const response = await client()(get(url));
    expect(response.text).to.equal('{"a":"ä"}');
    expect(response.header('x-zm-trackingid')).to.equal('rid');
    expect(response.header('retry-after')).to.equal(null);
  });

  it('gives every status as an answer and uses the connection again', async () => {
    const { server, url } = await serve((_request, response) => {
      response.writeHead(500).end('x'.repeat(200_000));
    });
    let connections = 0;
    server.on('connection', () => (connections += 1));
    const send = client();
    for (let turn = 0; turn < 5; turn += 1) expect((await send(get(url))).status).to.equal(500);
    expect(connections).to.equal(1);
  });

  it('says when a request has left, which is after its connection is made', async () => {
    const { server, url } = await serve((_request, response) => response.end('{}'));
    const events: string[] = [];
    server.on('connection', () => events.push('connected'));
    await client()({ ...get(url), onSent: () => events.push('sent') });
    expect(events).to.deep.equal(['connected', 'sent']);
  });

  it('reads text that is cut anywhere, and compressed text without its end', async () => {
    const text = '{"a":"Überblick 👋"}';
    const { url } = await serve((request, response) => {
      if (request.url === '/packed') {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync(text).subarray(0, -8));
        return;
      }
      const bytes = Buffer.from(text);
      response.write(bytes.subarray(0, 7));
      setImmediate(() => response.end(bytes.subarray(7)));
    });
    expect((await client()(get(`${url}/`))).text).to.equal(text);
    expect((await client()(get(`${url}/packed`))).text).to.equal(text);
  });

  it('sends a body', async () => {
    const { url } = await serve((request, response) => {
      request.pipe(response);
    });
    const response = await client()({ method: 'POST', url, headers: {}, body: 'a=b' });
    expect(response.text).to.equal('a=b');
  });

  const faults: readonly (readonly [string, Handler])[] = [
    ['connection reset', (request) => void request.socket.destroy()],
    [
      'truncated body',
      (request, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"users":[');
        setImmediate(() => request.socket.destroy());
      },
    ],
    [
      'truncated body',
      (request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.write(gzipSync('x'.repeat(1000)).subarray(0, 15));
        setImmediate(() => request.socket.destroy());
      },
    ],
    ['timeout', () => undefined],
    [
      'timeout',
      (_request, response) => {
        response.writeHead(200);
        response.write('{');
      },
    ],
  ];
  faults.forEach(([reason, handler], index) => {
    it(`tells ${reason} (${index})`, async () => {
      const { url } = await serve(handler);
      // A busy machine needs its time for what ends by itself.
      const timeoutMs = reason === 'timeout' ? 80 : 9_000;
      const error = await failure(client({ timeoutMs })(get(url)));
      expect(error).to.be.instanceOf(NetworkError);
      expect(error).to.have.property('reason', reason);
      expect(error).to.have.property('passes', true);
    });
  });

  it('tells a refused connection and an unknown host', async () => {
    const { server, url } = await serve(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    expect(await failure(client()(get(url)))).to.have.property('reason', 'connection refused');
    expect(await failure(client()(get('http://no-such-host.invalid/')))).to.have.property('reason', 'dns');
  });

  it('stops at once when told to', async () => {
    const { url } = await serve(() => undefined);
    const controller = new AbortController();
    const running = failure(client()(get(url, controller.signal)));
    setImmediate(() => controller.abort());
    expect(await running).to.be.instanceOf(StoppedError);
    expect(await failure(client()(get(url, controller.signal)))).to.be.instanceOf(StoppedError);
  });

  it('follows a redirect within the origin', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/new' }).end();
      else response.end(request.headers.authorization);
    });
    expect((await client()(get(`${url}/old`))).text).to.equal('Bearer t');
  });

  it('never takes the token to another host', async () => {
    let asked = 0;
    const { url: elsewhere } = await serve((_request, response) => {
      asked += 1;
      response.end();
    });
    const { url } = await serve((_request, response) => {
      response.writeHead(302, { location: elsewhere }).end();
    });
    const error = await failure(client()(get(url)));
    expect(error).to.have.property('reason', 'redirect');
    expect(error).to.have.property('passes', false);
    expect(asked).to.equal(0);
  });

  it('gives up on a redirect that never ends', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(302, { location: '/again' }).end();
    });
    expect(await failure(client()(get(url)))).to.have.property('reason', 'redirect');
  });

  it('goes through the proxy that the environment names', async () => {
    const { url: proxy } = await serve((request, response) => response.end(`proxied ${request.url ?? ''}`));
    const send = client({ environment: { HTTP_PROXY: proxy } });
    expect((await send(get('http://zoom.invalid/v2/users'))).text).to.equal(
      'proxied http://zoom.invalid/v2/users',
    );
  });

  it('refuses a proxy that it cannot speak to, without repeating its password', async () => {
    for (const proxy of ['socks5://me:pass@127.0.0.1:1080', 'http://me:pass@:bad']) {
      const error = await failure(
        client({ environment: { HTTP_PROXY: proxy } })(get('http://zoom.invalid/')),
      );
      expect(error).to.have.property('reason', 'proxy');
      expect(String(error)).not.to.include('pass@');
    }
  });

  it('opens a tunnel for https, and shows the proxy neither path nor token', async () => {
    const { server, url: proxy } = await serve(() => undefined);
    let head = '';
    server.on('connect', (request: IncomingMessage, socket: Socket) => {
      head = `${request.url ?? ''} ${JSON.stringify(request.headers)}`;
      const upstream = connect(9, '127.0.0.1');
      upstream.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    });
    const send = client({ environment: { HTTPS_PROXY: proxy } });
    expect((await send(get('https://zoom.invalid/v2'))).status).to.equal(502);
    expect(head).to.include('zoom.invalid:443');
    expect(head).not.to.include('Bearer');
  });

  it('names neither headers nor query in its errors', async () => {
    const error = await failure(
      client({ timeoutMs: 200 })(get('http://127.0.0.1:9/v2/x?next_page_token=secret')),
    );
    expect(String(error)).not.to.match(/secret|Bearer/);
  });
});
