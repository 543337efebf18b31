import { chmod } from 'node:fs/promises';
import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import { isJsonObject } from '../../src/json.js';
import { needsOf } from '../../src/offline-guide.js';
import type { Simulator, SimulatorOptions } from '../simulator/index.js';
import { execute, root } from '../support/command.js';
import type { Finished } from '../support/command.js';
import type { Folder } from '../support/files.js';
import { withSimulator } from '../support/temporary.js';

/** The doctor, as a process, against accounts and machines of which something is wrong. */

const streams = ['users', 'report_meetings', 'report_meeting_participants'];
const needs = needsOf({ streams, pastMeetingsFrom: 'auto', recordingsFrom: 'auto', kind: 'granular' });
const enough = [...needs.scopes, ...needs.worth];

interface Found {
  readonly check: string;
  readonly status: string;
  readonly text: string;
}

interface Diagnosis extends Finished {
  readonly findings: readonly Found[];
  /** The texts of a check, by status. */
  readonly told: (check: string, status: string) => string;
}

/** As Airbyte keeps it. */
const stateOfUsers = {
  type: 'STREAM',
  stream: {
    stream_descriptor: { name: 'users' },
    stream_state: { version: 1, cursor: '2026-11-20T10:30:00Z', due: {} },
  },
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function findingsIn(stdout: string): readonly Found[] {
  const report: unknown = JSON.parse(stdout);
  const list = isJsonObject(report) && Array.isArray(report['findings']) ? report['findings'] : [];
  return list.filter(isJsonObject).map(({ check, status, is, means, advice }) => ({
    check: textOf(check),
    status: textOf(status),
    text: [is, means, advice].map(textOf).join(' '),
  }));
}

interface Patient {
  readonly options?: Partial<SimulatorOptions>;
  readonly config?: JsonObject;
  readonly mode?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: (folder: Folder) => readonly string[] | Promise<readonly string[]>;
}

async function diagnose(
  patient: Patient,
  test: (found: Diagnosis, simulator: Simulator) => void,
): Promise<void> {
  const { options = {}, config = {}, mode = 0o600, environment = {}, args } = patient;
  await withSimulator({ plan: 'pro', scopes: enough, ...options }, async (simulator, folder) => {
    const whole = { ...simulator.config, past_meetings_from: 'auto', plan: 'pro', streams, ...config };
    const file = await folder.write('config.json', whole);
    await chmod(file, mode);
    const more = (await args?.(folder)) ?? [];
    const command = [
      `${root}/dist/bin/source-zoom.js`,
      'doctor',
      '--config',
      file,
      '--format',
      'json',
      ...more,
    ];
    const finished = await execute('node', command, { env: { PATH: process.env['PATH'], ...environment } });
    const findings = findingsIn(finished.stdout);
    const told = (check: string, status: string): string =>
      findings
        .filter((one) => one.check === check && one.status === status)
        .map(({ text }) => text)
        .join('\n');
    expect(finished.stdout + finished.stderr).not.to.contain('SECRET-');
    expect(finished.stderr).to.equal('');
    test({ ...finished, findings, told }, simulator);
  });
}

describe('the doctor', function () {
  this.timeout(60_000);

  it('finds nothing where all is well, and asks little for it', () =>
    diagnose({}, ({ exitCode, findings, told }, simulator) => {
      expect(exitCode).to.equal(0);
      expect(findings.filter(({ status }) => status !== 'ok')).to.deep.equal([]);
      expect(new Set(findings.map(({ check }) => check))).to.have.keys(
        ...[
          'Node.js',
          'Configuration',
          'Network',
          'Clock',
          'Token',
          'Scopes',
          'Role',
          'Product',
          'History',
          'Limits',
        ],
      );
      expect(told('Token', 'ok')).to.contain(simulator.config.account_id);
      expect(told('Limits', 'ok')).to.contain('MEDIUM: 20 a second');
      const heavy = simulator.requests.filter(({ label }) => label === 'heavy');
      expect(heavy.map(({ route }) => route)).to.have.members([
        '/report/users/{userId}/meetings',
        '/report/history_meetings',
      ]);
    }));

  it('tells a wrong secret, and what could not be looked at for it', () =>
    diagnose({ config: { client_secret: 'SECRET-another' } }, ({ exitCode, findings, told }) => {
      expect(exitCode).to.equal(1);
      expect(told('Token', 'problem')).to.contain('client secret is wrong');
      expect(findings.filter(({ status }) => status === 'problem')).to.have.length(1);
      expect(told('Product', 'note')).to.contain('for want of a token');
    }));

  it('tells which scopes are missing and for what, and which are too many', () =>
    diagnose(
      { options: { scopes: ['user:read:list_users:admin', 'phone:read:list_users:admin'] } },
      ({ exitCode, told }) => {
        expect(exitCode).to.equal(1);
        expect(told('Scopes', 'problem'))
          .to.contain('report_meeting_participants')
          .and.to.contain('report:read:list_meeting_participants:admin');
        expect(told('Scopes', 'note')).to.contain('phone:read:list_users:admin');
        expect(told('Product', 'problem')).to.contain('Refused for want of a scope: Reports');
        expect(told('History', 'note')).to.contain('report:read:list_history_meetings:admin');
      },
    ));

  it('tells whether the list of the account may tell who records', () => {
    const user = 'cloud_recording:read:list_user_recordings:admin';
    const config = { streams: ['recordings'] };
    return diagnose(
      { config, options: { scopes: ['user:read:list_users:admin', user] } },
      ({ exitCode, told }) => {
        expect(exitCode).to.equal(0);
        expect(told('Recordings', 'note')).to.contain('cloud_recording:read:list_account_recordings:admin');
        expect(told('History', 'note') + told('History', 'ok')).to.equal('');
      },
    );
  });

  it('leaves streams without a scope to those who want them left out', () =>
    diagnose(
      { options: { scopes: ['user:read:list_users:admin'] }, config: { skip_unauthorized_streams: true } },
      ({ exitCode, told }) => {
        expect(exitCode).to.equal(0);
        expect(told('Scopes', 'note')).to.contain('left out');
      },
    ));

  it('tells a clock that is minutes off, and one that is days off', async () => {
    await diagnose({ options: { dateAheadMs: 5 * 60_000 } }, ({ exitCode, told }) => {
      expect(exitCode).to.equal(0);
      expect(told('Clock', 'note')).to.contain("5 minutes behind the server's");
    });
    await diagnose({ options: { dateAheadMs: -3 * 86_400_000 } }, ({ exitCode, told }) => {
      expect(exitCode).to.equal(1);
      expect(told('Clock', 'problem')).to.contain("3 days ahead of the server's");
    });
  });

  it('ends soon where nobody can be reached', () => {
    const config = { api_url: 'http://127.0.0.1:1/v2', token_url: 'http://127.0.0.1:1/oauth/token' };
    return diagnose({ config }, ({ exitCode, findings, told }, simulator) => {
      expect(exitCode).to.equal(1);
      expect(told('Network', 'problem')).to.contain('connection refused').and.to.contain('api_url');
      expect(findings.filter(({ status }) => status === 'problem').map(({ check }) => check)).to.deep.equal([
        'Network',
        'Network',
      ]);
      expect(simulator.requests).to.deep.equal([]);
    });
  });

  it('names the proxy, and not who may use it', () => {
    const proxy = 'http://me:SECRET-of-mine@127.0.0.1:1';
    return diagnose({ environment: { http_proxy: proxy } }, ({ exitCode, told }) => {
      expect(exitCode).to.equal(1);
      expect(told('Network', 'problem')).to.contain('through the proxy 127.0.0.1:1');
    });
  });

  it('tells a product that the account has not got from one that the role may not see', () =>
    diagnose(
      {
        options: { scopes: 'all', missing: { products: ['phone'], permissions: ['/report'] } },
        config: { streams: ['users', 'phone_users', 'report_meetings', 'report_activities'] },
      },
      ({ exitCode, told }) => {
        expect(exitCode).to.equal(1);
        expect(told('Product', 'note')).to.contain('Refused for want of a plan: Zoom Phone');
        expect(told('Product', 'problem')).to.contain('Refused for want of a permission: Audit logs');
      },
    ));

  it('tells the role where Zoom does, and a plan that is not the configured one', () =>
    diagnose(
      { options: { scopes: [...enough, 'user:read:user:admin'], servesMe: true, plan: 'business' } },
      ({ exitCode, told }) => {
        expect(exitCode).to.equal(0);
        expect(told('Role', 'note')).to.contain('licensed user with the role');
        expect(told('Limits', 'note')).to.contain('Set plan to business');
      },
    ));

  it('tells a file that all may read, settings that are none, and files that are not there', () =>
    diagnose(
      {
        mode: 0o644,
        config: { strat_date: '2026-01-01' },
        args: ({ path }) => ['--catalog', `${path}/none.json`],
      },
      ({ exitCode, told }) => {
        expect(exitCode).to.equal(1);
        expect(told('Configuration', 'note'))
          .to.contain('can be read by everybody')
          .and.to.contain('chmod 600');
        expect(told('Configuration', 'note')).to.contain('did you mean start_date?');
        expect(told('Catalog', 'problem')).to.contain('there is no such file');
      },
    ));

  it('looks at a state without a catalog, by all that is offered', () =>
    diagnose(
      {
        args: async (folder) => ['--state', await folder.write('state.json', [stateOfUsers])],
      },
      ({ exitCode, told }) => {
        expect(told('State', 'problem')).to.equal('');
        expect(told('State', 'ok')).to.contain('read up to 2026-11-20 10:30 UTC');
        expect(exitCode).to.equal(0);
      },
    ));

  it('looks at the files of a sync, for the tap too, in a table', () =>
    withSimulator({ plan: 'pro', scopes: enough }, async (simulator, folder) => {
      const config = await folder.write('config.json', { ...simulator.config, plan: 'pro', streams });
      const tap = `${root}/dist/bin/tap-zoom.js`;
      const found = await execute('node', [tap, '--config', config, '--discover', '--select', 'users']);
      const catalog = await folder.write('catalog.json', found.stdout);
      const bookmarks = {
        users: { version: 1, cursor: '2026-11-20T10:30:00Z', due: {} },
        gone: { version: 7 },
      };
      const state = await folder.write('state.json', { bookmarks });
      await chmod(config, 0o600);
      const args = ['--doctor', '-c', config, '--catalog', catalog, '--state', state];
      const { stdout, exitCode } = await execute('node', [tap, ...args]);
      expect(exitCode).to.equal(0);
      expect(stdout).to.match(/^ok +Catalog +.*catalog\.json, .* old, selects 1 of the 3 streams/m);
      expect(stdout).to.match(/^ok +State +.*read up to 2026-11-20 10:30 UTC/m);
      expect(stdout).to.match(/^note +State +The state of gone is not one that this version wrote/m);
      expect(stdout).to.match(/\nNothing stands in the way of a sync\.\n$/);
      expect(simulator.requests.filter(({ label }) => label === 'heavy')).to.deep.equal([]);
    }));
});
