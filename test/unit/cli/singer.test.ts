import { expect } from 'chai';
import { Writable } from 'node:stream';
import { runSinger } from '../../../src/cli/singer.js';
import type { ReadRequest } from '../../../src/engine/catalog.js';
import type { SyncEvent } from '../../../src/engine/events.js';
import { at, parse, state } from '../protocols/support.js';
import type { Script, World } from './harness.js';
import { config, withFiles, world } from './harness.js';
import { runSummary } from '../../support/summaries.js';

const events: readonly SyncEvent[] = ['users', 'report_meetings'].flatMap((stream): SyncEvent[] => [
  { type: 'stream-started', stream, full: '2026-11-22T08:00:00Z' },
  { type: 'records', stream, records: [{ id: 'a' }, { id: 'b' }], added: {} },
  { type: 'stream-replaced', stream },
  { type: 'checkpoint', stream, state: state('x'), recordCount: 2 },
  { type: 'stream-ended', stream, problem: null, stopped: false },
]);

async function sync(script: Script, flags: string[] = [], environment: Record<string, string> = {}) {
  const made = world({ script, environment });
  let exitCode = -1;
  await withFiles({ config }, async (path) => {
    exitCode = await runSinger(['-c', path('config'), ...flags], made.edges);
  });
  return { ...made, exitCode };
}

const types = (made: World): unknown[] => made.messages().map(({ type }) => type);
const lastError = (made: World): string => made.err().trimEnd().split('\n').at(-1) ?? '';

describe('tap-zoom', () => {
  it('reads everything without a catalog, with exit code 0', async () => {
    const made = await sync({ events });
    expect(made.exitCode).to.equal(0);
    expect(types(made)).to.deep.equal([
      ...['SCHEMA', 'RECORD', 'RECORD', 'STATE'],
      ...['SCHEMA', 'RECORD', 'RECORD', 'STATE'],
    ]);
    expect(made.err()).to.match(/^INFO METRIC: \{/);
  });

  it('tells metrics before the summary, and none on a terminal', async () => {
    const all = [...events, { type: 'summary', summary: runSummary() } as const];
    const lines = (await sync({ events: all })).err().trimEnd().split('\n');
    const isMetric = lines.map((line) => line.includes('METRIC'));
    expect(isMetric.lastIndexOf(true)).to.be.lessThan(lines.findIndex((line) => line.includes('Summary:')));
    expect(isMetric).to.include(true);
    const made = world({ script: { events: all } });
    Object.assign(made.edges.stderr, { isTTY: true });
    await withFiles({ config }, async (path) => {
      expect(await runSinger(['-c', path('config')], made.edges)).to.equal(0);
    });
    expect(made.err()).to.contain('Summary:');
    expect(made.err()).not.to.contain('METRIC');
  });

  it('reads what the catalog selects, from the state that it gets', async () => {
    const made = world({ script: { events: events.slice(0, 5) } });
    const catalog = { streams: [{ tap_stream_id: 'users' }] };
    const input = { bookmarks: { other: { version: 1 } } };
    await withFiles({ config, catalog, input }, async (path) => {
      const argv = ['-c', path('config'), '-p', path('catalog'), '-s', path('input')];
      expect(await runSinger(argv, made.edges)).to.equal(0);
    });
    expect(made.messages()[0]).to.deep.equal({ type: 'STATE', value: input });
    expect(made.messages().at(-1)?.['value']).to.deep.equal({
      bookmarks: { other: { version: 1 }, users: state('x') },
    });
  });

  it('takes an empty state file for none, with a warning', async () => {
    const made = world({ script: { events } });
    await withFiles({ config, state: '\n' }, async (path) => {
      expect(await runSinger(['-c', path('config'), '--state', path('state')], made.edges)).to.equal(0);
    });
    expect(made.err()).to.match(/^WARNING The state file .* is empty, so everything is read again\./m);
  });

  it('refuses an empty catalog file: it would select everything', async () => {
    const made = world();
    await withFiles({ config, catalog: '' }, async (path) => {
      expect(await runSinger(['-c', path('config'), '--catalog', path('catalog')], made.edges)).to.equal(1);
    });
    expect(lastError(made)).to.equal('CRITICAL The catalog must be an object with a list named streams.');
  });

  it('ends with the reason on the last line of stderr', async () => {
    const failed: SyncEvent = {
      type: 'stream-ended',
      stream: 'users',
      problem: { failureType: 'config_error', message: 'The scope is missing for very-secret.' },
      stopped: false,
    };
    const made = await sync({
      events: [...events.slice(0, 4), failed, ...events.slice(5)],
      outcome: { complete: false, stopped: false },
    });
    expect(made.exitCode).to.equal(1);
    expect(lastError(made)).to.equal('CRITICAL Not complete: users: The scope is missing for ****.');
    expect(types(made).at(-1)).to.equal('STATE');
  });

  it('says what is wrong with the configuration, a line for each problem', async () => {
    const made = world();
    await withFiles({ config: { client_secret: 'very-secret' } }, async (path) => {
      expect(await runSinger(['-c', path('config')], made.edges)).to.equal(1);
    });
    expect(made.out()).to.equal('');
    const lines = made.err().trimEnd().split('\n');
    expect(lines.every((line) => line.startsWith('CRITICAL '))).to.equal(true);
    expect(lines.length).to.be.greaterThan(1);
    expect(made.err()).not.to.contain('very-secret');
  });

  it('says the reason after the last message has left, for who reads both outputs through one pipe', async () => {
    const early: boolean[] = [];
    const stdout = new Writable({
      write(chunk, _encoding, callback) {
        setImmediate(() => {
          if (String(chunk) !== '') early.push(made.err().includes('CRITICAL'));
          callback();
        });
      },
    });
    const made = world({ script: { events, throws: new Error('oops') }, stdout });
    await withFiles({ config }, async (path) => {
      expect(await runSinger(['-c', path('config')], made.edges)).to.equal(1);
    });
    expect(early).to.include(false).and.not.include(true);
    expect(lastError(made)).to.match(/^CRITICAL/);
  });

  it('reports what nobody expected, and the state is the last line still', async () => {
    const made = await sync({ events: events.slice(0, 2), throws: new Error('oops') });
    expect(made.exitCode).to.equal(1);
    expect(lastError(made)).to.equal('CRITICAL Something unexpected failed: oops');
    expect(types(made).at(-1)).to.equal('STATE');
  });

  for (const [way, flags, setting] of [
    ['the flag', ['--activate-version'], {}],
    ['the setting', [], { TAP_ZOOM_EMIT_ACTIVATE_VERSION_MESSAGES: 'true' }],
  ] as const) {
    it(`numbers the records and activates the number where ${way} asks for it`, async () => {
      const made = await sync({ events }, [...flags, '--config=ENV'], setting);
      expect(made.exitCode).to.equal(0);
      expect(types(made).slice(0, 5)).to.deep.equal([
        'SCHEMA',
        'RECORD',
        'RECORD',
        'ACTIVATE_VERSION',
        'STATE',
      ]);
    });
  }

  it('says that it was stopped', async () => {
    const made = await sync({ events: events.slice(0, 3), outcome: { complete: false, stopped: true } });
    expect(made.exitCode).to.equal(1);
    expect(lastError(made)).to.match(/^CRITICAL Stopped/);
  });

  it('merges configurations, later ones win, the environment above all', async () => {
    const made = world({
      script: { events },
      environment: {
        TAP_ZOOM_CLIENT_SECRET: 'from-env',
        TAP_ZOOM_PRODUCTS: '',
        TAP_ZOOM__SELECT: 'x',
        TAP_ZOOM_LOGLEVEL: 'error',
      },
    });
    let seen: unknown;
    const { parts } = made.edges;
    const edges = {
      ...made.edges,
      parts: {
        ...parts,
        loadSettings(raw: unknown) {
          seen = raw;
          return parts.loadSettings(raw);
        },
      },
    };
    await withFiles({ config, later: { client_id: 'later' } }, async (path) => {
      const argv = ['--config=ENV', '--config', path('config'), '--config', path('later')];
      expect(await runSinger(argv, edges)).to.equal(0);
    });
    expect(seen).to.deep.equal({ account_id: 'account', client_id: 'later', client_secret: 'from-env' });
    expect(made.err()).to.equal('');
  });

  it('writes structured logs when the orchestrator asks for them', async () => {
    const made = await sync({ events }, [], { SINGER_SDK_LOG_CONFIG: '/any.json' });
    const lines = made.err().trimEnd().split('\n').map(parse);
    expect(at(lines[0], 'metric_info', 'metric')).to.equal('record_count');
    expect(lines.every((line) => line['app_name'] === 'tap-zoom' && line['pid'] === 42)).to.equal(true);
  });

  it('discovers without any configuration, and ignores a state and a catalog', async () => {
    const made = world();
    expect(
      await runSinger(['--discover', '--state', 'nowhere', '--catalog', 'nowhere'], made.edges),
    ).to.equal(0);
    expect(at(parse(made.out()), 'streams', 0, 'tap_stream_id')).to.equal('users');
    expect(made.err()).to.equal('');
  });

  it('asks for a sample where it is tested, and for all otherwise', async () => {
    const asked: unknown[] = [];
    const script = { events, onRequest: ({ isSample }: ReadRequest) => asked.push(isSample) };
    await sync(script, ['--test']);
    await sync(script);
    expect(asked).to.deep.equal([true, false]);
  });

  it('shows the schemas alone with --test=schema, offline', async () => {
    const made = world({ script: { throws: new Error('must not be read') } });
    expect(await runSinger(['--test=schema'], made.edges)).to.equal(0);
    expect(types(made)).to.deep.equal(['SCHEMA', 'SCHEMA']);
  });

  it('describes itself', async () => {
    const json = world();
    expect(await runSinger(['--about', '--format', 'json'], json.edges)).to.equal(0);
    expect(parse(json.out())).to.have.all.keys('name', 'description', 'version', 'capabilities', 'settings');
    const markdown = world();
    await runSinger(['--about', '--format', 'markdown'], markdown.edges);
    expect(markdown.out()).to.match(/\| client_secret \| yes \|/);
    const text = world();
    await runSinger(['--about'], text.edges);
    expect(text.out()).to.contain('account_id (required)');
  });

  it('prints its version', async () => {
    const made = world();
    expect(await runSinger(['--version'], made.edges)).to.equal(0);
    expect(made.out()).to.match(/^tap-zoom v\d+\.\d+\.\d+\n$/);
  });

  for (const [name, argv, text] of [
    ['no configuration', [], 'Missing required argument: config'],
    ['an unknown flag', ['--nonsense'], 'There is no option --nonsense'],
    ['a file that is not there', ['-c', '/nowhere/config.json'], 'there is no such file'],
    ['a folder', ['-c', '/'], 'it is a directory'],
  ] as const) {
    it(`refuses ${name} with exit code 1`, async () => {
      const made = world();
      expect(await runSinger(argv, made.edges)).to.equal(1);
      expect(made.out()).to.equal('');
      expect(lastError(made)).to.contain(text);
    });
  }
});
