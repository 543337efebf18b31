import { expect } from 'chai';
import type { JsonObject } from '../../../../src/json.js';
import { readError } from '../../../support/toy-errors.js';
import { toyAccount, type ToyAsk } from '../../../support/toy-account.js';
import { events, guests, redeclared, toyNames, users } from '../../../support/toy-streams.js';
import { day, noon, runToySync, toyClock } from '../../../support/toy-sync.js';

const sixMonths = { months: 6 } as const;
const keptEvents = redeclared(events, { retention: sixMonths });
const keptGuests = redeclared(guests, { retention: sixMonths });
const definitions = [users, keptEvents, keptGuests];

const refusal = () => readError('date-out-of-range', { reason: 'date out of range' });
const at = (text: string): number => Date.parse(text);
const startOf = ({ query }: ToyAsk): number => at(query['from'] ?? '');
const event = (id: string, end_time: string): JsonObject => ({ id, end_time });

/** Events by the day that they ended on, of two users. */
const lists = {
  '/users': [{ id: 'a' }, { id: 'b' }],
  '/users/a/events': ['2025-12-10', '2025-12-15', '2025-12-16', '2026-01-20', '2026-06-14'].map((date) =>
    event(`a ${date}`, `${date}T12:00:00Z`),
  ),
  '/users/b/events': [event('b 2026-06-13', '2026-06-13T12:00:00Z')],
};

/** Refuses starts before a day. */
const refuseBefore = (edge: string) => (ask: ToyAsk) =>
  ask.stream === toyNames.events && startOf(ask) < at(edge) ? refusal() : null;

function isRefused(ask: ToyAsk, edge: string): boolean {
  return ask.stream === toyNames.events && startOf(ask) < at(edge);
}

describe('the edge of what is kept', () => {
  it('moves the start by a day where it is refused, once for all partitions', async () => {
    const account = toyAccount({ lists, fault: refuseBefore('2025-12-16') });
    const result = await runToySync({ account, streams: [toyNames.events], definitions });
    expect(result.outcome.complete).to.equal(true);
    expect(result.ids(toyNames.events)).to.have.members([
      'a 2025-12-16',
      'a 2026-01-20',
      'a 2026-06-14',
      'b 2026-06-13',
    ]);
    const refused = account.asks.filter((ask) => isRefused(ask, '2025-12-16'));
    expect(refused.map(({ query }) => query['from'])).to.deep.equal(['2025-12-14', '2025-12-15']);
    expect(result.state(toyNames.events).due).to.deep.equal({});
  });

  it('searches for an edge that lies far from where it is declared, and warns of it', async () => {
    const account = toyAccount({ lists, fault: refuseBefore('2026-04-02') });
    const result = await runToySync({ account, streams: [toyNames.events], definitions });
    expect(result.outcome.complete).to.equal(true);
    expect(result.ids(toyNames.events)).to.have.members(['a 2026-06-14', 'b 2026-06-13']);
    expect(account.asks.filter((ask) => isRefused(ask, '2026-04-02')).length).to.be.at.most(18);
    const starts = account.asks.filter(({ path }) => path === '/users/b/events').map(startOf);
    expect(Math.min(...starts)).to.equal(at('2026-04-02'));
    const said = result.events.filter((one) => one.type === 'log' && one.message.includes('out of reach'));
    expect(said.map((one) => one.type === 'log' && [one.level, one.message])).to.deep.equal([
      [
        'warn',
        `Zoom serves nothing of ${toyNames.events} from before 2026-04-02: what is older is out of reach.`,
      ],
    ]);
  });

  it('searches where nothing is declared, back to the first day that is served', async () => {
    const account = toyAccount({ lists, fault: refuseBefore('2025-12-16') });
    const result = await runToySync({ account, streams: [toyNames.events] });
    expect(result.outcome.complete).to.equal(true);
    expect(result.ids(toyNames.events)).to.have.members([
      'a 2025-12-16',
      'a 2026-01-20',
      'a 2026-06-14',
      'b 2026-06-13',
    ]);
    expect(account.asks.filter((ask) => isRefused(ask, '2025-12-16')).length).to.be.at.most(15);
    expect(result.events.some((one) => one.type === 'log' && one.level === 'warn')).to.equal(false);
  });

  it('is no reason where not even today is served: that fails, stays due, and says what Zoom says', async () => {
    const account = toyAccount({ lists, fault: refuseBefore('2099-01-01') });
    const result = await runToySync({ account, streams: [toyNames.events], definitions });
    expect(result.outcome.complete).to.equal(false);
    expect(result.end(toyNames.events).problem?.message).to.contain('date-out-of-range');
    expect(Object.keys(result.state(toyNames.events).due)).to.deep.equal(['a', 'b']);
  });

  it('does not take one user whose dates are refused for the edge of all', async () => {
    const account = toyAccount({
      lists,
      fault: (ask) => (ask.path === '/users/a/events' ? refusal() : refuseBefore('2025-12-16')(ask)),
    });
    const result = await runToySync({
      account: account,
      streams: [toyNames.events],
      definitions,
    });
    expect(Object.keys(result.state(toyNames.events).due)).to.deep.equal(['a']);
    const starts = account.asks.filter(({ path }) => path === '/users/b/events').map(startOf);
    expect(starts).to.include(at('2025-12-16'));
    expect(result.ids(toyNames.events)).to.deep.equal(['b 2026-06-13']);
  });

  it('moves with the clock while the run goes on', async () => {
    const clock = toyClock(at('2026-06-15T23:59:00Z'));
    let asked = 0;
    const account = toyAccount({
      lists,
      fault: (ask) => {
        if (ask.stream !== toyNames.events) return null;
        asked += 1;
        if (asked > 4) clock.set(at('2026-06-16T00:01:00Z'));
        return refuseBefore(asked > 4 ? '2025-12-17' : '2025-12-16')(ask);
      },
    });
    const result = await runToySync({ account, clock, streams: [toyNames.events], definitions });
    expect(result.outcome.complete).to.equal(true);
    expect(result.ids(toyNames.events)).to.include.members(['a 2026-01-20', 'b 2026-06-13']);
  });

  it('leaves recent windows alone: they do not wait for each other', async () => {
    const account = toyAccount({ lists });
    await runToySync({ account, streams: [toyNames.events], definitions, startDate: noon - 3 * day });
    expect(account.asks.filter(({ stream }) => stream === toyNames.events)).to.have.length(2);
  });

  it('believes an endpoint that begins later than asked and says so twice', async () => {
    const account = toyAccount({
      lists,
      serve: ({ query }) => {
        const { from = '', to = '' } = query;
        return { from: from < '2025-12-16' ? '2025-12-16' : from, to };
      },
    });
    const result = await runToySync({ account, streams: [toyNames.events], definitions });
    expect(result.outcome.complete).to.equal(true);
    expect(result.ids(toyNames.events)).to.have.members([
      'a 2025-12-16',
      'a 2026-01-20',
      'a 2026-06-14',
      'b 2026-06-13',
    ]);
    expect(account.asks.filter((ask) => isRefused(ask, '2025-12-16'))).to.have.length(2);
  });

  it('skips what is asked one by one and is refused for its age, and nothing younger', async () => {
    const account = toyAccount({
      lists: { ...lists, '/events/a 2026-01-20/guests': [{ id: 'g' }] },
      fault: ({ path }) => (/guests$/.test(path) && !path.includes('2026-01-20') ? refusal() : null),
    });
    const result = await runToySync({ account, streams: [toyNames.guests], definitions });
    expect(result.ids(toyNames.guests)).to.deep.equal(['g']);
    expect(result.summary(toyNames.guests).skips).to.deep.equal({ 'older than Zoom keeps': 2 });
    expect(result.summary(toyNames.guests).failures).to.deep.equal({ 'date out of range': 2 });
  });
});
