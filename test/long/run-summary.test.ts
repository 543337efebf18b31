import { expect } from 'chai';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../src/json.js';
import { compileValidator } from '../../src/json-schema.js';
import type { Simulator, SimulatorOptions } from '../simulator/index.js';
import { execute, root } from '../support/command.js';
import { catalogOf } from '../support/delivery.js';
import type { Ended } from '../support/executable.js';
import { run } from '../support/executable.js';
import type { Folder } from '../support/files.js';
import { at, listAt, objectAt, parseObject, textAt } from '../support/json-paths.js';
import { onPipeStage } from '../support/pipe-stage.js';
import { productsWith } from '../support/products.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { protocols, writeRunFiles } from '../support/protocols.js';
import { start } from '../support/running.js';
import { withSimulator } from '../support/temporary.js';

/** The file of --summary, of the built programs, however their runs end. */

const streams = ['users', 'meetings', 'report_meetings', 'report_meeting_details', 'recordings'];
const secret = 'a-secret-of-the-test';
const day = 86_400_000;
const since = new Date(Date.now() - 45 * day).toISOString().slice(0, 10);

interface Stage {
  readonly protocol: ProtocolUnderTest;
  readonly simulator: Simulator;
  readonly folder: Folder;
  readonly file: string;
}

async function onStage(
  protocol: ProtocolUnderTest,
  options: Partial<SimulatorOptions>,
  test: (stage: Stage) => Promise<void>,
): Promise<void> {
  await withSimulator({ users: 4, ...options }, (simulator, folder) =>
    test({ protocol, simulator, folder, file: join(folder.path, 'run.json') }),
  );
}

async function argsOf({ protocol, simulator, folder, file }: Stage, more: JsonObject = {}) {
  const { config: account } = simulator;
  const config = { ...account, ...productsWith(streams), plan: 'none', start_date: since, ...more };
  const find = protocol.discoverArgs(await writeRunFiles(folder, 'find', { config }));
  const catalog = protocol.configure(catalogOf((await run(protocol.program, find)).stdout), streams);
  const read = protocol.readArgs(await writeRunFiles(folder, 'read', { config, catalog }));
  return [...read, '--summary', file];
}

async function readWith(stage: Stage, more: JsonObject = {}): Promise<Ended> {
  return run(stage.protocol.program, await argsOf(stage, more));
}

async function summaryIn({ folder, file }: Pick<Stage, 'folder' | 'file'>): Promise<JsonObject> {
  const text = await readFile(file, 'utf8');
  const summary = parseObject(text);
  const schema = parseObject(await readFile(join(root, 'docs/summary.schema.json'), 'utf8'));
  expect(compileValidator(schema)(summary)).to.deep.equal([]);
  expect(text).not.to.contain(secret);
  expect((await readdir(folder.path)).filter((name) => name.endsWith('.new'))).to.deep.equal([]);
  return summary;
}

function streamIn(summary: JsonObject, name: string): JsonObject {
  return objectAt(listAt(summary, 'streams').find((one) => at(one, 'stream') === name));
}

for (const protocol of protocols) {
  describe(`--summary, ${protocol.name}`, function () {
    this.timeout(60_000);

    it('says of a complete run what came, and of when, and what it cost', async () => {
      // The children have the range of their parent, which is the list of their host.
      await onStage(protocol, { pastMeetingsBy: 'per_user' }, async (stage) => {
        await writeFile(stage.file, 'of an earlier run');
        const { exitCode, stderr, stdout } = await readWith(stage, { plan: 'pro', rate_limit_share: 1 });
        expect(exitCode, stderr).to.equal(0);
        const summary = await summaryIn(stage);
        const { rows } = protocol.delivery(stdout);
        const made = stage.simulator.requests.filter(({ path }) => path.startsWith('/v2/'));
        expect(summary).to.deep.include({
          connector: { name: protocol.program, version: '0.1.0' },
          protocol: protocol.name,
          outcome: 'complete',
          failure: null,
          sample: false,
          repair: false,
          unknown_streams: [],
          records: streams.reduce((sum, name) => sum + (rows.get(name)?.length ?? 0), 0),
          requests: made.length,
        });
        expect(listAt(summary, 'days').map((day) => at(day, 'label'))).to.deep.equal(['heavy']);
        expect(at(summary, 'waits', 'limits', 'heavy')).to.be.above(0);
        const meetings = streamIn(summary, 'report_meetings');
        expect(meetings).to.deep.include({ status: 'complete', problem: null, pass: null });
        expect(meetings['due']).to.deep.equal({ partitions: 0, earliest: null });
        expect(meetings['cursor']).to.equal(textAt(meetings, 'cursor'));
        const [from, to] = [textAt(meetings, 'listed', 'from'), textAt(meetings, 'listed', 'to')];
        expect(Date.parse(to) - Date.parse(from)).to.be.above(44 * day);
        expect(streamIn(summary, 'report_meeting_details')['listed']).to.deep.equal({ from, to });
        expect(streamIn(summary, 'users')['listed']).to.equal(null);
      });
    });

    it('names failures, what they leave due, and an example of what was skipped', async () => {
      const error = (match: RegExp, status: number, code: number) => ({
        match,
        status,
        body: { code, message: 'x' },
      });
      const rules = [{ ...error(/\/users\?/, 500, 500), times: 1 }, error(/\/recordings/, 400, 300)];
      await onStage(protocol, { faults: { rules }, missing: { unlicensedUsers: 1 } }, async (stage) => {
        const { exitCode } = await readWith(stage);
        expect(exitCode).to.equal(1);
        const summary = await summaryIn(stage);
        expect(summary['outcome']).to.equal('incomplete');
        const recordings = streamIn(summary, 'recordings');
        expect(recordings).to.deep.include({ status: 'incomplete', listed: null });
        expect(textAt(recordings, 'problem', 'message')).to.contain('The first failure: ');
        expect(Number(at(recordings, 'due', 'partitions'))).to.be.above(0);
        expect(Object.keys(objectAt(recordings, 'failures'))).to.have.length(1);
        expect(Number(at(summary, 'waits', 'retries'))).to.be.above(0);
        const skips = objectAt(streamIn(summary, 'meetings'), 'skips');
        expect(at(skips, 'no licence', 'count')).to.equal(1);
        const unlicensed = at(streamIn(summary, 'meetings'), 'refused', 'no licence', 0);
        expect(at(skips, 'no licence', 'example')).to.equal(unlicensed);
      });
    });

    it('is written where a signal stops the run, with what the state leaves', async () => {
      await onStage(protocol, { latencyMs: 60 }, async (stage) => {
        const running = start(protocol.program, await argsOf(stage));
        await running.until((line) => /"RECORD"/.test(line) && line.includes('meetings'));
        running.child.kill('SIGINT');
        const { signal, stderr } = await running.ended;
        expect(signal, stderr).to.equal('SIGINT');
        const summary = await summaryIn(stage);
        expect(summary).to.deep.include({ outcome: 'stopped', failure: null });
        const open = listAt(summary, 'streams').filter((one) => at(one, 'status') === 'incomplete');
        expect(open).not.to.have.length(0);
        for (const one of open) expect(at(one, 'problem')).to.equal(null);
      });
    });

    it('tells a wrong secret without repeating it', async () => {
      await onStage(protocol, {}, async (stage) => {
        const { exitCode } = await readWith(stage, { client_secret: secret });
        expect(exitCode).to.equal(1);
        const summary = await summaryIn(stage);
        expect(summary).to.deep.include({ outcome: 'failed', records: 0 });
        expect(at(summary, 'failure', 'type')).to.equal('config_error');
        expect(listAt(summary, 'streams').length).to.be.at.least(streams.length);
      });
    });

    it('tells a configuration that is none, and an output that nobody takes', async () => {
      await onStage(protocol, {}, async (stage) => {
        const { exitCode } = await readWith(stage, { start_date: 'yesterday' });
        expect(exitCode).to.equal(1);
        const refused = await summaryIn(stage);
        expect(refused).to.deep.include({ outcome: 'failed', streams: [] });
        expect(textAt(refused, 'failure', 'message')).to.contain('start_date');
        const program = join(root, 'dist/bin', `${protocol.program}.js`);
        const args = [process.execPath, program, ...(await argsOf(stage))];
        const full = await execute('bash', ['-c', '"$@" >/dev/full', 'bash', ...args]);
        expect(full.exitCode).to.equal(1);
        const cut = await summaryIn(stage);
        expect(textAt(cut, 'failure', 'message')).to.contain('no space is left');
        const left = await execute('bash', ['-c', '"$@" | true', 'bash', ...args]);
        expect(left.stderr).not.to.contain('could not be written');
        expect(textAt(await summaryIn(stage), 'failure', 'message')).to.contain('went away');
      });
    });

    it('fails before anything is read where it cannot be written, or would take the place of an input', async () => {
      await onStage(protocol, {}, async (stage) => {
        const args = (await argsOf(stage)).slice(0, -1);
        const config = args[args.indexOf('--config') + 1] ?? '';
        const before = await readFile(config, 'utf8');
        stage.simulator.requests.length = 0;
        for (const [path, reason] of [
          [join(stage.folder.path, 'none/run.json'), 'there is no such file'],
          [stage.folder.path, 'it is a directory'],
          ['/dev/null', 'it is no regular file'],
          [config, 'the run reads it'],
        ] as const) {
          const { exitCode, stderr, stdout } = await run(protocol.program, [...args, path]);
          expect(exitCode).to.equal(1);
          expect(stdout + stderr).to.contain(
            `The summary file ${path} cannot be written: ${reason}. Nothing was read.`,
          );
        }
        expect(stage.simulator.requests).to.have.length(0);
        expect(await readFile(config, 'utf8')).to.equal(before);
      });
    });
  });
}

describe('--summary, tap-zoom alone', function () {
  this.timeout(60_000);

  it('tells of a sample, and belongs to nothing that reads no account', async () => {
    await withSimulator({ users: 3 }, async (simulator, folder) => {
      const file = join(folder.path, 'run.json');
      const config = await folder.write('config.json', {
        ...simulator.config,
        plan: 'none',
        products: ['users'],
      });
      const sample = await run('tap-zoom', ['--config', config, '--test', '--summary', file]);
      expect(sample.exitCode, sample.stderr).to.equal(0);
      const summary = await summaryIn({ folder, file });
      expect(summary).to.deep.include({ outcome: 'complete', sample: true });
      expect(streamIn(summary, 'users')).to.deep.include({ status: 'sampled', records: 1, due: null });
      const { exitCode, stderr } = await run('tap-zoom', ['--discover', '--summary', file]);
      expect(exitCode).to.equal(1);
      expect(stderr).to.contain('--summary belongs to a sync, or to --test.');
    });
  });

  it('is handed on by sync-zoom', async () => {
    await onPipeStage({}, async ({ env, path, folder }) => {
      const program = join(root, 'dist/bin/sync-zoom.js');
      const file = path('run.json');
      const ended = await execute(process.execPath, [program], { env: { ...env, SUMMARY: file } });
      expect(ended.exitCode, ended.stderr).to.equal(0);
      const summary = await summaryIn({ folder, file });
      expect(summary).to.deep.include({ outcome: 'complete', protocol: 'singer' });
    });
  });
});
