import { expect } from 'chai';
import { streamDeclarations } from '../../src/streams/index.js';
import { allScopes } from '../simulator/routes/route.js';
import { differences, together } from '../support/comparisons.js';
import { errorsOf, logsOf } from '../support/delivery.js';
import { at } from '../support/json-paths.js';
import { protocols } from '../support/protocols.js';
import type { Result } from '../support/stage.js';
import { expectEnds, onStage, read } from '../support/stage.js';

/** What goes wrong stays where it is: everything else is delivered, and nobody is told that all is well. */

const day = 86_400_000;

function scopesWithout(stream: string): readonly string[] {
  const request = streamDeclarations.find(({ name }) => name === stream)?.request;
  return allScopes('granular').filter((scope) => request?.scopes.includes(scope) !== true);
}

function always(match: RegExp, times?: number) {
  const rule = { match, status: 500, body: { code: 500, message: 'Internal server error.' } };
  return { rules: [times === undefined ? rule : { ...rule, times }] };
}

for (const protocol of protocols) {
  describe(`failures, ${protocol.name}`, function () {
    this.timeout(30_000);

    it('a missing scope is a config error of its stream, and names the scope', async () => {
      await onStage(protocol, { scopes: scopesWithout('groups') }, async (stage) => {
        const streams = ['users', 'groups', 'group_members', 'roles'];
        const result = await read(stage, { streams });
        const complete = ['users', 'roles'];
        expectEnds(stage, result, { complete, incomplete: ['groups', 'group_members'] });
        expect(differences(stage.simulator, result.rows, { streams: complete })).to.deep.equal([]);
        const told = protocol.name === 'airbyte' ? JSON.stringify(errorsOf(result, 'groups')) : result.stderr;
        expect(told).to.contain('group:read:list_groups:admin');
        if (protocol.name === 'airbyte') expect(told).to.contain('config_error');
      });
    });

    it('skip_unauthorized_streams makes a warning of it', async () => {
      await onStage(protocol, { scopes: scopesWithout('groups') }, async (stage) => {
        const streams = ['users', 'groups', 'group_members'];
        const config = { skip_unauthorized_streams: true };
        const result = await read(stage, { streams, config });
        expectEnds(stage, result, { complete: streams, incomplete: [] });
        expect(result.rows.has('groups')).to.equal(false);
        const warned = protocol.name === 'airbyte' ? logsOf(result, 'WARN').join('\n') : result.stderr;
        expect(warned).to.match(/groups.*group:read:list_groups:admin/);
      });
    });

    it('a plan above that of the account is noticed by the headers: its limits are kept, and the log says so', async () => {
      // More than a second's worth of HEAVY requests, as only hosts' own lists take.
      await onStage(protocol, { plan: 'pro', pastMeetingsBy: 'per_user' }, async (stage) => {
        const streams = ['users', 'report_meetings', 'report_meeting_details', 'report_meeting_participants'];
        const result = await read(stage, { streams, config: { plan: 'business', rate_limit_share: 0.9 } });
        expectEnds(stage, result, { complete: streams, incomplete: [] });
        expect(differences(stage.simulator, result.rows, { streams })).to.deep.equal([]);
        const told = protocol.name === 'airbyte' ? logsOf(result, 'INFO').join('\n') : result.stderr;
        expect(told).to.contain("10 a second for main/heavy): set plan to the account's own.");
        const heavy = stage.simulator.requests.filter(({ label }) => label === 'heavy');
        expect(heavy.length).to.be.above(200);
        expect(heavy.filter(({ status }) => status === 429).length).to.be.below(20);
      });
    });

    it('an endpoint that always fails takes its children with it and nobody else', async () => {
      await onStage(
        protocol,
        { faults: always(/^\/v2\/channels\?|^\/v2\/chat\/channels\?/) },
        async (stage) => {
          const complete = ['users', 'user_channels', 'chat_messages', 'tracking_fields'];
          const incomplete = ['channels', 'channel_members'];
          const result = await read(stage, { streams: [...complete, ...incomplete] });
          expectEnds(stage, result, { complete, incomplete });
          expect(differences(stage.simulator, result.rows, { streams: complete })).to.deep.equal([]);
        },
      );
    });

    it('one poisoned user stays due and is read by the next sync', async () => {
      await onStage(protocol, {}, async (stage) => {
        const { simulator } = stage;
        const victim = simulator.account.recordings[0]?.instance.series.hostId ?? '';
        simulator.setOptions({ faults: always(new RegExp(`^/v2/users/${victim}/recordings`)) });
        const streams = ['recordings', 'recording_files', 'meetings'];
        const first = await read(stage, { streams });
        expectEnds(stage, first, { complete: ['meetings'], incomplete: ['recordings', 'recording_files'] });
        const others = simulator.expected('recordings').filter((row) => row['host_id'] !== victim);
        expect(first.rows.get('recordings')).to.have.length(others.length);
        expect(Object.keys(at(first.stateOf('recordings'), 'due') ?? {})).to.deep.equal([victim]);
        simulator.setOptions({ faults: {} });
        const second = await read(stage, { streams, state: first.state });
        expectEnds(stage, second, { complete: streams, incomplete: [] });
        const rows = together(first.rows, second.rows);
        expect(differences(simulator, rows, { streams, repeats: 'allowed' })).to.deep.equal([]);
      });
    });

    it('a child that fails for one item leaves the rest of its stream alone', async () => {
      await onStage(protocol, {}, async (stage) => {
        const { simulator } = stage;
        const series = [...simulator.account.series.values()].find((one) => one.listed && one.polls);
        simulator.setOptions({ faults: always(new RegExp(`^/v2/meetings/${series?.id ?? ''}/polls`)) });
        const result = await read(stage, { streams: ['meetings', 'meeting_polls'] });
        expectEnds(stage, result, { complete: ['meetings'], incomplete: ['meeting_polls'] });
        const [found] = differences(simulator, result.rows, { streams: ['meeting_polls'] });
        const lost = simulator
          .expected('meeting_polls')
          .filter((row) => row['meeting_id'] === String(series?.id));
        expect(found).to.include({ missing: lost.length, strange: 0, doubled: 0 });
      });
    });

    it('faults that pass are waited for and leave no trace in the data', async () => {
      await onStage(protocol, { faults: { rate: 0.15, seed: 7 } }, async (stage) => {
        const streams = ['users', 'meetings', 'meeting_details', 'roles', 'role_members'];
        const result = await read(stage, { streams });
        expectEnds(stage, result, { complete: streams, incomplete: [] });
        expect(differences(stage.simulator, result.rows, { streams })).to.deep.equal([]);
      });
    });

    it('users without a licence are skipped and counted, which is no failure', async () => {
      await onStage(protocol, { missing: { unlicensedUsers: 3 } }, async (stage) => {
        const streams = ['meetings', 'report_meetings', 'report_meeting_participants'];
        const result = await read(stage, { streams });
        expectEnds(stage, result, { complete: streams, incomplete: [] });
        expect(differences(stage.simulator, result.rows, { streams })).to.deep.equal([]);
        const said = protocol.name === 'airbyte' ? logsOf(result, 'INFO').join('\n') : result.stderr;
        expect(said).to.match(/meetings .*skipped .*3|meetings .*skipped [12] .*, [12] /);
      });
    });

    it('an account without webinars: no rows, a warning, complete', async () => {
      await onStage(protocol, { missing: { webinars: true } }, async (stage) => {
        const streams = ['webinars', 'webinar_details', 'meetings'];
        const result = await read(stage, { streams });
        expectEnds(stage, result, { complete: streams, incomplete: [] });
        expect(differences(stage.simulator, result.rows, { streams })).to.deep.equal([]);
        const warned = protocol.name === 'airbyte' ? logsOf(result, 'WARN').join('\n') : result.stderr;
        expect(warned).to.match(/webinars: .*plan/);
      });
    });

    it('an unknown account ends all streams with a config error', async () => {
      await onStage(protocol, {}, async (stage) => {
        const streams = ['users', 'roles'];
        const result = await read(stage, { streams, config: { account_id: 'nobody' } });
        expectEnds(stage, result, { complete: [], incomplete: streams });
        expect(result.rows.size).to.equal(0);
      });
    });

    it('a used-up day ends what it counts for, and the next day goes on', async () => {
      await onStage(protocol, { dailyLimit: 60 }, async (stage) => {
        const { simulator, clock } = stage;
        const complete = ['users', 'roles'];
        const heavy = ['report_meetings', 'report_meeting_details'];
        const streams = [...complete, ...heavy];
        const first = await read(stage, { streams });
        expectEnds(stage, first, { complete, incomplete: heavy });
        if (protocol.name === 'airbyte') expectRateLimited(first, 'report_meetings');
        else expect(first.stderr).to.contain('2026-11-23T00:00:00');
        simulator.setOptions({ dailyLimit: null });
        clock.advance(day);
        const second = await read(stage, { streams, state: first.state });
        expectEnds(stage, second, { complete: streams, incomplete: [] });
        const rows = together(first.rows, second.rows);
        expect(differences(simulator, rows, { streams: heavy, repeats: 'allowed' })).to.deep.equal([]);
      });
    });
  });
}

function expectRateLimited(result: Result, stream: string): void {
  const last = result.messages
    .filter((message) => at(message, 'trace', 'stream_status', 'stream_descriptor', 'name') === stream)
    .at(-1);
  expect(at(last, 'trace', 'stream_status', 'reasons')).to.deep.equal([
    { type: 'RATE_LIMITED', rate_limited: { quota_reset: Date.parse('2026-11-23T00:00:00Z') } },
  ]);
}
