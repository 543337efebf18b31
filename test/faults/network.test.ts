import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JsonObject } from '../../src/json.js';
import type { FaultPlan, FaultRule, Simulator, SimulatorOptions } from '../simulator/index.js';
import { catalogOf, logsOf } from '../support/delivery.js';
import type { Delivery } from '../support/delivery.js';
import type { Ended } from '../support/executable.js';
import type { Folder } from '../support/files.js';
import { at } from '../support/json-paths.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { protocols, writeRunFiles } from '../support/protocols.js';
import type { Running } from '../support/running.js';
import { start } from '../support/running.js';
import { withSimulator } from '../support/temporary.js';

/** The built programs, in real time, at a network and a service that behave as they should not. */

/** What the documents tell people to give a container. */
const containerMegabytes = 512;
const stopWithin = 5_000;

interface Stage {
  readonly protocol: ProtocolUnderTest;
  readonly simulator: Simulator;
  readonly folder: Folder;
}

interface Reading {
  readonly streams: readonly string[];
  readonly config?: JsonObject;
  readonly env?: NodeJS.ProcessEnv;
  readonly interrupt?: (running: Running) => Promise<void>;
}

type Whole = Delivery & { readonly ended: Ended; readonly told: string };

async function read({ protocol, simulator, folder }: Stage, reading: Reading): Promise<Whole> {
  const config: JsonObject = { ...simulator.config, plan: 'none', ...reading.config };
  const find = start(
    protocol.program,
    protocol.discoverArgs(await writeRunFiles(folder, 'find', { config })),
  );
  const catalog = protocol.configure(catalogOf((await find.ended).stdout), reading.streams);
  const args = protocol.readArgs(await writeRunFiles(folder, 'read', { config, catalog }));
  const running = start(protocol.program, args, reading.env);
  await reading.interrupt?.(running);
  const ended = await running.ended;
  const delivery = protocol.delivery(ended.stdout);
  const told = protocol.name === 'airbyte' ? logsOf(delivery, 'WARN').join('\n') : ended.stderr;
  return { ...delivery, ended, told };
}

/** Asks it to end when the simulator has been asked so often, and sees to it that it does, with its last state. */
function stopAfter(simulator: Simulator, requests: number): (running: Running) => Promise<void> {
  return async ({ child, ended }) => {
    while (simulator.requests.length < requests) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const askedAt = performance.now();
    child.kill('SIGTERM');
    await ended;
    expect(performance.now() - askedAt, 'milliseconds until the end').to.be.below(stopWithin);
  };
}

/** A server that takes every connection and says nothing. */
async function silentServer(): Promise<{ readonly port: number; readonly close: () => void }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close };
}

for (const protocol of protocols) {
  describe(`the network, ${protocol.name}`, function () {
    this.timeout(120_000);

    const onStage = (options: Partial<SimulatorOptions>, test: (stage: Stage) => Promise<void>) =>
      withSimulator(options, (simulator, folder) => test({ protocol, simulator, folder }));

    const hostAt = ({ account }: Simulator, index: number): string => account.users[index]?.id ?? '';
    const meetingsOf = (id: string): RegExp => new RegExp(`^/v2/users/${id}/meetings`);

    it('a signal ends a run whose proxy is silent, within seconds and with the last state', async () => {
      const silent = await silentServer();
      await onStage({}, async (stage) => {
        const { token_url } = stage.simulator.config;
        const whole = await read(stage, {
          streams: ['users'],
          config: { token_url, api_url: 'https://127.0.0.1:1/v2' },
          env: { HTTPS_PROXY: `http://127.0.0.1:${silent.port}` },
          interrupt: stopAfter(stage.simulator, 1),
        });
        expect(whole.ended.signal).to.equal('SIGTERM');
        expect(whole.countStates('users')).to.be.at.least(1);
      });
      silent.close();
    });

    for (const [what, path] of [
      ['the service', /^\/v2\//],
      ['the token endpoint', /^\/oauth/],
    ] as const) {
      for (const status of [503, 429]) {
        it(`a signal ends a wait that ${what} asks for with ${status} and a Retry-After of decades`, async () => {
          const rules = [{ match: path, status, headers: { 'Retry-After': '1000000000' } }];
          await onStage({ faults: { rules } }, async (stage) => {
            const { simulator } = stage;
            const interrupt = stopAfter(simulator, what === 'the service' ? 2 : 1);
            const whole = await read(stage, { streams: ['users', 'roles'], interrupt });
            // A limit that returns in decades is none that is waited for.
            const isOver = status === 429 && what === 'the service';
            if (isOver) expect(whole.ended.exitCode).to.equal(1);
            else expect(whole.ended.signal).to.equal('SIGTERM');
            expect(whole.countStates('users')).to.be.at.least(1);
          });
        });
      }
    }

    it('a good token serves while no new one is to be had', async () => {
      const outage = { of: 'token endpoint', how: '503', afterRequests: 1, ms: 3_500 } as const;
      await onStage({ tokenLifetimeSeconds: 5, latencyMs: 300, faults: { outage } }, async (stage) => {
        const { simulator } = stage;
        const whole = await read(stage, { streams: ['users', 'meetings'], config: { max_concurrency: 1 } });
        expect(whole.ended.exitCode, whole.told).to.equal(0);
        expect(whole.rows.get('meetings')).to.have.length(simulator.expected('meetings').length);
        const pauses = simulator.requests
          .filter(({ path }) => path.startsWith('/v2/'))
          .map(({ at: time }, index, all) => time - (all[index - 1]?.at ?? time));
        expect(Math.max(...pauses), 'nobody waited for the endpoint').to.be.below(2_000);
        const tokens = simulator.requests.filter(({ path }) => path === '/oauth/token');
        expect(tokens.map(({ fault }) => fault)).to.include('outage');
      });
    });

    it('a service that refuses for some seconds costs these and nothing else', async () => {
      const outage = { of: 'service', how: 'refuse', afterRequests: 20, ms: 4_000 } as const;
      await onStage({ faults: { outage } }, async (stage) => {
        const whole = await read(stage, { streams: ['users', 'meetings'] });
        expect(whole.ended.exitCode, whole.told).to.equal(0);
        expect(whole.rows.get('meetings')).to.have.length(stage.simulator.expected('meetings').length);
        expect(whole.told).to.match(/answers nobody[^]*answers again/);
      });
    });

    describe('one odd answer', () => {
      const half = { meetings: [{}], next_page_token: 'a\ud83d' };
      const cases: readonly (readonly [string, Omit<FaultRule, 'match'>, RegExp])[] = [
        ['a page token with half a character', { status: 200, body: half }, /could not be dealt with/],
        ['a protocol that nobody asked for', { status: 101, odd: 'switching' }, /HTTP 101/],
        ['a body without end', { status: 200, odd: 'endless' }, /answer too large/],
        ['a gigabyte packed into a megabyte', { status: 200, odd: 'bomb' }, /answer too large/],
        ['a redirect to nowhere', { status: 302 }, /HTTP 302/],
        [
          'a redirect to another host',
          { status: 302, headers: { location: 'https://zoom.invalid/' } },
          /redirect/,
        ],
      ];
      for (const [title, odd, named] of cases) {
        it(`ends one request by name, and nobody else's: ${title}`, async () => {
          await onStage({}, async (stage) => {
            const { simulator, folder } = stage;
            const victim = hostAt(simulator, 3);
            const faults: FaultPlan = { rules: [{ match: meetingsOf(victim), ...odd }] };
            simulator.setOptions({ faults });
            const peak = join(folder.path, 'peak.json');
            const whole = await read(stage, { streams: ['meetings'], env: await peakHook(folder, peak) });
            expect(whole.ended.exitCode).to.equal(1);
            const others = simulator.expected('meetings').filter((row) => row['host_id'] !== victim);
            expect(whole.rows.get('meetings')).to.have.length(others.length);
            expect(Object.keys(at(whole.stateOf('meetings'), 'due') ?? {})).to.deep.equal([victim]);
            expect(whole.told).to.match(named);
            expect(await megabytesOf(peak)).to.be.below(containerMegabytes);
          });
        });
      }

      it('from everybody at once stays within the memory of the container', async () => {
        for (const odd of ['endless', 'bomb'] as const) {
          await onStage(
            { users: 60, faults: { rules: [{ match: meetingsOf('[^/]+'), status: 200, odd }] } },
            async (stage) => {
              const peak = join(stage.folder.path, 'peak.json');
              const whole = await read(stage, {
                streams: ['meetings'],
                env: await peakHook(stage.folder, peak),
              });
              expect(whole.ended.exitCode).to.equal(1);
              expect(await megabytesOf(peak), odd).to.be.below(containerMegabytes);
            },
          );
        }
      });
    });
  });
}

/** Makes a program write its peak of memory, in kilobytes, when it ends. */
async function peakHook(folder: Folder, file: string): Promise<NodeJS.ProcessEnv> {
  const hook = `import { writeFileSync } from 'node:fs';
process.on('exit', () => writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)));`;
  const path = await folder.write('peak.mjs', hook);
  return { NODE_OPTIONS: `--import=${pathToFileURL(path).href}` };
}

async function megabytesOf(file: string): Promise<number> {
  return Number(await readFile(file, 'utf8')) / 1024;
}
