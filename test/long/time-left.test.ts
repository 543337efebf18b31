import { expect } from 'chai';
import { loadSettings } from '../../src/config/load.js';
import { createSource } from '../../src/create-source.js';
import type { ProgressReport, SyncEvent } from '../../src/engine/events.js';
import { virtualClock } from '../support/in-process.js';
import { withSimulator } from '../support/temporary.js';

/** What the run says of the time left, against the time that it took, by a clock on which only waiting takes time. */

const noon = Date.parse('2026-11-22T12:00:00Z');

interface Told extends ProgressReport {
  readonly at: number;
}

interface Watched {
  readonly told: readonly Told[];
  readonly seconds: number;
}

async function watch(streams: readonly string[], plan: 'pro' | 'free'): Promise<Watched> {
  const clock = virtualClock(noon);
  return withSimulator({ users: 300, hosts: 150, now: () => clock.now() }, async (simulator) => {
    const raw = { ...simulator.config, plan, start_date: '2026-09-01T00:00:00Z' };
    const source = createSource(loadSettings(raw), { clock, environment: {}, random: () => 0.5 });
    const offered = new Map(source.discover().map((stream) => [stream.name, stream]));
    const told: Told[] = [];
    const sink = {
      write: (event: SyncEvent): void => {
        if (event.type === 'progress') told.push({ ...event.progress, at: (clock.now() - noon) / 1000 });
      },
      ready: () => Promise.resolve(),
    };
    const request = {
      streams: streams.map((name) => ({
        name,
        syncMode: 'full_refresh' as const,
        deselected: [],
        syncId: null,
        generationId: null,
      })),
      state: new Map<string, unknown>(),
    };
    expect([...offered.keys()]).to.include.members([...streams]);
    await source.read(request, sink, new AbortController().signal);
    return { told, seconds: (clock.now() - noon) / 1000 };
  });
}

describe('the time left', function () {
  this.timeout(240_000);

  for (const streams of [
    ['report_meetings', 'report_meeting_participants'],
    ['meetings', 'meeting_details', 'report_meetings', 'recordings'],
  ]) {
    it(`is right within a quarter from a third of the run on: ${streams.join(', ')}`, async () => {
      const { told, seconds } = await watch(streams, 'pro');
      const later = told.filter(({ at, left }) => at >= seconds / 3 && at < seconds * 0.95 && left !== null);
      expect(later.length, `told in ${seconds} s`).to.be.greaterThan(5);
      const wrong = later.filter(({ at, left }) => {
        const real = seconds - at;
        return Math.abs((left?.seconds ?? 0) - real) > Math.max(0.25 * real, 0.05 * seconds);
      });
      const shown = wrong
        .map(({ at, left }) => `${at.toFixed(0)}: ${left?.seconds.toFixed(0) ?? ''}`)
        .join(', ');
      expect(wrong.length, `of ${later.length} in ${seconds} s: ${shown}`).to.equal(0);
    });
  }

  it('tells of the budget of the day, where that ends the run', async () => {
    const { told } = await watch(['report_meetings', 'report_meeting_participants'], 'free');
    const budgeted = told.filter(({ left }) => left?.isForBudget === true);
    expect(budgeted).not.to.be.empty;
    const heavy = budgeted.at(-1)?.days.find(({ label }) => label === 'heavy');
    expect(heavy?.spent).to.be.greaterThan(0);
    expect(heavy?.perDay).to.be.lessThan(1_000);
  });
});
