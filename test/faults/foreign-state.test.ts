import { expect } from 'chai';
import { expectNoSecrets } from '../crash/connection.js';
import type { JsonValue } from '../../src/json.js';
import { differences } from '../support/comparisons.js';
import type { VirtualClock } from '../support/in-process.js';
import { at } from '../support/json-paths.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { airbyte, singer } from '../support/protocols.js';
import type { Result } from '../support/stage.js';
import { onStage, read } from '../support/stage.js';
import { stateCases, streams } from './state-cases.js';
import type { StateCase } from './state-cases.js';

/** Whatever state a run is begun from: it does not fail, it says in a line what it dropped, and all rows come. */

/** What a run says of states, apart from what it says of Zoom. */
function toldOfState(protocol: ProtocolUnderTest, { messages, stderr }: Result): readonly string[] {
  const lines =
    protocol.name === 'airbyte'
      ? messages.flatMap((message) => at(message, 'log', 'message') ?? [])
      : stderr.split('\n').filter((line) => !line.includes('METRIC'));
  return lines.filter((line): line is string => typeof line === 'string' && /\bstate\b/i.test(line));
}

async function expectAllRows(one: StateCase): Promise<void> {
  const protocol = one.protocol === 'airbyte' ? airbyte : singer;
  await onStage(protocol, { users: 3 }, async (stage) => {
    const result = await read(stage, { streams, state: one.state });
    expect(result.exitCode, result.stderr.slice(-1_000)).to.equal(0);
    expectNoSecrets(JSON.stringify(result.messages), result.stderr);
    const told = toldOfState(protocol, result);
    expect(told, 'lines about the state').to.have.length(one.told.length);
    for (const pattern of one.told) expect(told.filter((line) => pattern.test(line))).to.have.length(1);
    expect(differences(stage.simulator, result.rows, { streams })).to.deep.equal([]);
    await expectNextRunBrief(stage, result.state, result);
  });
}

/** The same clock, so many milliseconds fast. */
function ahead(clock: VirtualClock, ms: number): VirtualClock {
  return { ...clock, now: () => clock.now() + ms };
}

/** What the run left is a state like any other. */
async function expectNextRunBrief(
  stage: Parameters<typeof read>[0],
  state: JsonValue | null,
  first: Result,
): Promise<void> {
  const next = await read(stage, { streams, state });
  expect(next.exitCode, next.stderr.slice(-1_000)).to.equal(0);
  expect(toldOfState(stage.protocol, next), 'lines about the state of the next run').to.deep.equal([]);
  expect(next.rows.get('report_meetings')?.length ?? 0).to.be.at.most(
    first.rows.get('report_meetings')?.length ?? 0,
  );
}

describe('states from elsewhere', function () {
  this.timeout(30_000);

  for (const one of stateCases) it(`${one.protocol}: ${one.title}`, () => expectAllRows(one));

  for (const protocol of [airbyte, singer]) {
    it(`${protocol.name}: after a first run by a clock that stood in 2039, the next one delivers everything`, async () => {
      await onStage(protocol, { users: 6 }, async (stage) => {
        const years = 13 * 365 * 86_400_000;
        const wrong = { ...stage, clock: ahead(stage.clock, years) };
        const first = await read(wrong, { streams });
        const next = await read(stage, { streams, state: first.state });
        expect(next.exitCode, next.stderr.slice(-1_000)).to.equal(0);
        expect(differences(stage.simulator, next.rows, { streams })).to.deep.equal([]);
        const last = await read(stage, { streams, state: next.state });
        expect(toldOfState(protocol, last), 'lines about the state of the last run').to.deep.equal([]);
      });
    });
  }

  it('singer: a bookmark of a stream that is no more is handed on as it came', async () => {
    const faxes = { cursor: '2026-11-01', pages: [1, 2] };
    await onStage(singer, { users: 3 }, async (stage) => {
      const { state } = await read(stage, { streams: ['groups'], state: { bookmarks: { faxes } } });
      expect(at(state ?? undefined, 'bookmarks', 'faxes')).to.deep.equal(faxes);
    });
  });
});
