import { expect } from 'chai';
import { adviceOf, type Shown } from '../../../../src/engine/report/advice.js';
import type { BucketReport } from '../../../../src/engine/service.js';
import { Stats } from '../../../../src/engine/report/stats.js';
import { zoomWording } from '../../../../src/zoom/wording.js';
import { byName, toyNames, toyStreams } from '../../../support/toy-streams.js';

const noon = Date.parse('2026-06-15T12:00:00Z');

/** A limiter with one bucket. */
function heavy(perDay: number): BucketReport {
  const day = { group: 'main/heavy calls', perDay, spent: 0 };
  return { pool: 'main', label: 'heavy', perSecond: 10, waiting: 0, day };
}

/** Advice after so many HEAVY calls of each stream, where 24,000 a day are allowed. */
function advised(calls: Readonly<Record<string, number>>, more: Partial<Shown> = {}): readonly string[] {
  const stats = new Stats();
  for (const [stream, count] of Object.entries(calls)) {
    for (let call = 0; call < count; call += 1) stats.daily.add({ stream, pool: 'main', at: noon });
  }
  const shown = {
    definitions: new Map(),
    roads: [],
    stats,
    buckets: [heavy(24_000)],
    isUsual: true,
    couldRest: false,
    ...more,
  };
  return adviceOf(shown, zoomWording.advice);
}

describe('what a run cost of the day', () => {
  it('is said by stream, and what hourly runs would cost', () => {
    expect(advised({ report_meetings: 200, report_meeting_participants: 166 })).to.deep.equal([
      "This run made 366 of the 24000 HEAVY and RESOURCE-INTENSIVE calls that it may make a day (report_meetings 200, report_meeting_participants 166). Once an hour, runs like it would make 8784, 37 % of a day's.",
    ]);
  });

  it('is no measure of what comes where something was read for the first time', () => {
    expect(advised({ report_meetings: 9_000 }, { isUsual: false })).to.deep.equal([
      'This run made 9000 of the 24000 HEAVY and RESOURCE-INTENSIVE calls that it may make a day (report_meetings 9000).',
    ]);
  });

  it('is not worth a word where it is little, or where there is no limit', () => {
    expect(advised({ report_meetings: 200 })).to.deep.equal([]);
    expect(advised({ report_meetings: 900 }, { buckets: [] })).to.deep.equal([]);
    expect(advised({})).to.deep.equal([]);
  });
});

describe('lists that are read whole each time', () => {
  const { users, settings, events } = toyNames;
  const definitions = byName(toyStreams);
  const asked = (counts: Readonly<Record<string, number>>, more: Partial<Shown> = {}): readonly string[] => {
    const stats = new Stats();
    for (const [stream, count] of Object.entries(counts)) {
      for (let call = 0; call < count; call += 1)
        stats.attempt({
          stream,
          label: 'medium',
          pool: 'main',
          status: 200,
          startedAt: noon,
          durationMs: 1,
          retriedFor: null,
        });
    }
    return adviceOf(
      { definitions, roads: [], stats, buckets: [], isUsual: true, couldRest: true, ...more },
      zoomWording.advice,
    );
  };

  it('are named where they are most of what a usual run asks', () => {
    expect(asked({ [users]: 10, [settings]: 300, [events]: 200 })).to.deep.equal([
      `300 of 510 requests were for lists that have no dates and are read whole by each sync (${settings}). Those that need not be new each time can be named in seldom_streams.`,
    ]);
  });

  it('are no matter where they are few, or the smaller part, or read for the first time, or left out already', () => {
    expect(asked({ [settings]: 199 })).to.deep.equal([]);
    expect(asked({ [settings]: 300, [events]: 301 })).to.deep.equal([]);
    expect(asked({ [settings]: 300 }, { isUsual: false })).to.deep.equal([]);
    expect(asked({ [settings]: 300 }, { couldRest: false })).to.deep.equal([]);
  });
});
