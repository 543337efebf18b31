import { expect } from 'chai';
import { runAirbyte } from '../../../src/cli/airbyte.js';
import { at } from '../protocols/support.js';
import type { Script, World } from './harness.js';
import { config, traced, withFiles, world } from './harness.js';

async function check(content: unknown, script: Script = {}): Promise<World & { exitCode: number }> {
  const made = world({ script });
  let exitCode = -1;
  await withFiles({ config: content }, async (path) => {
    exitCode = await runAirbyte(['check', '--config', path('config')], made.edges);
  });
  return { ...made, exitCode };
}

describe('source-zoom check', () => {
  it('answers SUCCEEDED, with a warning for each stream that cannot be read', async () => {
    const result = {
      succeeded: true,
      message: 'fine',
      unreadable: [{ stream: 'roles', scopes: ['role:read'] }],
    };
    const { exitCode, messages } = await check(config, { check: result });
    expect(exitCode).to.equal(0);
    expect(messages()).to.deep.equal([
      {
        type: 'LOG',
        log: { level: 'WARN', message: 'roles cannot be read: the app needs one of the scopes role:read.' },
      },
      { type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED', message: 'fine' } },
    ]);
  });

  it('answers FAILED with exit code 0 to refused credentials, without repeating a secret', async () => {
    const result = { succeeded: false, message: 'very-secret is wrong', unreadable: [] };
    const { exitCode, messages } = await check(config, { check: result });
    expect(exitCode).to.equal(0);
    expect(messages()[0]?.['connectionStatus']).to.deep.equal({
      status: 'FAILED',
      message: '**** is wrong',
    });
  });

  it('answers FAILED with exit code 0 to a wrong configuration', async () => {
    const { exitCode, messages } = await check({ client_id: 'only' });
    expect(exitCode).to.equal(0);
    expect(at(messages()[0], 'connectionStatus', 'status')).to.equal('FAILED');
    expect(at(messages()[0], 'connectionStatus', 'message')).to.contain('account_id');
  });

  for (const [name, content] of [
    ['no JSON', '{"client_secret": "very-secret'],
    ['no object', '[]'],
  ] as const) {
    it(`traces a config file that is ${name}, with exit code 1 and without its text`, async () => {
      const made = await check(content);
      expect(made.exitCode).to.equal(1);
      expect(traced(made)).to.have.length(1);
      expect(traced(made)[0]).to.deep.include({ failure_type: 'config_error' });
      expect(made.out()).not.to.contain('very-secret');
    });
  }

  it('traces what nobody expected as a system error, with exit code 1 and no status', async () => {
    const made = await check(config, { throws: new TypeError('oops very-secret') });
    expect(made.exitCode).to.equal(1);
    expect(made.messages()).to.have.length(1);
    expect(traced(made)[0]).to.deep.include({
      failure_type: 'system_error',
      message: 'Something unexpected failed: oops ****',
    });
  });
});
