import { expect } from 'chai';
import type { Simulator } from '../simulator/index.js';
import { holdMeeting } from '../simulator/index.js';
import { differences, together } from '../support/comparisons.js';
import type { EngineResult } from '../support/engine.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import type { Fault, Planted } from './declaration-faults.js';
import { changed, faults } from './declaration-faults.js';

/** The comparison with the answer key must see every error that a declaration can hold. */

const now = Date.parse('2026-11-22T08:00:00Z');
const hour = 3_600_000;
const day = 24 * hour;

/** One sync; or one, then a meeting of two days that reports show a day late, and another sync. */
async function rowsOf({ stream, late }: Fault, plant: Planted, simulator: Simulator): Promise<EngineResult> {
  const streams = [stream];
  const lookbackDays = late === true ? { lookbackDays: 2 } : {};
  const first = await runEngine({ simulator, streams, now, ...lookbackDays, ...plant });
  if (late !== true) return first;
  const [series] = [...simulator.account.series.values()].filter((one) => one.type === 8 && one.listed);
  if (series === undefined) throw new Error('the account has no series');
  holdMeeting(simulator.account, series, {
    endAt: now - 12 * hour,
    minutes: (2 * day) / 60_000,
    reportedAt: now + 12 * hour,
  });
  simulator.setOptions({ now: () => now + day });
  const second = await runEngine({
    simulator,
    streams,
    now: now + day,
    state: first.state,
    ...lookbackDays,
    ...plant,
  });
  return { ...second, rows: together(first.rows, second.rows) };
}

async function found(fault: Fault, plant: Planted): Promise<number> {
  return withSimulator({ users: 10, now: () => now, ...fault.account }, async (simulator) => {
    const { rows } = await rowsOf(fault, plant, simulator);
    const repeats = fault.late === true ? 'allowed' : 'forbidden';
    return differences(simulator, rows, { streams: [fault.stream], repeats }).length;
  });
}

describe('planted faults', function () {
  this.timeout(60_000);

  for (const fault of faults) {
    it(`${fault.title}: ${fault.stream} differs, and does not without the fault`, async () => {
      expect(await found(fault, {}), 'as declared').to.equal(0);
      expect(await found(fault, fault.plant), 'with the fault').to.equal(1);
    });
  }

  it('a window that Zoom narrows is read again where the reply says so', async () => {
    const plant: Planted = {
      ...changed('report_meetings', (one) => ({
        ...one,
        window: one.window === null ? null : { ...one.window, maxDays: 90 },
      })),
    };
    expect(await found({ title: '', stream: 'report_meetings', plant }, plant)).to.equal(0);
  });
});
