import { expect } from 'chai';
import type { JsonValue } from '../../src/json.js';
import type { Simulator } from '../simulator/index.js';
import { differences, together } from '../support/comparisons.js';
import { errorsOf, logsOf } from '../support/delivery.js';
import { at, listAt, objectAt, textAt } from '../support/json-paths.js';
import { protocols } from '../support/protocols.js';
import type { Result, Stage } from '../support/stage.js';
import { expectEnds, onStage, read } from '../support/stage.js';

/** Whom a refusal is about: one user's never costs another one's rows, and the account's costs one request. */

const webinars = ['webinars', 'webinar_details', 'webinar_panelists'];

function warnings({ protocol }: Stage, result: Result): string {
  if (protocol.name === 'airbyte') return logsOf(result, 'WARN').join('\n');
  const lines = result.stderr.split('\n');
  return lines.filter((line) => line.startsWith('WARNING')).join('\n');
}

function summaryOf({ protocol }: Stage, result: Result, stream: string): string {
  const text = protocol.name === 'airbyte' ? logsOf(result, 'INFO').join('\n') : result.stderr;
  return text.split('\n').find((line) => new RegExp(`  ${stream}  +(in)?complete`).test(line)) ?? '';
}

function askedOf({ requests }: Simulator, route: string): number {
  return requests.filter((entry) => entry.route === route).length;
}

/** Whoever may host: not pending, not deleted. */
function usersOf({ account }: Simulator): number {
  return account.users.filter(({ status }) => status === 'active' || status === 'inactive').length;
}

for (const protocol of protocols) {
  describe(`refusals, ${protocol.name}`, function () {
    this.timeout(60_000);

    it('the one user of sixty with a webinar licence is read', async () => {
      await onStage(protocol, { users: 60, missing: { webinarLicences: [44] } }, async (stage) => {
        const { simulator } = stage;
        expect(simulator.expected('webinars'), 'webinars of the one').not.to.be.empty;
        const result = await read(stage, { streams: webinars });
        expectEnds(stage, result, { complete: webinars, incomplete: [] });
        expect(differences(simulator, result.rows, { streams: webinars })).to.deep.equal([]);
        expect(warnings(stage, result)).not.to.contain('webinars: Zoom refused each');
        const refused = usersOf(simulator) - 1;
        const line = summaryOf(stage, result, 'webinars');
        expect(line)
          .to.contain(`${refused + 1} requests`)
          .and.to.contain(`skipped ${refused} (no licence: `);
      });
    });

    it('where nobody has one, the stream is complete, and a warning says how many were refused, why and at what cost', async () => {
      await onStage(protocol, { users: 60, missing: { webinarLicences: [] } }, async (stage) => {
        const result = await read(stage, { streams: webinars });
        expectEnds(stage, result, { complete: webinars, incomplete: [] });
        expect(result.rows.has('webinars')).to.equal(false);
        const all = usersOf(stage.simulator);
        expect(warnings(stage, result)).to.contain(
          `webinars: Zoom refused each of the ${all} that were asked for (no licence: ${all}; ${all} requests)`,
        );
        expect(summaryOf(stage, result, 'webinars')).to.contain(`${all} requests`);
      });
    });

    it('a user with a licence since then brings the history when his state says that it is due', async () => {
      await onStage(protocol, { missing: { unlicensedUsers: 1 } }, async (stage) => {
        const { simulator } = stage;
        const streams = ['previous_meetings'];
        const first = await read(stage, { streams });
        const user = simulator.account.users[1]?.id ?? '';
        simulator.setOptions({ missing: {} });
        const second = await read(stage, { streams, state: withDue(stage, first, user) });
        expectEnds(stage, second, { complete: streams, incomplete: [] });
        const rows = together(first.rows, second.rows);
        expect(simulator.expected('previous_meetings').some((row) => row['host_user_id'] === user)).to.equal(
          true,
        );
        expect(differences(simulator, rows, { streams, repeats: 'allowed' })).to.deep.equal([]);
      });
    });

    it('a user outside the role costs nobody else anything, though it looks like a missing scope', async () => {
      await onStage(protocol, { missing: { outsideRole: [0, 3] } }, async (stage) => {
        const streams = ['meetings', 'report_meetings'];
        const result = await read(stage, { streams });
        expectEnds(stage, result, { complete: streams, incomplete: [] });
        expect(differences(stage.simulator, result.rows, { streams })).to.deep.equal([]);
        expect(summaryOf(stage, result, 'meetings')).to.contain('skipped 2 (missing scope: ');
      });
    });

    it('a permission that all users are refused for is a config error in the end, with the count', async () => {
      const options = { users: 40, missing: { permissions: ['/report/users/'] } };
      // The history leads to those hosts alone whom it shows.
      await onStage(protocol, { ...options, pastMeetingsBy: 'per_user' }, async (stage) => {
        const result = await read(stage, { streams: ['report_meetings'] });
        expectEnds(stage, result, { complete: [], incomplete: ['report_meetings'] });
        expect(at(result.stateOf('report_meetings'), 'cursor')).to.equal(null);
        const all = usersOf(stage.simulator);
        const told =
          protocol.name === 'airbyte' ? JSON.stringify(errorsOf(result, 'report_meetings')) : result.stderr;
        expect(told).to.contain(`Zoom said so of each of the ${all} that were asked for`);
      });
    });

    it('what the account is told is asked once', async () => {
      const body = { code: 200, message: 'Only available for Paid or ZMP account: kQ8wW2cFQ8w.' };
      const faults = { rules: [{ match: /^\/v2\/users\/[^/]+\/webinars/, status: 400, body }] };
      await onStage(protocol, { users: 400, faults }, async (stage) => {
        const result = await read(stage, { streams: ['webinars'] });
        expectEnds(stage, result, { complete: ['webinars'], incomplete: [] });
        expect(askedOf(stage.simulator, '/users/{userId}/webinars')).to.be.at.most(16);
        expect(warnings(stage, result)).to.match(/webinars: .*said of the account, so nobody else is asked/);
      });
    });

    it('one item behind a firewall is named, stays due, and all else arrives', async () => {
      await onStage(protocol, {}, async (stage) => {
        const { simulator } = stage;
        const uuid = textAt(simulator.expected('report_meeting_details')[3], 'uuid');
        const match = new RegExp(
          `^/v2/report/meetings/(${escaped(uuid)}|${encodeURIComponent(uuid)})/participants`,
        );
        const body = '<html><body><h1>403 Forbidden</h1></body></html>';
        simulator.setOptions({ faults: { rules: [{ match, status: 403, body }] } });
        const streams = ['report_meeting_participants'];
        const first = await read(stage, { streams });
        expectEnds(stage, first, { complete: [], incomplete: streams });
        const lost = simulator
          .expected('report_meeting_participants')
          .filter((row) => row['meeting_uuid'] === uuid);
        const [found] = differences(simulator, first.rows, { streams });
        expect(found).to.include({ missing: lost.length, strange: 0, doubled: 0 });
        const second = await read(stage, { streams, state: first.state });
        for (const result of [first, second]) {
          const told = warnings(stage, result);
          expect(told).to.contain(`Asked for: meeting_uuid ${uuid}`);
          expect(told).to.match(/HTTP 403, an HTML page, tracking id v=2\.0/);
        }
      });
    });
  });
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Of the first sync, with all that one user has due again. */
function withDue({ protocol }: Stage, { state }: Result, user: string): JsonValue {
  const due = { [user]: '/' };
  if (protocol.name === 'singer') {
    const [[stream, own] = ['', {}]] = Object.entries(objectAt(state, 'bookmarks'));
    return { ...objectAt(state), bookmarks: { [stream]: { ...objectAt(own), due } } };
  }
  return listAt(state).map((entry) => {
    const stream = objectAt(entry, 'stream');
    return {
      ...objectAt(entry),
      stream: { ...stream, stream_state: { ...objectAt(stream, 'stream_state'), due } },
    };
  });
}
