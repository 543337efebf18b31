import { Writable } from 'node:stream';
import { expect } from 'chai';
import { runAirbyte } from '../../../src/cli/airbyte.js';
import type { SyncEvent } from '../../../src/engine/events.js';
import { SourceError, StoppedError } from '../../../src/errors.js';
import { at, state } from '../protocols/support.js';
import type { Script } from './harness.js';
import { config, traced, withFiles, world } from './harness.js';
import { runSummary, streamSummary } from '../../support/summaries.js';

const catalog = { streams: [{ stream: { name: 'users', json_schema: {} }, sync_mode: 'incremental' }] };
const files = { config, catalog, state: [] };
const users: readonly SyncEvent[] = [
  { type: 'stream-started', stream: 'users', full: null },
  { type: 'records', stream: 'users', records: [{ id: 'a' }], added: {} },
  { type: 'checkpoint', stream: 'users', state: state('x'), recordCount: 1 },
  { type: 'stream-ended', stream: 'users', problem: null, stopped: false },
];

async function read(
  script: Script,
  contents: Readonly<Record<string, unknown>> = files,
  flags: string[] = [],
) {
  const made = world({ script });
  let exitCode = -1;
  await withFiles(contents, async (path) => {
    const argv = ['read', '--config', path('config'), '--catalog', path('catalog'), '--state', path('state')];
    exitCode = await runAirbyte([...argv, ...flags], made.edges);
  });
  return { ...made, exitCode };
}

describe('source-zoom', () => {
  it('prints its specification', async () => {
    const made = world();
    expect(await runAirbyte(['spec'], made.edges)).to.equal(0);
    expect(made.messages()).to.have.length(1);
    expect(at(made.messages()[0], 'spec', 'connectionSpecification', 'required')).to.include('account_id');
  });

  it('discovers without credentials, only the wanted products', async () => {
    const made = world();
    await withFiles({ config: { products: '["users","chat"]', include_secrets: 'true' } }, async (path) => {
      expect(await runAirbyte(['discover', '--config', path('config')], made.edges)).to.equal(0);
    });
    expect(made.asked).to.deep.equal([{ products: ['users', 'chat'], streams: [], includeSecrets: true }]);
    expect(at(made.messages()[0], 'catalog', 'streams', 0, 'name')).to.equal('users');
  });

  it('refuses to discover a product that does not exist', async () => {
    const made = world();
    await withFiles({ config: { products: ['fax'] } }, async (path) => {
      expect(await runAirbyte(['discover', '--config', path('config')], made.edges)).to.equal(1);
    });
    expect(traced(made)[0]).to.deep.include({ failure_type: 'config_error' });
    expect(made.out()).to.contain('products must be a list out of users, meetings');
  });

  describe('read', () => {
    it('reads to the end with exit code 0, and nothing but messages on stdout', async () => {
      const { exitCode, messages, err } = await read({ events: users });
      expect(exitCode).to.equal(0);
      expect(messages().map(({ type }) => type)).to.deep.equal([
        'TRACE',
        'TRACE',
        'RECORD',
        'STATE',
        'TRACE',
      ]);
      expect(err()).to.equal('');
    });

    it('shows the summary as log lines', async () => {
      const summary = runSummary({
        streams: [streamSummary({ records: 1, requests: 2, retries: { '429': 1 } })],
        requestsByLabel: { medium: 2 },
      });
      const { messages } = await read({ events: [...users, { type: 'summary', summary }] });
      const logs = messages().map((message) => at(message, 'log', 'message'));
      expect(logs).to.include('  users  complete  1 record  2 requests  retried 1 (429)');
    });

    it('logs details only with --debug', async () => {
      const events: SyncEvent[] = [{ type: 'log', level: 'debug', message: 'detail' }, ...users];
      expect((await read({ events })).out()).not.to.contain('detail');
      expect((await read({ events }, files, ['--debug'])).out()).to.contain('detail');
    });

    it('traces a wrong configuration with exit code 1', async () => {
      const made = await read({}, { ...files, config: {} });
      expect(made.exitCode).to.equal(1);
      expect(traced(made)[0]).to.deep.include({ failure_type: 'config_error' });
    });

    it('traces a state file that cannot be read: starting anew would be a surprise', async () => {
      const made = await read({ events: users }, { ...files, state: '[{' });
      expect(made.exitCode).to.equal(1);
      expect(made.out()).to.match(/The state file .* is not valid JSON/);
    });

    it('takes an empty state file for none, with a warning', async () => {
      const made = await read({ events: users }, { ...files, state: ' \n' });
      expect(made.exitCode).to.equal(0);
      expect(made.out()).to.match(
        /"level":"WARN","message":"The state file .* is empty, so everything is read again/,
      );
    });

    it('closes open streams before it traces what the engine threw', async () => {
      const made = await read({ events: users.slice(0, 2), throws: new Error('oops') });
      expect(made.exitCode).to.equal(1);
      expect(at(made.messages().at(-2), 'trace', 'stream_status', 'status')).to.equal('INCOMPLETE');
      expect(traced(made)[0]).to.deep.include({ failure_type: 'system_error' });
    });

    it('keeps the failure type of what the engine threw', async () => {
      const throws = new SourceError('Wait.', { failureType: 'transient_error', internalMessage: 'code 7' });
      const made = await read({ throws });
      expect(traced(made)).to.deep.equal([
        { message: 'Wait.', internal_message: 'code 7', failure_type: 'transient_error' },
      ]);
    });

    it('takes a thrown stop for a stop', async () => {
      const made = await read({ events: users.slice(0, 1), throws: new StoppedError('stopped') });
      expect(made.exitCode).to.equal(1);
      expect(traced(made)).to.deep.equal([]);
    });

    it('reports a crash outside of any call', async () => {
      const made = world({
        script: { events: users.slice(0, 1), afterwards: () => new Promise(() => undefined) },
      });
      made.crash(new Error('from a timer'));
      await withFiles(files, async (path) => {
        const argv = ['read', '--config', path('config'), '--catalog', path('catalog')];
        expect(await runAirbyte(argv, made.edges)).to.equal(1);
      });
      expect(traced(made)[0]).to.deep.include({ message: 'Something unexpected failed: from a timer' });
    });

    it('stops reading when the reader goes away, quietly and non-zero', async () => {
      const stdout = new Writable({
        write(_chunk, _encoding, callback) {
          callback(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
        },
      });
      const afterwards = (signal: AbortSignal): Promise<{ complete: boolean; stopped: boolean }> =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve({ complete: false, stopped: true }));
        });
      const made = world({ script: { events: users.slice(0, 2), afterwards }, stdout });
      await withFiles(files, async (path) => {
        const argv = ['read', '--config', path('config'), '--catalog', path('catalog')];
        expect(await runAirbyte(argv, made.edges)).to.equal(1);
      });
      expect(made.err()).to.equal('');
    });
  });

  for (const [name, argv, text] of [
    ['no command', [], 'Name a command'],
    ['an unknown command', ['write'], 'An argument is not understood'],
    ['a missing file name', ['check', '--config'], 'Not enough arguments following: config'],
    ['a missing catalog', ['read', '--config', 'x'], 'Missing required argument: catalog'],
  ] as const) {
    it(`refuses ${name} on stderr with exit code 1`, async () => {
      const made = world();
      expect(await runAirbyte(argv, made.edges)).to.equal(1);
      expect(made.out()).to.equal('');
      expect(made.err().trimEnd().split('\n').at(-1)).to.contain(text);
    });
  }
});
