import { expect } from 'chai';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import { declaring, withoutParameters } from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

seeFaults('settings and apps', [
  {
    title: 'apps of no list: requests that wait alone',
    stream: 'marketplace_apps',
    change: (declaration) => ({
      ...withoutParameters('type')(declaration),
      fromRequest: { type: { parameter: 'type', absent: 'active_requests' } },
    }),
  },
  {
    title: 'a key that forgets the list',
    stream: 'marketplace_apps',
    change: declaring({ primaryKey: ['app_id'], fromRequest: {} }),
  },
  ...(['account_settings', 'account_lock_settings', 'user_settings'] as const).flatMap((stream) => [
    { title: 'the general settings alone', stream, change: withoutParameters('option') },
    {
      title: 'what replaces the general settings without a key of its own',
      stream,
      change: declaring({ fromRequest: { option: { parameter: 'no such', absent: 'general' } } }),
    },
  ]),
]);

describe('settings', () => {
  it('keep what must be set, and leave out what it is set to', async () => {
    const now = Date.parse('2026-11-22T08:00:00Z');
    await withSimulator({ users: 3, now: () => now }, async (simulator) => {
      const streams = ['account_settings', 'user_settings'];
      const { rows } = await runEngine({ simulator, streams, now });
      const ofAccount = JSON.stringify(rows.get('account_settings'));
      expect(ofAccount)
        .to.match(/"pmi_password":(true|false)/)
        .and.not.contain('SECRET');
      const ofUsers = JSON.stringify(rows.get('user_settings'));
      expect(ofUsers).not.to.contain('"pmi_password":"').and.not.contain('SECRET');
    });
  });
});
