import { expect } from 'chai';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Simulator } from '../simulator/index.js';
import { Random } from '../simulation/random.js';
import { execute, root } from '../support/command.js';
import type { Finished } from '../support/command.js';
import { createFolder } from '../support/files.js';
import { protocols } from '../support/protocols.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import type { Running } from '../support/running.js';
import type { Connection } from './connection.js';
import { afterBytes, attempt, expectNoSecrets, finishAndCompare, withConnection } from './connection.js';
import { isLong, points, seed } from './form.js';
import { Target } from './target.js';

/** What stands behind stdout goes away, stands still, or is full. */

const tries = Math.max(2, Math.floor(points / 10));
const stillMs = isLong ? 60_000 : 5_000;
/** What a program may grow by while nobody reads: what was in flight, and pauses of the collector. */
const growthMb = 40;

/** Runs a program with stdout in a file that cannot grow beyond so many blocks of 512 bytes, as on a full disk. */
async function runInto(file: string, blocks: number | 'any', command: readonly string[]): Promise<Finished> {
  const limit = blocks === 'any' ? '' : `trap '' XFSZ; ulimit -f ${blocks};`;
  return execute('sh', ['-c', `${limit} exec "$@" > '${file}'`, 'sh', process.execPath, ...command]);
}

function built({ program }: ProtocolUnderTest): string {
  return join(root, `dist/bin/${program}.js`);
}

async function megabytes({ child }: Running): Promise<number> {
  const { stdout } = await execute('ps', ['-o', 'rss=', '-p', String(child.pid)]);
  return Number(stdout) / 1_024;
}

/** Resolves when the buffers between program and test are full. */
async function quiet({ requests }: Simulator): Promise<void> {
  for (let asked = -1; asked < requests.length; await delay(1_000)) asked = requests.length;
}

/** Reads nothing for a while, and then goes on. */
async function standStill(running: Running, { simulator }: Connection): Promise<void> {
  running.child.stdout.pause();
  try {
    await quiet(simulator);
    const [before, asked] = [await megabytes(running), simulator.requests.length];
    await delay(stillMs);
    expect(simulator.requests.length - asked, 'requests while nobody reads').to.equal(0);
    expect((await megabytes(running)) - before, 'megabytes that it grew by').to.be.lessThan(growthMb);
  } finally {
    running.child.stdout.resume();
  }
}

for (const protocol of protocols) {
  describe(`trouble behind stdout, ${protocol.name}`, function () {
    this.timeout(0);

    it(`ends without a word when the pipe is closed, ${tries} times, and loses nothing`, async () => {
      await withConnection(protocol, {}, async (connection) => {
        const random = new Random(seed);
        const target = new Target(protocol);
        for (let closed = 0; closed < tries; closed += 1) {
          const snapshot = target.snapshot('newest', random);
          const bytes = Math.floor(10 ** (2 + random.next() * 3));
          const ended = await attempt(connection, snapshot, (running) => {
            afterBytes(running, bytes, 0, () => running.child.stdout.destroy());
          });
          expect(ended.exitCode, ended.stderr.slice(-2_000)).to.be.greaterThan(0);
          expect(ended.stderr).not.to.match(/EPIPE|\n +at /);
          target.take(ended.stdout, snapshot);
        }
        await finishAndCompare(connection, target, target.snapshot('newest', random));
      });
    });

    it(`waits for a target that stops reading for ${stillMs / 1_000} s`, async () => {
      await withConnection(protocol, {}, async (connection) => {
        const target = new Target(protocol);
        let still: Promise<unknown> = Promise.resolve('it never stood still');
        const ended = await attempt(connection, new Map(), (running) => {
          afterBytes(running, 20_000, 0, () => {
            still = standStill(running, connection).catch((error: unknown) => error);
          });
        });
        expect(await still).to.equal(undefined);
        expect(ended.exitCode, ended.stderr.slice(-2_000)).to.equal(0);
        target.take(ended.stdout, new Map());
        await finishAndCompare(connection, target, target.snapshot('newest', new Random(seed)));
      });
    });

    it(`says that the disk is full, ${tries} times, and goes on from what the file holds`, async () => {
      const folder = await createFolder();
      await withConnection(protocol, {}, async (connection) => {
        const random = new Random(seed);
        const target = new Target(protocol);
        for (let filled = 0; filled < tries; filled += 1) {
          const snapshot = target.snapshot('newest', random);
          const file = join(folder.path, `${filled}.jsonl`);
          const ended = await runInto(file, random.int(20, 600), [
            built(protocol),
            ...(await connection.argsFrom(snapshot)),
          ]);
          const written = await readFile(file, 'utf8');
          expectNoSecrets(written, ended.stderr);
          expect(ended.exitCode, ended.stderr.slice(-2_000)).to.equal(1);
          expect(ended.stderr)
            .to.include('The output could not be written')
            .and.not.to.match(/\n +at /);
          target.take(written, snapshot);
        }
        await finishAndCompare(connection, target, target.snapshot('newest', random));
      });
      await folder.remove();
    });
  });
}

describe('a disk with too little room for the last bytes', function () {
  this.timeout(30_000);

  it('is no success', async () => {
    const folder = await createFolder();
    const file = join(folder.path, 'spec.json');
    const command = [join(root, 'dist/bin/source-zoom.js'), 'spec'];
    expect((await runInto(file, 'any', command)).exitCode).to.equal(0);
    const { size } = await stat(file);
    const ended = await runInto(file, Math.ceil(size / 512) - 1, command);
    expect((await stat(file)).size).to.be.lessThan(size);
    expect(ended.exitCode, ended.stderr).to.equal(1);
    expect(ended.stderr).to.include('The output could not be written');
    await folder.remove();
  });
});
