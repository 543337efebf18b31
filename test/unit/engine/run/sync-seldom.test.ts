import { expect } from 'chai';
import { toyNames } from '../../../support/toy-streams.js';
import { day, noon, runToySync, toyClock, type ToySyncOptions } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const { users, events, guests, settings } = toyNames;
const hour = day / 24;
const seldom = { names: new Set([settings, events]), isChosen: true, every: day };
const common = { streams: [users, events, guests, settings], startDate: worldStart, mayRest: 'any' } as const;

/** The next sync, so long after the first. */
async function next(after: number, more: Partial<ToySyncOptions> = {}) {
  const first = await runToySync({ ...common, account: worldAccount() });
  const account = worldAccount();
  const clock = toyClock(noon + after);
  const result = await runToySync({
    ...common,
    account,
    state: first.states,
    clock,
    settings: { seldom },
    ...more,
  });
  return { account, first, result };
}

const typesOf = (result: Awaited<ReturnType<typeof runToySync>>, name: string): readonly string[] =>
  result.events.flatMap((event) => ('stream' in event && event.stream === name ? [event.type] : []));

describe('sync: streams that are read seldom', () => {
  it('leaves out what was read lately, for itself and not for what hangs on it', async () => {
    const { account, result } = await next(hour);
    expect(account.paths(settings)).to.deep.equal([]);
    expect(account.paths(events)).not.to.be.empty;
    expect(typesOf(result, settings)).to.deep.equal(['stream-ended']);
    expect(typesOf(result, events)).to.deep.equal(['stream-ended']);
    expect(typesOf(result, users)).to.include('records');
    expect(result.outcome).to.deep.equal({ complete: true, stopped: false });
  });

  it('says which, and until when', async () => {
    const { result } = await next(hour);
    const logs = result.events.flatMap((event) => (event.type === 'log' ? [event.message] : []));
    expect(logs).to.include(
      `2 streams are left out, read lately enough (${events}, ${settings}): until 2026-06-16T09:36:00.000Z at least, as seldom_streams and seldom_every_hours say.`,
    );
  });

  it('reads it again a day later, and when a daily job begins two hours early', async () => {
    for (const after of [day, 22 * hour]) {
      const { account } = await next(after);
      expect(account.paths(settings), String(after)).not.to.be.empty;
    }
    const { account } = await next(21 * hour);
    expect(account.paths(settings)).to.be.empty;
  });

  it('reads each time what was never read to its end', async () => {
    const first = await runToySync({ ...common, account: worldAccount() });
    const state = first.state(settings);
    const begun = { ...state, pass: state.cursor, cursor: null };
    const owing = { ...state, due: { ann: '/' } };
    for (const own of [undefined, begun, owing, { ...state, plan: 'another' }]) {
      const { account } = await next(hour, { state: { ...first.states, [settings]: own } });
      expect(account.paths(settings), JSON.stringify(own)).not.to.be.empty;
    }
  });

  it('reads an earlier start date at once', async () => {
    const { account, result } = await next(hour, { startDate: worldStart - day });
    expect(typesOf(result, events)).to.include('stream-started');
    expect(account.paths(settings)).to.be.empty;
  });

  it('leaves nothing out where the destination may begin anew with each sync, nor in a sample', async () => {
    const asWhole = { streams: { [settings]: 'full_refresh' }, mayRest: 'incremental' } as const;
    for (const more of [asWhole, { isSample: true }]) {
      const { account } = await next(hour, more);
      expect(account.paths(settings), JSON.stringify(more)).not.to.be.empty;
    }
  });

  it('ends well where everything is left out', async () => {
    const { result } = await next(hour, { streams: [settings] });
    expect(result.outcome).to.deep.equal({ complete: true, stopped: false });
  });
});
