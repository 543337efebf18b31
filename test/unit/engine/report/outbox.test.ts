import { expect } from 'chai';
import type { StreamStateJson, SyncEvent } from '../../../../src/engine/events.js';
import { Outbox } from '../../../../src/engine/report/outbox.js';
import { Stats } from '../../../../src/engine/report/stats.js';
import { openState, toJson } from '../../../support/toy-state.js';
import { noon, toyClock } from '../../../support/toy-sync.js';

const done = { problem: null, stopped: false };

/** An outbox with one open stream, `events`, whose state a test sets by its watermark. */
function setup() {
  const events: SyncEvent[] = [];
  const clock = toyClock();
  const stats = new Stats();
  let state: StreamStateJson = toJson(openState());
  let ready = 0;
  const sink = {
    write: (event: SyncEvent) => {
      events.push(event);
    },
    ready: () => {
      ready += 1;
      return Promise.resolve();
    },
  };
  const outbox = new Outbox(sink, clock, stats);
  outbox.open('events', () => state);
  return {
    outbox,
    clock,
    stats,
    events,
    readyCalls: () => ready,
    moveTo: (watermark: string) => {
      state = { ...state, watermark };
    },
    types: () => events.map(({ type }) => type),
    counts: () => events.flatMap((event) => (event.type === 'checkpoint' ? [event.recordCount] : [])),
  };
}

describe('Outbox', () => {
  it('says of a stream that it started before anything else of it, and once', () => {
    const { outbox, types } = setup();
    outbox.records('events', [{ id: '1' }], {});
    outbox.start('events');
    outbox.records('events', [{ id: '2' }], {});
    expect(types()).to.deep.equal(['stream-started', 'records', 'records']);
  });

  it('writes the state after the records that it covers, with their number since the last one', () => {
    const { outbox, moveTo, types, counts } = setup();
    outbox.records('events', [{ id: '1' }, { id: '2' }], {});
    outbox.checkpointAll();
    moveTo('b');
    outbox.records('events', [{ id: '3' }], {});
    outbox.checkpointAll();
    expect(types()).to.deep.equal(['stream-started', 'records', 'checkpoint', 'records', 'checkpoint']);
    expect(counts()).to.deep.equal([2, 1]);
  });

  it('never writes the same state twice running, and counts on until it changes', () => {
    const { outbox, moveTo, counts } = setup();
    outbox.start('events');
    outbox.checkpointAll();
    outbox.records('events', [{ id: '1' }], {});
    outbox.checkpointAll();
    outbox.checkpointAll();
    expect(counts()).to.deep.equal([0]);
    moveTo('b');
    outbox.records('events', [{ id: '2' }], {});
    outbox.checkpointAll();
    expect(counts()).to.deep.equal([0, 2]);
  });

  it('writes no state of a stream that has not started', () => {
    const { outbox, types } = setup();
    outbox.checkpointAll();
    expect(types()).to.deep.equal([]);
  });

  it('ends a stream with its last state, even one that never started', () => {
    const { outbox, types } = setup();
    outbox.end('events', done);
    expect(types()).to.deep.equal(['stream-started', 'checkpoint', 'stream-ended']);
  });

  it('says no more of a stream that has ended', () => {
    const { outbox, moveTo, types } = setup();
    outbox.end('events', done);
    moveTo('b');
    outbox.end('events', done);
    outbox.start('events');
    outbox.checkpointAll();
    expect(types()).to.have.lengthOf(3);
  });

  it('writes nothing for no records', () => {
    const { outbox, types } = setup();
    outbox.records('events', [], {});
    expect(types()).to.deep.equal([]);
  });

  it('counts records for the summary', () => {
    const { outbox, stats } = setup();
    outbox.records('events', [{}, {}], {});
    const about = { selected: true, status: 'complete', problem: null, seconds: 0, left: null } as const;
    expect(stats.summaryOf('events', about).records).to.equal(2);
  });

  it('lets the reader catch up at each breath, and saves progress every few seconds', async () => {
    const { outbox, clock, moveTo, counts, readyCalls } = setup();
    outbox.start('events');
    await outbox.breathe();
    expect(counts()).to.deep.equal([]);
    clock.set(noon + 3_000);
    await outbox.breathe();
    expect(counts()).to.have.lengthOf(1);
    moveTo('b');
    clock.set(noon + 5_999);
    await outbox.breathe();
    expect(counts()).to.have.lengthOf(1);
    clock.set(noon + 6_000);
    await outbox.breathe();
    expect(counts()).to.have.lengthOf(2);
    expect(readyCalls()).to.equal(4);
  });

  it('saves progress after so many pages too, fewer times the longer it reads', async () => {
    const { outbox, moveTo, counts } = setup();
    outbox.start('events');
    const savedAt: number[] = [];
    for (let page = 1; page <= 400; page += 1) {
      moveTo(String(page));
      const before = counts().length;
      await outbox.breathe();
      if (counts().length > before) savedAt.push(page);
    }
    expect(savedAt.slice(0, 10)).to.deep.equal([20, 40, 60, 80, 100, 120, 140, 160, 180, 200]);
    expect(savedAt.slice(10)).to.deep.equal([223, 248, 276, 307, 342, 380]);
  });

  it('tells of waiting only for selected streams that have begun, and not every second', () => {
    const { outbox, clock, types } = setup();
    outbox.waiting('events', noon + 30_000);
    outbox.start('events');
    outbox.waiting('events', noon + 30_000);
    outbox.waiting('parents', noon + 30_000);
    clock.set(noon + 1_000);
    outbox.waiting('events', noon + 30_000);
    clock.set(noon + 5_000);
    outbox.waiting('events', noon + 30_000);
    clock.set(noon + 60_000);
    outbox.waiting('events', noon + 62_000);
    expect(types()).to.deep.equal(['stream-started', 'stream-waiting', 'stream-waiting']);
  });

  it('tells people once a second how far the run is', async () => {
    const { outbox, clock, stats, events } = setup();
    stats.planVisits(['users'], 4).finished += 1;
    for (const later of [0, 500, 1_000, 1_400, 2_000]) {
      clock.set(noon + later);
      await outbox.breathe();
    }
    const reports = events.flatMap((event) => (event.type === 'progress' ? [event.progress] : []));
    expect(reports).to.have.lengthOf(2);
    expect(reports[0]).to.include({ requests: 0, visited: 1, planned: 4 });
  });
});
