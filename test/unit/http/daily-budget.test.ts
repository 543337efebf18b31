import { expect } from 'chai';
import { DailyBudget } from '../../../src/http/limits/daily-budget.js';

const midnight = Date.UTC(2026, 10, 23);

describe('daily budget', () => {
  it('books calls on the UTC day on which they are made', () => {
    const budget = new DailyBudget('day', 10);
    budget.spend(10, midnight - 8_000);
    expect(budget.blockedUntil(midnight - 1)).to.equal(midnight);
    expect(budget.blockedUntil(midnight)).to.equal(null);
    budget.spend(3, midnight);
    expect(budget.spent(midnight)).to.equal(3);
  });

  it('forgets neither day when the clock is set back over midnight', () => {
    const budget = new DailyBudget('day', 10);
    budget.spend(10, midnight - 1);
    budget.spend(2, midnight);
    expect(budget.spent(midnight - 1)).to.equal(10);
    budget.spend(1, midnight + 1);
    expect(budget.spent(midnight + 1)).to.equal(3);
  });
});
