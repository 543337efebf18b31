import { expect } from 'chai';
import type { JsonObject } from '../../../../src/json.js';
import { field, moment, redeclared, toyStream, toyWindow } from '../../../support/toy-streams.js';
import { day, noon, runToySync, toyClock, type ToyResult } from '../../../support/toy-sync.js';
import { worldAccount } from '../../../support/toy-world.js';

const hour = 3_600_000;
const name = 'logs';
const logs = toyStream({
  name,
  path: '/logs',
  fields: { row_id: { type: 'string' }, end_time: moment, what: field('string') },
  primaryKey: ['row_id'],
  rowId: 'content',
  window: toyWindow,
  cursorField: 'end_time',
  lookback: 24 * hour,
});

const row = (at: number, what: string): JsonObject => ({ end_time: new Date(at).toISOString(), what });
const whats = (run: ToyResult): readonly unknown[] => run.records(name).map(({ what }) => what);

async function sync(rows: readonly JsonObject[], at: number, before: ToyResult | null, definitions = [logs]) {
  const account = worldAccount({ lists: { '/logs': rows } });
  const state = before === null ? {} : { state: before.states };
  return runToySync({ account, streams: [name], definitions, clock: toyClock(at), ...state });
}

describe('sync: rows that cannot change', () => {
  const early = [row(noon - 30 * hour, 'old'), row(noon - hour, 'first')];

  it('come once, however often they are read again, and late ones come as well', async () => {
    const first = await sync(early, noon, null);
    expect(whats(first)).to.deep.equal(['old', 'first']);
    const late = [...early, row(noon - 2 * hour, 'late'), row(noon + 60_000, 'new')];
    const second = await sync(late, noon + 300_000, first);
    expect(whats(second)).to.deep.equal(['late', 'new']);
    const third = await sync(late, noon + 600_000, second);
    expect(whats(third)).to.deep.equal([]);
    expect(third.outcome.complete).to.equal(true);
  });

  it('come again when the stream is read from the start', async () => {
    const first = await sync(early, noon, null);
    const account = worldAccount({ lists: { '/logs': early } });
    const again = await runToySync({ account, streams: { [name]: 'full_refresh' }, definitions: [logs] });
    expect(whats(again)).to.deep.equal(whats(first));
  });

  it('come once, too, when the next sync is late', async () => {
    const first = await sync(early, noon, null);
    const second = await sync([...early, row(noon + day, 'new')], noon + 7 * day, first);
    expect(whats(second)).to.deep.equal(['new']);
  });

  it('are forgotten after the lookback, so that the state stays small', async () => {
    const first = await sync(early, noon, null);
    const second = await sync(early, noon + 3 * day, first);
    const third = await sync(early, noon + 6 * day, second);
    expect(first.state(name).seen.length).to.equal(12);
    expect(third.state(name).seen).to.equal('');
  });

  it('are told from those that may change, which come again', async () => {
    const changing = [redeclared(logs, { rowId: [['what']] })];
    const first = await sync(early, noon, null, changing);
    expect(whats(await sync(early, noon + 300_000, first, changing))).to.deep.equal(['first']);
  });

  it('come once more where the state has no room for them', async () => {
    const many = Array.from({ length: 40 }, (_, index) => row(noon - index * 60_000, String(index)));
    const caps = { due: 400, seen: 144, inFlight: 100 };
    const common = { streams: [name], definitions: [logs], more: { caps } };
    const first = await runToySync({ ...common, account: worldAccount({ lists: { '/logs': many } }) });
    const second = await runToySync({
      ...common,
      account: worldAccount({ lists: { '/logs': many } }),
      state: first.states,
      clock: toyClock(noon + 300_000),
    });
    expect(first.state(name).seen.length).to.be.at.most(144);
    expect(second.records(name)).to.have.length(28);
  });
});
