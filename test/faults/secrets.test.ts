import { expect } from 'chai';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { expectNoSecrets } from '../crash/connection.js';
import type { JsonObject } from '../../src/json.js';
import type { Simulator } from '../simulator/index.js';
import { differences } from '../support/comparisons.js';
import { catalogOf } from '../support/delivery.js';
import type { Ended } from '../support/executable.js';
import { run } from '../support/executable.js';
import type { Folder } from '../support/files.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { protocols, writeRunFiles } from '../support/protocols.js';
import { withSimulator } from '../support/temporary.js';

/** The built programs give their token to nobody but the host that they were told, and that not in the clear. */

const streams = ['users', 'meetings', 'groups', 'roles'];

/** A server that writes down what it is sent, and answers like a list. */
async function withStranger(
  test: (origins: readonly string[], heard: readonly IncomingHttpHeaders[]) => Promise<void>,
): Promise<void> {
  const heard: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"groups":[],"meetings":[]}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    // The same machine under two names: another port, and another host as well.
    await test([`http://127.0.0.1:${port}`, `http://localhost:${port}`], heard);
  } finally {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

interface Stage {
  readonly protocol: ProtocolUnderTest;
  readonly simulator: Simulator;
  readonly folder: Folder;
}

async function read({ protocol, simulator, folder }: Stage, config: JsonObject = {}): Promise<Ended> {
  const whole = { ...simulator.config, plan: 'none', ...config };
  const find = await writeRunFiles(folder, 'find', { config: { ...simulator.config } });
  const found = await run(protocol.program, protocol.discoverArgs(find));
  const catalog = protocol.configure(catalogOf(found.stdout), streams);
  return run(
    protocol.program,
    protocol.readArgs(await writeRunFiles(folder, 'read', { config: whole, catalog })),
  );
}

/** Every interface of this machine, not the loopback alone. Nothing listens there. */
const elsewhere = 'http://0.0.0.0:9/v2';

for (const protocol of protocols) {
  describe(`secrets, ${protocol.name}`, function () {
    this.timeout(60_000);

    it('follow no redirect of a list to another port or host', async () => {
      await withStranger(async (origins, heard) => {
        await withSimulator({ users: 4 }, async (simulator, folder) => {
          for (const [index, match] of [/^\/v2\/groups\?/, /^\/v2\/users\/[^/]+\/meetings/].entries()) {
            const rule = { match, status: 302, headers: { location: `${origins[index] ?? ''}/v2/stolen` } };
            simulator.setOptions({ faults: { rules: [rule] } });
            const ended = await read({ protocol, simulator, folder });
            expect(ended.exitCode, ended.stderr.slice(-1_000)).to.equal(1);
            expect(heard, 'what the stranger heard').to.deep.equal([]);
            expect(`${ended.stdout}${ended.stderr}`).to.contain('the token is sent to no other host');
            expectNoSecrets(ended.stdout, ended.stderr);
            const { rows } = protocol.delivery(ended.stdout);
            expect(differences(simulator, rows, { streams: ['users', 'roles'] })).to.deep.equal([]);
          }
        });
      });
    });

    it('follow no redirect of the token endpoint', async () => {
      await withStranger(async (origins, heard) => {
        await withSimulator({ users: 4 }, async (simulator, folder) => {
          const headers = { location: `${origins[0] ?? ''}/oauth/token` };
          for (const status of [302, 307, 308]) {
            simulator.setOptions({ faults: { rules: [{ match: /^\/oauth\/token/, status, headers }] } });
            const ended = await read({ protocol, simulator, folder });
            expect(ended.exitCode, ended.stderr.slice(-1_000)).to.equal(1);
            expect(heard, 'what the stranger heard').to.deep.equal([]);
            expect(`${ended.stdout}${ended.stderr}`).to.contain('it redirects elsewhere');
            expectNoSecrets(ended.stdout, ended.stderr);
          }
        });
      });
    });

    it('go to https only, but on this machine', async () => {
      await withSimulator({ users: 4 }, async (simulator, folder) => {
        for (const setting of ['api_url', 'token_url']) {
          const ended = await read({ protocol, simulator, folder }, { [setting]: elsewhere });
          expect(ended.exitCode).to.equal(1);
          expect(`${ended.stdout}${ended.stderr}`).to.contain(`${setting} must`);
          expectNoSecrets(ended.stdout, ended.stderr);
        }
        expect(simulator.requests, 'nothing was asked, not even for a token').to.deep.equal([]);
        const byName = simulator.apiUrl.replace('127.0.0.1', 'localhost');
        const ended = await read({ protocol, simulator, folder }, { api_url: byName });
        expect(ended.exitCode, ended.stderr.slice(-1_000)).to.equal(0);
      });
    });
  });
}
