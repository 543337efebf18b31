import { expect } from 'chai';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { NetworkError } from '../../../src/http/network-error.js';
import { client, failure, get, servers } from './serving.js';

const asFile = { file: { atMost: 1_000_000 } };

describe('HTTP client: files', () => {
  const { serve, closeAll } = servers();
  afterEach(closeAll);

  async function fetched(handler: RequestListener) {
    const { url } = await serve(handler);
    return client()({ ...get(url), ...asFile });
  }

  it('come as bytes, unpacked, to the last one that is allowed', async () => {
    const bytes = Buffer.alloc(1_000_000, 7);
    const plain = await fetched((_request, response) => response.end(bytes));
    expect(bytes.equals(plain.file?.bytes ?? Buffer.alloc(0))).to.equal(true);
    const packed = await fetched((_request, response) =>
      response.setHeader('content-encoding', 'gzip').end(gzipSync(bytes)),
    );
    expect(bytes.equals(packed.file?.bytes ?? Buffer.alloc(0))).to.equal(true);
  });

  it('are not read on when they are too large: by their own word, while they come, and when they unpack', async () => {
    let sent = 0;
    const endless: RequestListener = (_request, response) => {
      const more = (): void => {
        sent += 65_536;
        if (!response.destroyed && sent < 500_000_000) response.write(Buffer.alloc(65_536), more);
      };
      more();
    };
    const answers = [
      await fetched((_request, response) => response.setHeader('content-length', '1000001').write('x')),
      await fetched(endless),
      await fetched((_request, response) =>
        response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(50_000_000))),
      ),
    ];
    for (const { status, file } of answers) expect([status, file]).to.deep.equal([200, { bytes: null }]);
    expect(sent).to.be.lessThan(100_000_000);
  });

  it('are asked for at another host without the token, and without anything else', async () => {
    const seen: unknown[] = [];
    const other = await serve((request, response) => {
      seen.push([request.headers.authorization, request.headers.accept]);
      response.end('found');
    });
    const answer = await fetched((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(302, { location: `${other.url}/stored?signature=x` }).end();
    });
    expect(Buffer.from(answer.file?.bytes ?? []).toString()).to.equal('found');
    expect(seen).to.deep.equal(['Bearer t', [undefined, undefined]]);
  });

  it('are asked for without the token along a redirect to the same host too', async () => {
    const seen: unknown[] = [];
    await fetched((request, response) => {
      seen.push(request.headers.authorization);
      if (seen.length === 1) response.writeHead(307, { location: '/again' }).end();
      else response.end();
    });
    expect(seen).to.deep.equal(['Bearer t', undefined]);
  });

  it('are not looked for at other addresses: no plain HTTP elsewhere, no other protocol, no credentials', async () => {
    for (const location of [
      'http://files.example.org/x',
      'file:///etc/passwd',
      'https://me:pw@files.example.org/x',
    ]) {
      const { url } = await serve((_request, response) => response.writeHead(302, { location }).end());
      const error = await failure(client()({ ...get(url), ...asFile }));
      expect(error, location).to.be.instanceOf(NetworkError).and.include({ reason: 'redirect' });
    }
  });

  it('that are cut off are none', async () => {
    const { url } = await serve((_request, response) => {
      response.setHeader('content-length', '100').write('half', () => response.socket?.destroy());
    });
    expect(await failure(client()({ ...get(url), ...asFile }))).to.include({ reason: 'truncated body' });
  });

  it('leave refusals their text', async () => {
    const answer = await fetched((_request, response) => response.writeHead(403).end('{"code":200}'));
    expect([answer.status, answer.text, answer.file]).to.deep.equal([403, '{"code":200}', undefined]);
  });
});
