import { expect } from 'chai';
import { repairIn, type RepairArguments } from '../../../src/cli/repair-arguments.js';
import { parseDate } from '../../../src/config/dates.js';

const now = Date.parse('2026-11-22T08:00:00Z');

interface Configured {
  readonly start?: string;
  readonly end?: string;
}

function repair(given: RepairArguments, { start = '', end = '' }: Configured = {}) {
  const warnings: string[] = [];
  const settings = { startDate: parseDate(start, 'start'), endDate: parseDate(end, 'end') };
  const found = repairIn(given, { settings, now, log: (_level, message) => void warnings.push(message) });
  return { found, warnings };
}

describe('the dates of a repair', () => {
  for (const [what, given, configured, reason] of [
    ['turned round', { from: '2026-11-02', to: '2026-11-01' }, {}, '--from lies after --to.'],
    ['after the configured end', { from: '2026-11-02' }, { end: '2026-11-01' }, 'after end_date'],
    ['before the configured start', { to: '2026-11-01' }, { start: '2026-11-02' }, 'before start_date'],
    ['before the year that is read', { to: '2025-11-01' }, {}, 'more than a year back'],
    ['no dates', { from: 'yesterday' }, {}, '--from must be a day'],
    ['empty', { to: '' }, {}, '--to must be a day'],
  ] as const) {
    it(`are refused where they are ${what}, for nothing would be read`, () => {
      expect(() => repair(given, configured)).to.throw(reason);
    });
  }

  it('reach over those of the configuration where both are given', () => {
    const given = { from: '2024-02-29', to: '2024-03-01' };
    const { found } = repair(given, { start: '2026-01-01', end: '2026-11-01' });
    expect(found).to.deep.equal({
      only: null,
      from: Date.parse('2024-02-29T00:00:00Z'),
      to: Date.parse('2024-03-01T23:59:59Z'),
    });
  });

  it('may be one moment, and lie ahead, with a warning', () => {
    const moment = '2026-11-02T10:00:00+02:00';
    expect(repair({ from: moment, to: moment }).found?.from).to.equal(Date.parse('2026-11-02T08:00:00Z'));
    expect(repair({ from: '2026-11-22' }).warnings).to.deep.equal([]);
    expect(repair({ from: '2026-11-23' }).warnings.join()).to.contain('--from lies in the future');
  });
});
