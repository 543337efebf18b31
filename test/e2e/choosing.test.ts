import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import type { Folder } from '../support/files.js';
import type { InProcessEnd } from '../support/in-process.js';
import { runInProcess, virtualClock } from '../support/in-process.js';
import { at, listAt, parseObject, textAt } from '../support/json-paths.js';
import { airbyte, singer, writeRunFiles } from '../support/protocols.js';
import { onStage } from '../support/stage.js';
import { withFolder } from '../support/temporary.js';

/** From a choice of streams to what is read, without a catalog that anybody edits. */

const clock = virtualClock(Date.parse('2026-11-22T12:00:00Z'));
const wanted = ['users', 'report_meetings'];

type Name = 'airbyte' | 'singer';

async function discover(name: Name, folder: Folder, config: JsonObject, more: readonly string[] = []) {
  const files = await writeRunFiles(folder, 'choose', { config });
  const protocol = name === 'airbyte' ? airbyte : singer;
  return runInProcess(name, [...protocol.discoverArgs(files), ...more], { clock });
}

async function configure(folder: Folder, config: JsonObject, more: readonly string[]): Promise<InProcessEnd> {
  const files = await writeRunFiles(folder, 'configure', { config });
  return runInProcess('airbyte', ['configure', '--config', files.config, ...more], { clock });
}

function modesOf(text: string): Readonly<Record<string, string>> {
  const entries = listAt(parseObject(text), 'streams');
  return Object.fromEntries(
    entries.map((entry) => [textAt(entry, 'stream', 'name'), textAt(entry, 'sync_mode')]),
  );
}

describe('choosing streams', function () {
  this.timeout(20_000);

  it('offers what the setting streams names, products that are not chosen included', () =>
    withFolder(async (folder) => {
      const { stdout } = await discover('airbyte', folder, {
        streams: 'users,phone_call_history,report_meet*',
      });
      const names = listAt(parseObject(stdout), 'catalog', 'streams').map((stream) => textAt(stream, 'name'));
      expect(names).to.include.members([...wanted, 'phone_call_history']);
      const others = names.filter((name) => !/^(users|phone_call_history|report_meet.*)$/.test(name));
      expect(others).to.deep.equal([]);
    }));

  it('marks in the catalog of Singer what --select names', () =>
    withFolder(async (folder) => {
      const { stdout, exitCode } = await discover('singer', folder, {}, ['--select', wanted.join(',')]);
      expect(exitCode).to.equal(0);
      const streams = listAt(parseObject(stdout), 'streams');
      const marks = streams.map((stream) => [
        textAt(stream, 'stream'),
        at(stream, 'metadata', 0, 'metadata', 'selected'),
      ]);
      expect(marks.filter(([, isSelected]) => isSelected === true).map(([name]) => name)).to.deep.equal(
        wanted,
      );
      expect(marks.filter(([, isSelected]) => isSelected === false)).to.have.length(streams.length - 2);
    }));

  it('refuses a name that does not exist, with the nearest one', () =>
    withFolder(async (folder) => {
      const selected = await discover('singer', folder, {}, ['--select', 'usres']);
      expect([selected.exitCode, selected.stdout.trim()]).to.deep.equal([1, '']);
      expect(selected.stderr).to.contain('did you mean users?');
      const set = await discover('airbyte', folder, { streams: ['usres'] });
      expect(set.exitCode).to.equal(1);
      expect(set.stdout).to.contain('config_error').and.to.contain('did you mean users?');
    }));

  it('refuses such a name in check, before Zoom is asked', () =>
    onStage(airbyte, {}, async ({ simulator, folder }) => {
      const config = { ...simulator.config, plan: 'none', streams: ['usres'] };
      const files = await writeRunFiles(folder, 'check', { config });
      const { stdout, exitCode } = await runInProcess('airbyte', ['check', '--config', files.config], {
        clock,
      });
      expect(exitCode).to.equal(0);
      expect(at(parseObject(stdout), 'connectionStatus', 'status')).to.equal('FAILED');
      expect(simulator.requests).to.deep.equal([]);
    }));

  it('configures a catalog that read takes as it is', () =>
    onStage(airbyte, {}, async ({ simulator, folder }) => {
      const config = { ...simulator.config, plan: 'none', start_date: '2026-11-01', strat_date: 'x' };
      const made = await configure(folder, config, ['--select', wanted.join(',')]);
      expect(made.exitCode).to.equal(0);
      expect(made.stderr).to.match(/^WARNING strat_date is no setting/);
      expect(modesOf(made.stdout)).to.deep.equal({ users: 'full_refresh', report_meetings: 'incremental' });
      const files = await writeRunFiles(folder, 'read', { config, catalog: parseObject(made.stdout) });
      const { stdout, exitCode } = await runInProcess('airbyte', airbyte.readArgs(files), { clock });
      expect(exitCode).to.equal(0);
      expect([...airbyte.delivery(stdout).rows.keys()]).to.have.members(wanted);
    }));

  it('configures everything that is offered, read anew where that is asked for', () =>
    withFolder(async (folder) => {
      const { stdout } = await configure(folder, { streams: wanted }, ['--sync-mode', 'full_refresh']);
      expect(modesOf(stdout)).to.deep.equal({ users: 'full_refresh', report_meetings: 'full_refresh' });
    }));

  it('says on stderr why it cannot configure, and prints no half of a catalog', () =>
    withFolder(async (folder) => {
      const { stdout, stderr, exitCode } = await configure(folder, {}, ['--select', 'usres']);
      expect([stdout, exitCode]).to.deep.equal(['', 1]);
      expect(stderr).to.match(/^CRITICAL .*did you mean users\?/);
      const wrong = await configure(folder, {}, ['--sync-mode', 'hush']);
      expect(wrong.stderr).to.equal('--sync-mode must be one of incremental, full_refresh.\n');
    }));

  it('takes --select for discovery alone', async () => {
    const { stderr, exitCode } = await runInProcess('singer', ['--config', 'x', '--select', 'users'], {
      clock,
    });
    expect(exitCode).to.equal(1);
    expect(stderr).to.contain('--select belongs to --discover');
  });
});
