import { expect } from 'chai';
import { redeclared, toyStream, toyWindow, field } from '../../../support/toy-streams.js';
import { day, noon, runToySync, toyClock } from '../../../support/toy-sync.js';
import { worldAccount } from '../../../support/toy-world.js';
import { readError } from '../../../support/toy-errors.js';

const name = 'sums';

const sums = toyStream({
  name,
  path: '/sums',
  fields: {
    id: field('string'),
    period_start: { type: 'string' },
    period_end: field('string', { format: 'date' }),
    total: field('integer'),
  },
  primaryKey: ['period_start', 'id'],
  fromRequest: {
    period_start: { parameter: 'from', absent: null },
    period_end: { parameter: 'to', absent: null },
  },
  window: { ...toyWindow, around: { before: 0, after: 0 }, period: 'month' },
  retention: { months: 6 },
  cursorField: 'period_end',
});

const common = { streams: [name], definitions: [sums] };
const lists = { '/sums': [{ id: 'a', total: 1 }] };

describe('sync: sums over calendar months', () => {
  it('reads each month that is kept once, and says in the rows which', async () => {
    const toy = worldAccount({ lists });
    const first = await runToySync({ ...common, account: toy });
    expect(first.outcome.complete).to.equal(true);
    expect(first.records(name).map((row) => [row['period_start'], row['period_end']])).to.deep.equal([
      ['2026-01-01', '2026-01-31'],
      ['2026-02-01', '2026-02-28'],
      ['2026-03-01', '2026-03-31'],
      ['2026-04-01', '2026-04-30'],
      ['2026-05-01', '2026-05-31'],
      ['2026-06-01', '2026-06-15'],
    ]);
  });

  it('reads the current month again in a later sync, and the last one while it may change', async () => {
    const first = await runToySync({ ...common, account: worldAccount({ lists }) });
    const months: unknown[] = [];
    for (const days of [1, 17, 40]) {
      const toy = worldAccount({ lists });
      const next = await runToySync({
        ...common,
        account: toy,
        state: first.states,
        lookbackDays: 3,
        clock: toyClock(noon + days * day),
      });
      months.push(next.records(name).map((row) => JSON.stringify([row['period_start'], row['period_end']])));
    }
    expect(months).to.deep.equal([
      ['["2026-06-01","2026-06-16"]'],
      ['["2026-06-01","2026-06-30"]', '["2026-07-01","2026-07-02"]'],
      ['["2026-06-01","2026-06-30"]', '["2026-07-01","2026-07-25"]'],
    ]);
  });

  it('gives up a month whose beginning is refused for its age, and reads the others', async () => {
    const toy = worldAccount({
      lists,
      fault: ({ query }) => (query['from'] === '2026-01-01' ? readError('date-out-of-range') : null),
    });
    const run = await runToySync({ ...common, account: toy });
    expect(run.outcome.complete).to.equal(true);
    expect(run.records(name)).to.have.length(5);
  });

  it('fails where a month that must be kept is refused so', async () => {
    const toy = worldAccount({
      lists,
      fault: ({ query }) => (query['from'] === '2026-05-01' ? readError('date-out-of-range') : null),
    });
    const run = await runToySync({ ...common, account: toy });
    expect(run.outcome.complete).to.equal(false);
  });

  it('takes no sums of fewer days than were asked for', async () => {
    const toy = worldAccount({ lists, serve: () => ({ from: '2026-03-10', to: '2026-06-15' }) });
    const run = await runToySync({ ...common, account: toy, startDate: Date.parse('2026-03-01T00:00:00Z') });
    expect(run.outcome.complete).to.equal(false);
    expect(run.records(name).map((row) => row['period_start'])).to.not.include('2026-03-01');
  });

  it('reads them whole in a full refresh', async () => {
    const whole = redeclared(sums, { cursorField: null });
    const run = await runToySync({ ...common, definitions: [whole], account: worldAccount({ lists }) });
    expect(run.records(name)).to.have.length(6);
  });
});
