import { expect } from 'chai';
import { Activity } from '../../../../src/engine/plan/activity.js';

const at = (text: string): number => Date.parse(text);
const may = { from: at('2026-05-01T00:00:00Z'), to: at('2026-05-31T23:59:59Z') };

describe('Activity', () => {
  it('leaves out a range in which the partition has no row, in whatever case it is written', () => {
    const activity = new Activity('host');
    activity.note('Ann@x.org', at('2026-04-10T09:00:00Z'));
    activity.settle(-Infinity);
    expect(activity.isQuiet('ann@X.org', may)).to.equal(true);
    expect(activity.isQuiet('ann@X.org', { from: at('2026-04-01T00:00:00Z'), to: Infinity })).to.equal(false);
    expect(activity.isQuiet('bob@x.org', may)).to.equal(true);
  });

  it('takes a day around the range for part of it', () => {
    const activity = new Activity('host');
    activity.note('ann', at('2026-04-30T00:00:00Z'));
    activity.note('bob', at('2026-06-01T23:00:00Z'));
    activity.note('cid', at('2026-04-29T23:59:59Z'));
    activity.settle(-Infinity);
    expect(['ann', 'bob', 'cid'].map((one) => activity.isQuiet(one, may))).to.deep.equal([
      false,
      false,
      true,
    ]);
  });

  it('knows nothing of partitions without a value, of rows without a time, and of what was not read', () => {
    const activity = new Activity('host');
    activity.note('ann', null);
    activity.settle(at('2026-05-02T00:00:00Z'));
    expect(activity.isQuiet('bob', may), 'before what was read').to.equal(false);
    const later = { ...may, from: at('2026-05-02T00:00:00Z') };
    expect(activity.isQuiet('bob', later)).to.equal(true);
    expect(activity.isQuiet('ann', later), 'a row without a time').to.equal(false);
    expect(activity.isQuiet('', later)).to.equal(false);
  });

  it('leaves nothing out before it is settled, nor when its list was not whole', () => {
    const activity = new Activity('host');
    expect(activity.isQuiet('ann', may)).to.equal(false);
    activity.settle(null);
    activity.settle(-Infinity);
    expect(activity.isQuiet('ann', may)).to.equal(false);
  });

  it('names those who are nobody that is listed', () => {
    const activity = new Activity('host');
    for (const value of ['zoe', 'Ann', 'bob', '']) activity.note(value, 0);
    expect(activity.strangers(['ann'])).to.deep.equal(['bob', 'zoe']);
  });
});
