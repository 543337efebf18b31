import { expect } from 'chai';
import { parseRetryAfter, retryDelay } from '../../../src/http/retry.js';

const NOW = Date.UTC(2026, 10, 22, 12);

describe('parseRetryAfter', () => {
  const cases: readonly (readonly [string | null, number | null])[] = [
    ['3', 3_000],
    ['0.5', 500],
    ['Sun, 22 Nov 2026 12:00:05 GMT', 5_000],
    ['2026-11-23T00:00:00Z', 12 * 3_600_000],
    ['2026-11-22T11:00:00Z', 0],
    ['1000000000', 366 * 86_400_000],
    ['9'.repeat(400), 366 * 86_400_000],
    ['+275760-09-13T00:00:00Z', 366 * 86_400_000],
    ['-5', 0],
    ['soon', null],
    ['', null],
    [null, null],
  ];
  for (const [text, expected] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => {
      expect(parseRetryAfter(text, NOW)).to.equal(expected);
    });
  }
});

describe('retryDelay', () => {
  const base = { retryAfterMs: null, random: () => 1, baseMs: 500, maxMs: 30_000, maxServerMs: 120_000 };

  it('doubles up to the maximum', () => {
    const delays = [1, 2, 3, 7, 20].map((attempt) => retryDelay({ ...base, attempt }));
    expect(delays).to.deep.equal([500, 1_000, 2_000, 30_000, 30_000]);
  });

  it('never waits less than half of it', () => {
    expect(retryDelay({ ...base, attempt: 3, random: () => 0 })).to.equal(1_000);
  });

  it('takes a delay of the server as it is, cut only by the explicit maximum', () => {
    expect(retryDelay({ ...base, attempt: 1, retryAfterMs: 40_000, random: () => 0 })).to.equal(40_000);
    expect(retryDelay({ ...base, attempt: 1, retryAfterMs: 500_000 })).to.equal(120_000);
  });
});
