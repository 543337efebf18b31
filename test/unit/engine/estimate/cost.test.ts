import { expect } from 'chai';
import { costOf } from '../../../../src/engine/estimate/cost.js';
import type { StreamCost } from '../../../../src/engine/estimate/result.js';
import type { RateLabel } from '../../../../src/engine/declaration.js';
import type { BucketReport } from '../../../../src/engine/service.js';

const noon = Date.parse('2026-11-22T12:00:00Z');

function stream(label: RateLabel, requests: number): StreamCost {
  const ratios = { looked: 1, requestsPerList: 1, rowsPerList: 1, refusedShare: 0 };
  const basis = {
    how: 'sampled',
    ...ratios,
    countedBy: null,
    isOverlapGuessed: false,
    refusal: null,
  } as const;
  return { stream: label, selected: true, pool: 'main', label, lists: requests, requests, rows: 0, basis };
}

function bucket(label: RateLabel, perSecond: number | null, spent: number | null): BucketReport {
  const day = spent === null ? null : { group: 'heavy calls', perDay: 1_000, spent };
  return { pool: 'main', label, perSecond, waiting: 0, day };
}

describe('what requests cost', () => {
  const limits = [bucket('light', 10, null), bucket('heavy', 5, 0), bucket('resource-intensive', 1, 0)];

  it('is the time of the slowest label', () => {
    const { time, requests } = costOf([stream('light', 500), stream('heavy', 100)], limits, noon);
    expect(requests).to.equal(600);
    expect(time).to.deep.equal({ seconds: 50, bucket: 'main light', isForBudget: false });
  });

  it('takes days where labels share a budget that is too small', () => {
    const { time, buckets } = costOf(
      [stream('heavy', 2_000), stream('resource-intensive', 500)],
      limits,
      noon,
    );
    // Half a day is left for the first thousand, and the third thousand begins after one day more.
    expect(time?.seconds).to.be.within(1.5 * 86_400, 1.5 * 86_400 + 500);
    expect(time?.isForBudget).to.equal(true);
    expect(buckets.map(({ day }) => day?.share)).to.deep.equal([2, 0.5]);
  });

  it('reckons with what was spent today', () => {
    const spent = [bucket('heavy', 5, 950)];
    expect(costOf([stream('heavy', 40)], spent, noon).time?.isForBudget).to.equal(false);
    expect(costOf([stream('heavy', 60)], spent, noon).time?.seconds).to.be.greaterThan(43_200);
  });

  it('waits for one day where more was spent today than there is', () => {
    const { time } = costOf([stream('heavy', 60)], [bucket('heavy', 5, 9_000)], noon);
    expect(time?.seconds).to.be.within(43_200, 43_200 + 60);
  });

  it('takes no time where nothing limits it', () => {
    expect(costOf([stream('heavy', 60)], [bucket('heavy', null, null)], noon).time).to.equal(null);
  });
});
