import { expect } from 'chai';
import type { JsonObject } from '../../../src/json.js';
import { textOf } from './client.js';
import { serve } from './product.js';
import type { Served } from './product.js';

/** Rows that are sums over what was asked for. */

const people = { rows: { count: 3 }, columns: { id: 'id', name: 'numbered Person' } };
const reports = {
  format: 'date',
  absent: 'refuse',
  single: 'refuse',
  maxMonths: 1,
  keptMonths: 6,
  older: 'refuse',
  zoned: true,
};
const byMonth = { ...reports, format: 'year-month', absent: 'today' };

function product(select: JsonObject) {
  return {
    tables: { subjects: people },
    endpoints: {
      '/sums': {
        stream: 'sums',
        select: { table: 'subjects', more: { minutes: 'int 1 100000' }, ...select },
      },
    },
  };
}

const wholeMonths = [
  ['2026-06-01', '2026-06-30'],
  ['2026-07-01', '2026-07-31'],
  ['2026-08-01', '2026-08-31'],
  ['2026-09-01', '2026-09-30'],
  ['2026-10-01', '2026-10-31'],
  ['2026-11-01', '2026-11-22'],
] as const;

describe('simulator: sums', () => {
  let served: Served;
  afterEach(() => served.simulator.close());

  for (const reportZoneHours of [0, 8, -5]) {
    it(`gives the right ones for whole calendar months, in zone ${reportZoneHours}`, async () => {
      served = await serve(product({ sums: 'month', window: reports }), { reportZoneHours });
      const { client, simulator } = served;
      const rows: JsonObject[] = [];
      for (const [from, to] of wholeMonths) {
        const found = await client.list('/sums', 'rows', { from, to });
        rows.push(...found.map((row) => ({ ...row, period_start: from, period_end: to })));
      }
      expect(simulator.expected('sums')).to.have.deep.members(rows);
      expect(rows).to.have.length(18);
    });
  }

  it('gives other ones for other windows, and the same again for the same', async () => {
    served = await serve(product({ sums: 'month', window: reports }));
    const { client } = served;
    const sum = async (from: string, to: string) =>
      (await client.list('/sums', 'rows', { from, to })).map((row) => row['minutes']);
    const whole = await sum('2026-10-01', '2026-10-31');
    expect(await sum('2026-10-01', '2026-10-31')).to.deep.equal(whole);
    expect(await sum('2026-10-02', '2026-10-31')).not.to.deep.equal(whole);
    expect(await sum('2026-10-01', '2026-10-30')).not.to.deep.equal(whole);
    const current = await sum('2026-11-01', '2026-11-22');
    expect(await sum('2026-11-01', '2026-11-30'), 'nothing comes after today').to.deep.equal(current);
  });

  it('lets dates choose by the last day of the month', async () => {
    served = await serve(product({ sums: 'month', window: reports }));
    const from = Date.parse('2026-10-31T00:00:00Z');
    const found = served.simulator.expected('sums', { from });
    expect(new Set(found.map((row) => row['period_end']))).to.deep.equal(
      new Set(['2026-10-31', '2026-11-22']),
    );
  });

  it('gives a row a day where months are asked for by their number', async () => {
    served = await serve(product({ sums: 'month', window: byMonth, echo: true }));
    const { client, simulator } = served;
    const rows: JsonObject[] = [];
    for (const month of [6, 7, 8, 9, 10]) {
      rows.push(...(await client.list('/sums', 'rows', { year: '2026', month: String(month) })));
    }
    rows.push(...(await client.list('/sums', 'rows')));
    expect(simulator.expected('sums')).to.have.deep.members(rows);
    expect(rows.filter((row) => textOf(row, 'date').startsWith('2026-11'))).to.have.length(3 * 22);
    expect(rows).to.have.length(3 * (30 + 31 + 31 + 30 + 31 + 22));
    const reply = await client.get('/sums', { year: '2026', month: '9' });
    expect([reply.body['year'], reply.body['month']]).to.deep.equal([2026, 9]);
  });

  it('gives the same row a day in whatever window', async () => {
    served = await serve(product({ sums: 'day', window: { ...reports, maxDays: 30, latestDays: -1 } }));
    const { client, simulator } = served;
    const since = Date.parse('2026-10-30T00:00:00Z');
    const days = await client.list('/sums', 'rows', { from: '2026-10-30', to: '2026-11-21' });
    expect(simulator.expected('sums', { from: since })).to.have.deep.members(days);
    const one = await client.list('/sums', 'rows', { from: '2026-11-09', to: '2026-11-09' });
    expect(days).to.include.deep.members(one);
    expect(one.map((row) => row['date'])).to.deep.equal(['2026-11-09', '2026-11-09', '2026-11-09']);
  });
});
