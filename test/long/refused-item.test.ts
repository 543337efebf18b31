import { expect } from 'chai';
import type { JsonObject, JsonValue } from '../../src/json.js';
import type { FaultRule } from '../simulator/index.js';
import { differences, together } from '../support/comparisons.js';
import { catalogOf, logsOf } from '../support/delivery.js';
import type { Delivery } from '../support/delivery.js';
import { run } from '../support/executable.js';
import { objectAt, parseJson, textAt } from '../support/json-paths.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { protocols, writeRunFiles } from '../support/protocols.js';
import { expectEnds, onStage, read } from '../support/stage.js';
import type { Result, Stage } from '../support/stage.js';
import { withSimulator } from '../support/temporary.js';

/** One item that is refused for ever: it is named, stays due, and after some days no longer makes each run fail. */

const day = 86_400_000;
const streams = ['users', 'report_meetings', 'report_meeting_participants'];
const child = 'report_meeting_participants';

/** A firewall's page in the place of an answer. */
function blocked(path: RegExp): FaultRule {
  return { match: path, status: 403, body: '<html><body><h1>Access denied</h1></body></html>' };
}

function notUnderstood(path: RegExp): FaultRule {
  return { match: path, status: 400, body: { code: 98_765, message: 'Nobody knows this.' } };
}

function participantsOf(uuid: string): RegExp {
  return new RegExp(`^/v2/report/meetings/${uuid.replaceAll(/[+]/g, '\\$&')}/participants`);
}

/** Of some meeting with participants, in plain characters. */
function uuidIn(rows: Delivery['rows']): string {
  const uuids = (rows.get(child) ?? []).map((row) => textAt(row, 'meeting_uuid'));
  const uuid = uuids.find((one) => !one.includes('/'));
  if (uuid === undefined) throw new Error('no meeting has participants');
  return uuid;
}

function warningsOf(protocol: ProtocolUnderTest, result: Delivery & Pick<Result, 'stderr'>): string {
  if (protocol.name === 'airbyte') return logsOf(result, 'WARN').join('\n');
  return result.stderr
    .split('\n')
    .filter((line) => line.startsWith('WARNING '))
    .join('\n');
}

function dueOf(state: JsonObject | undefined): readonly string[] {
  const due = Object.values(objectAt(state, 'due'));
  return due.filter((entry): entry is string => entry !== '-');
}

type Ends = Parameters<typeof expectEnds>[2];

/** A run after another; the rows of all of them together. */
class Story {
  state: JsonValue | null = null;
  rows: Delivery['rows'] = new Map();

  constructor(private readonly stage: Stage) {}

  async run(rules: readonly FaultRule[], later = 0): Promise<Result> {
    this.stage.clock.advance(later);
    this.stage.simulator.setOptions({ faults: { rules } });
    const result = await read(this.stage, { streams, state: this.state });
    this.state = result.state;
    this.rows = together(this.rows, result.rows);
    return result;
  }
}

for (const protocol of protocols) {
  describe(`one item that never comes, ${protocol.name}`, function () {
    this.timeout(60_000);
    const allWell: Ends = { complete: streams, incomplete: [] };
    const childFails: Ends = { complete: ['users', 'report_meetings'], incomplete: [child] };

    it('fails runs at first, is a warning after three runs over three days, and comes at last', async () => {
      await onStage(protocol, { users: 6 }, async (stage) => {
        const uuid = uuidIn((await new Story(stage).run([])).rows);
        const path = participantsOf(uuid);
        const story = new Story(stage);
        const ends = async (rules: readonly FaultRule[], later: number, expected: Ends) => {
          const result = await story.run(rules, later);
          expectEnds(stage, result, expected);
          return result;
        };
        await ends([blocked(path)], 0, childFails);
        await ends([blocked(path)], 1.5 * day, childFails);
        for (const later of [1.6 * day, day, 5 * day]) {
          const result = await ends([blocked(path)], later, allWell);
          expect(warningsOf(protocol, result)).to.match(/report_meeting_participants: .*HTTP 403/);
          expect(warningsOf(protocol, result)).to.contain(`meeting_uuid ${uuid} has been refused`);
          expect(dueOf(result.stateOf(child)), 'what stays due').to.have.lengthOf(1);
        }
        await ends([notUnderstood(path)], day, childFails);
        const healed = await ends([], day, allWell);
        expect(healed.stateOf(child)).to.deep.include({ refused: '' });
        expect(dueOf(healed.stateOf(child))).to.deep.equal([]);
        expect(differences(stage.simulator, story.rows, { streams, repeats: 'allowed' })).to.deep.equal([]);
      });
    });

    it('is another matter than a list, and than an answer that may change: those fail each run', async () => {
      // The history would lead to the participants past the list that fails.
      await onStage(protocol, { users: 6, pastMeetingsBy: 'per_user' }, async (stage) => {
        const rows = (await new Story(stage).run([])).rows;
        const uuid = uuidIn(rows);
        const host = textAt(rows.get('report_meetings')?.[0], 'host_user_id');
        const list = new Story(stage);
        const server = new Story(stage);
        for (let count = 0; count < 5; count += 1) {
          const lists = await list.run([blocked(new RegExp(`^/v2/report/users/${host}/meetings`))], day);
          expectEnds(stage, lists, { complete: ['users'], incomplete: ['report_meetings', child] });
          const fault = { match: participantsOf(uuid), status: 500, body: {} };
          expectEnds(stage, await server.run([fault], day), childFails);
        }
      });
    });
  });

  it(`the built ${protocol.program} goes on from a state that remembers an item of days ago`, async function () {
    this.timeout(60_000);
    await withSimulator({ users: 6 }, async (simulator, folder) => {
      const config = { ...simulator.config, plan: 'none' };
      const found = await run(
        protocol.program,
        protocol.discoverArgs(await writeRunFiles(folder, 'find', { config })),
      );
      const catalog = protocol.configure(catalogOf(found.stdout), streams);
      const readOnce = async (state: JsonValue | null) => {
        const args = protocol.readArgs(await writeRunFiles(folder, 'read', { config, catalog, state }));
        const { stdout, stderr, exitCode } = await run(protocol.program, args);
        return { ...protocol.delivery(stdout), stderr, exitCode };
      };
      const uuid = uuidIn((await readOnce(null)).rows);
      simulator.setOptions({ faults: { rules: [blocked(participantsOf(uuid))] } });
      const first = await readOnce(null);
      expect(first.exitCode).to.equal(1);
      const remembered = textAt(first.stateOf(child), 'refused');
      expect(remembered).to.have.lengthOf(16);
      const fourDays = (parseInt(remembered.slice(11, 15), 36) - 96).toString(36).padStart(4, '0');
      const older = JSON.stringify(first.state).replace(remembered, `${remembered.slice(0, 11)}${fourDays}2`);
      const second = await readOnce(parseJson(older));
      expect(second.exitCode, second.stderr.slice(-500)).to.equal(0);
      expect(warningsOf(protocol, second)).to.contain(uuid);
    });
  });
}
