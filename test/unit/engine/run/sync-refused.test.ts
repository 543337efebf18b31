import { expect } from 'chai';
import type { ReadError } from '../../../../src/errors.js';
import { readError } from '../../../support/toy-errors.js';
import { toyNames } from '../../../support/toy-streams.js';
import { day, noon, runToySync, toyClock, type ToyResult } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const { events, guests, answers } = toyNames;

const blocked = readError('fail-item', { reason: 'HTTP 403', isDefinite: true });
const broken = readError('fail-item', { reason: 'HTTP 500' });

type Faults = Readonly<Record<string, ReadError>>;

/** Four runs, a day and a half apart, of which the last may go otherwise; what the last one left. */
async function fourRuns(usual: Faults, last: Faults = usual): Promise<ToyResult> {
  let result: ToyResult | null = null;
  for (const [nth, faults] of [usual, usual, usual, last].entries()) {
    result = await runToySync({
      account: worldAccount({ fault: ({ path }) => faults[path] ?? null }),
      streams: [events, guests, answers],
      startDate: worldStart,
      clock: toyClock(noon + nth * 1.5 * day),
      state: result?.states ?? {},
    });
  }
  if (result === null) throw new Error('no run');
  return result;
}

const complete = (result: ToyResult): Readonly<Record<string, boolean>> =>
  Object.fromEntries([events, guests, answers].map((name) => [name, result.end(name).problem === null]));

const all = { [events]: true, [guests]: true, [answers]: true };
const item = '/events/a1/guests';

describe('sync: an item that is refused run after run', () => {
  it('holds neither its stream up any more nor those that hang on it, and is asked and named each time', async () => {
    const result = await fourRuns({ [item]: blocked });
    expect(complete(result)).to.deep.equal(all);
    expect(result.outcome.complete).to.equal(true);
    for (const stream of [guests, answers])
      expect(Object.values(result.state(stream).due)).to.not.include('-');
    const warnings = result.events.filter((event) => event.type === 'log' && event.level === 'warn');
    expect(JSON.stringify(warnings)).to.contain(
      'event_id a1 has been refused like that since 2026-06-15, in 4 runs',
    );
  });

  it('still holds them up where something else of the partition failed', async () => {
    const held = { ...all, [guests]: false, [answers]: false };
    const other = '/events/a2/guests';
    const both = { [item]: blocked, [other]: broken };
    expect(complete(await fourRuns(both))).to.deep.equal(held);
    const first = await fourRuns(both, { [item]: blocked, [other]: blocked });
    expect(complete(first), 'refused for the first time').to.deep.equal(held);
  });

  it('is no item where it is the list of a user, or a failure of the server', async () => {
    const list = await fourRuns({ '/users/ann/events': blocked });
    expect(complete(list)).to.deep.equal({ [events]: false, [guests]: false, [answers]: false });
    const server = await fourRuns({ [item]: broken });
    expect(complete(server)).to.deep.equal({ ...all, [guests]: false, [answers]: false });
  });

  it('is forgotten when it is answered, and its rows come', async () => {
    const result = await fourRuns({ [item]: blocked }, {});
    expect(result.ids(guests)).to.include.members(['g1', 'g2']);
    for (const stream of [guests, answers]) expect(result.state(stream)).to.include({ refused: '' });
  });

  it('does not let older rows of a full refresh be taken for gone', async () => {
    const full = await fourRuns({ [item]: blocked });
    expect(full.events.some((event) => event.type === 'stream-replaced' && event.stream === guests)).to.equal(
      false,
    );
  });
});
