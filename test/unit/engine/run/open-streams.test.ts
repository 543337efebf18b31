import { expect } from 'chai';
import type { ConfiguredStream } from '../../../../src/engine/catalog.js';
import { toyNames } from '../../../support/toy-streams.js';
import { day, noon, runToySync, toyClock, type ToyResult } from '../../../support/toy-sync.js';
import { worldAccount } from '../../../support/toy-world.js';

const { groups, events } = toyNames;

interface Attempt {
  readonly syncId: number | null;
  readonly generationId?: number | null;
  readonly syncMode?: ConfiguredStream['syncMode'];
  readonly after?: ToyResult;
  readonly now?: number;
}

function attempt({ syncId, generationId = 1, syncMode = 'full_refresh', after, now = noon }: Attempt) {
  const stream = { name: groups, syncMode, deselected: [], syncId, generationId };
  return runToySync({
    account: worldAccount(),
    streams: [groups],
    clock: toyClock(now),
    more: { request: { streams: [stream], state: new Map(Object.entries(after?.states ?? {})) } },
  });
}

describe('openStreams: a finished full refresh', () => {
  it('is not read again by a later attempt of the same job, and is complete', async () => {
    const after = await attempt({ syncId: 5 });
    const again = await attempt({ syncId: 5, after, now: noon + 60_000 });
    expect(after.ids(groups)).to.have.lengthOf(2);
    expect(again.ids(groups)).to.deep.equal([]);
    expect(again.outcome.complete).to.equal(true);
    expect(again.end(groups).problem).to.equal(null);
  });

  const others: readonly (readonly [string, Attempt])[] = [
    ['by another job', { syncId: 6 }],
    ['by another generation', { syncId: 5, generationId: 2 }],
    ['after a day', { syncId: 5, now: noon + day }],
    ['by a job without a number', { syncId: null, generationId: null }],
  ];
  for (const [how, other] of others) {
    it(`is read again ${how}`, async () => {
      const after = await attempt({ syncId: 5 });
      expect((await attempt({ ...other, after })).ids(groups)).to.have.lengthOf(2);
    });
  }

  it('is read again where numbers mean nothing: 0, or an incremental stream', async () => {
    const zero = await attempt({ syncId: 0 });
    expect((await attempt({ syncId: 0, after: zero })).ids(groups)).to.have.lengthOf(2);
    const one = await attempt({ syncId: 1, syncMode: 'incremental' });
    expect((await attempt({ syncId: 1, syncMode: 'incremental', after: one })).ids(groups)).to.have.lengthOf(
      2,
    );
  });
});

describe('openStreams: states of others', () => {
  it('warns of a state that it does not understand, and reads the stream from the start', async () => {
    const result = await runToySync({ account: worldAccount(), streams: [events], state: { [events]: [] } });
    expect(result.ids(events)).to.have.lengthOf(3);
    const warnings = result.events.filter((event) => event.type === 'log' && event.level === 'warn');
    expect(warnings).to.have.lengthOf(1);
  });

  it('does not look at the state of a stream that is not selected', async () => {
    const state = { [events]: { version: 1, cursor: '2026-06-15T00:00:00Z' } };
    const result = await runToySync({ account: worldAccount(), streams: [toyNames.guests], state });
    expect(result.ids(toyNames.guests)).to.have.lengthOf(4);
  });
});
