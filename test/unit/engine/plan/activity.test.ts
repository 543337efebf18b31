import { expect } from 'chai';
import { Activity } from '../../../../src/engine/plan/activity.js';
import { everything } from '../../../../src/engine/time/ranges.js';

const at = (text: string): number => Date.parse(text);
const may = { from: at('2026-05-01T00:00:00Z'), to: at('2026-05-31T23:59:59Z') };

const now = at('2026-06-15T12:00:00Z');

function newActivity(): Activity {
  return new Activity({ field: 'host', keyField: 'id', changesWith: null, digestsSince: now });
}

describe('Activity', () => {
  it('leaves out a range in which the partition has no row, in whatever case it is written', () => {
    const activity = newActivity();
    activity.note({ host: 'Ann@x.org' }, at('2026-04-10T09:00:00Z'));
    activity.settle([everything], now);
    expect(activity.isQuiet('ann@X.org', may)).to.equal(true);
    expect(activity.isQuiet('ann@X.org', { from: at('2026-04-01T00:00:00Z'), to: Infinity })).to.equal(false);
    expect(activity.isQuiet('bob@x.org', may)).to.equal(true);
  });

  it('takes a day around the range for part of it', () => {
    const activity = newActivity();
    activity.note({ host: 'ann' }, at('2026-04-30T00:00:00Z'));
    activity.note({ host: 'bob' }, at('2026-06-01T23:00:00Z'));
    activity.note({ host: 'cid' }, at('2026-04-29T23:59:59Z'));
    activity.settle([everything], now);
    expect(['ann', 'bob', 'cid'].map((one) => activity.isQuiet(one, may))).to.deep.equal([
      false,
      false,
      true,
    ]);
  });

  it('knows nothing of partitions without a value, of rows without a time, and of what was not read', () => {
    const activity = newActivity();
    activity.note({ host: 'ann' }, null);
    activity.settle([{ from: at('2026-05-02T00:00:00Z'), to: Infinity }], now);
    expect(activity.isQuiet('bob', may), 'before what was read').to.equal(false);
    const later = { ...may, from: at('2026-05-02T00:00:00Z') };
    expect(activity.isQuiet('bob', later)).to.equal(true);
    expect(activity.isQuiet('ann', later), 'a row without a time').to.equal(false);
    expect(activity.isQuiet('', later)).to.equal(false);
  });

  it('knows nothing of the times between the ranges that were read', () => {
    const activity = newActivity();
    const early = { from: at('2026-04-01T00:00:00Z'), to: at('2026-04-02T00:00:00Z') };
    const late = { from: at('2026-06-01T00:00:00Z'), to: Infinity };
    activity.settle([early, late], now);
    expect([early, late].map((range) => activity.isQuiet('ann', range))).to.deep.equal([true, true]);
    expect(activity.isQuiet('ann', may), 'between them').to.equal(false);
    expect(activity.isExhausted('ann', may, []), 'between them').to.equal(false);
  });

  it('leaves nothing out before it is settled, nor when its list was not whole', () => {
    const activity = newActivity();
    expect(activity.isQuiet('ann', may)).to.equal(false);
    activity.settle(null, now);
    activity.settle([everything], now);
    expect(activity.isQuiet('ann', may)).to.equal(false);
  });

  it('names those who are nobody that is listed', () => {
    const activity = newActivity();
    for (const value of ['zoe', 'Ann', 'bob', '']) activity.note({ host: value }, 0);
    expect(activity.strangers(['ann'])).to.deep.equal(['bob', 'zoe']);
  });
});
