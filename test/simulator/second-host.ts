import { createServer } from 'node:http';
import { opaqueId } from './rng.js';
import type { FileReply } from './contents/served-file.js';

export interface SecondHostRequest {
  readonly path: string;
  /** True: the caller gave its bearer token away. */
  readonly authorized: boolean;
}

export interface SecondHost {
  readonly origin: string;
  readonly requests: SecondHostRequest[];
  /** The link under which the file can be fetched; whoever has it needs nothing else. */
  readonly store: (file: FileReply) => string;
  readonly close: () => Promise<void>;
}

/** macOS has but one address of the loopback range. */
const address = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';

/** Another host, as that to which links of files lead: it wants no token, and refuses whoever brings one. */
export async function startSecondHost(): Promise<SecondHost> {
  const requests: SecondHostRequest[] = [];
  const files = new Map<string, FileReply>();
  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const isAuthorized = request.headers.authorization !== undefined;
    requests.push({ path: request.url ?? '', authorized: isAuthorized });
    const file = files.get(path) ?? { status: 200, headers: {}, bytes: Buffer.from('{}') };
    if (isAuthorized) response.writeHead(403).end('{}');
    else
      response
        .writeHead(file.status, { ...file.headers, 'content-length': file.bytes.length })
        .end(file.bytes);
    files.delete(path);
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const bound = server.address();
  const origin = `http://${address}:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
  let stored = 0;
  return {
    origin,
    requests,
    store: (file) => {
      stored += 1;
      const path = `/stored/${opaqueId(12, 'stored', stored)}`;
      files.set(path, file);
      return `${origin}${path}?X-Amz-Signature=SECRET-signature-${stored}`;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
