import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import { streamDeclarations } from '../../src/streams/index.js';
import { holdMeeting, type Simulator } from '../simulator/index.js';
import { differences, together } from '../support/comparisons.js';
import type { Stage } from '../support/stage.js';
import { usualStreams } from '../support/products.js';
import { onStage, read } from '../support/stage.js';
import { protocols } from '../support/protocols.js';

/** The account's history as the road to past meetings: the same rows for fewer requests, and those of hosts who are gone. */

const all = usualStreams;
const onHistory = streamDeclarations
  .filter(
    ({ name, parents }) => all.includes(name) && parents.some(({ road }) => road?.road === 'account_history'),
  )
  .map(({ name }) => name);
const config = { past_meetings_from: 'account_history' };
/** The other road, and its answer key. */
const perUser = { pastMeetingsBy: 'per_user' } as const;
const byHistory = { pastMeetingsBy: 'account_history' } as const;

function heavyOf({ simulator }: Stage): number {
  return simulator.requests.filter(({ route }) => route === '/report/users/{userId}/meetings').length;
}

/** Uuids of the account's history whose hosts no list of users shows. */
function ofNobody(simulator: Simulator): ReadonlySet<string> {
  const listed = new Set(simulator.expected('users').map((row) => row['email']));
  const rows = simulator.expected('report_history_meetings');
  return new Set(rows.filter((row) => !listed.has(row['host_email'])).map((row) => uuidOf(row)));
}

function uuidOf(row: JsonObject): string {
  const found = row['meeting_uuid'] ?? row['webinar_uuid'] ?? row['uuid'];
  return typeof found === 'string' ? found : '';
}

for (const protocol of protocols) {
  describe(`past meetings by the account's history, ${protocol.name}`, function () {
    this.timeout(60_000);

    it('brings all rows, those of deleted hosts as well, for fewer requests', async () => {
      await onStage(protocol, { users: 14, ...perUser }, async (stage) => {
        const { simulator } = stage;
        await read(stage, { streams: all });
        const before = heavyOf(stage);
        const result = await read(stage, { streams: all, config });
        expect(result.exitCode, result.stderr.slice(-1_000)).to.equal(0);
        expect(heavyOf(stage) - before, 'lists of users').to.be.lessThan(before);
        simulator.setOptions(byHistory);
        expect(differences(simulator, result.rows, { streams: all })).to.deep.equal([]);
        const refused = simulator.requests.filter(({ path, status }) => path.includes('@') && status === 404);
        expect(refused.length, 'requests for hosts who are gone').to.equal(
          new Set(refused.map(({ path }) => path)).size,
        );
        expect(refused.length).to.be.greaterThan(0);
      });
    });

    it('goes on from the state of the other road, and back', async () => {
      await onStage(protocol, { users: 12, hosts: 5, ...perUser }, async (stage) => {
        const streams = [...onHistory, 'report_meetings', 'report_history_meetings'];
        const first = await read(stage, { streams });
        const second = await read(stage, { streams, config, state: first.state });
        const third = await read(stage, { streams, state: second.state });
        for (const { exitCode, stderr } of [first, second, third]) expect(exitCode, stderr).to.equal(0);
        expect(second.messages.length).to.be.lessThan(first.messages.length);
        const rows = together(first.rows, second.rows, third.rows);
        // What hosts held who are gone came with the second run alone, which read three days.
        const gone = ofNobody(stage.simulator);
        const known = new Map(
          [...rows].map(([name, found]) => [
            name,
            name === 'report_history_meetings' ? found : found.filter((row) => !gone.has(uuidOf(row))),
          ]),
        );
        expect(differences(stage.simulator, known, { streams, repeats: 'allowed' })).to.deep.equal([]);
      });
    });

    it('proves itself by some hosts, and then brings the same rows, when nothing else is said', async () => {
      await onStage(protocol, { users: 30, hosts: 12 }, async (stage) => {
        const streams = [...onHistory, 'report_meetings', 'report_history_meetings', 'past_meetings'];
        const fixed = await read(stage, { streams, config });
        const asked = stage.simulator.requests.length;
        const result = await read(stage, { streams, config: { past_meetings_from: 'auto' } });
        expect(result.exitCode, result.stderr.slice(-1_000)).to.equal(0);
        expect(result.rows).to.deep.equal(fixed.rows);
        const extra = stage.simulator.requests.length - 2 * asked;
        expect(extra, 'requests of the proof').to.be.within(20, 30);
        const said = JSON.stringify(result.messages) + result.stderr;
        expect(said).to.match(
          /report_history_meetings shows all of \d+ meetings that 1\d hosts' own reports show/,
        );
      });
    });

    it('asks in later syncs only hosts with news, and loses none of it', async () => {
      await onStage(protocol, { users: 200 }, async (stage) => {
        const { simulator, clock } = stage;
        const streams = [
          'report_meetings',
          'report_history_meetings',
          'report_meeting_participants',
          'past_meetings',
        ];
        const first = await read(stage, { streams, config });
        const before = simulator.requests.length;
        const listed = new Set(simulator.expected('users').map((row) => row['id']));
        const hosted = [...simulator.account.instances.values()]
          .map(({ series }) => series)
          .filter(({ hostId, kind }) => kind === 'meeting' && listed.has(hostId));
        for (let count = 0; count < 4; count += 1) {
          const series = hosted[count * 40];
          if (series !== undefined) holdMeeting(simulator.account, series, { endAt: clock.now() + 600_000 });
        }
        clock.advance(3_600_000);
        const second = await read(stage, { streams, config, state: first.state });
        const asked = simulator.requests.slice(before).filter(({ route }) => route.startsWith('/report/'));
        expect(asked.length, 'HEAVY requests').to.be.at.most(24);
        const rows = together(first.rows, second.rows);
        expect(differences(simulator, rows, { streams, repeats: 'allowed' })).to.deep.equal([]);
      });
    });

    it('says so and asks every user where the scope is missing', async () => {
      const scopes = streamDeclarations
        .filter(({ name }) => name !== 'report_history_meetings')
        .flatMap(({ request }) => request.scopes);
      await onStage(protocol, { users: 8, scopes, ...perUser }, async (stage) => {
        const streams = ['report_meetings', 'report_meeting_participants'];
        const result = await read(stage, { streams, config });
        expect(result.exitCode, result.stderr.slice(-1_000)).to.equal(0);
        expect(differences(stage.simulator, result.rows, { streams })).to.deep.equal([]);
        const said = JSON.stringify(result.messages) + result.stderr;
        expect(said).to.include('Past meetings are read per user instead.');
      });
    });
  });
}
