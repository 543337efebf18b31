import { expect } from 'chai';
import { createLiveLine } from '../../../src/output/live-line.js';

const ERASE = '\r\u001b[2K';

function screen(columns = 200) {
  const made = { time: 0, texts: [] as string[], columns };
  const progress = createLiveLine({
    write: (text) => made.texts.push(text),
    total: 3,
    columns: () => columns,
    now: () => made.time,
  });
  return { made, progress };
}

describe('the live line', () => {
  it('shows streams, records and what is waited for', () => {
    const { made, progress } = screen();
    progress.records('users', 300);
    made.time = 2_000;
    progress.ended('users', 'done');
    made.time = 3_000;
    progress.waiting('meetings', 13_000);
    expect(made.texts.at(-1)).to.equal(
      `${ERASE}1/3 streams · 300 records (100/s) · 3 s · meetings waits 10 s for its rate limit`,
    );
    made.time = 13_000;
    progress.records('users', 1);
    expect(made.texts.at(-1)).not.to.contain('waits');
  });

  it('shows the requests by label, the budgets of the day, and the time to go', () => {
    const { made, progress } = screen();
    const counts = {
      requests: 42,
      requestsByLabel: { heavy: 40, light: 2 },
      requestsByStream: {},
      visited: 1,
      planned: 4,
    };
    const days = [{ label: 'heavy', spent: 596, perDay: 24_000 }];
    const left = { seconds: 30, bucket: 'main heavy', isForBudget: false };
    made.time = 10_000;
    progress.report({ ...counts, left, days });
    expect(made.texts.at(-1)).to.equal(
      `${ERASE}0/3 streams · 0 records (0/s) · 42 requests (heavy 40, light 2) · HEAVY 596 of 24,000 today · 10 s, about 30 s to go`,
    );
    made.time = 20_000;
    progress.report({ ...counts, left: null, days: [] });
    expect(made.texts.at(-1)).not.to.contain('to go');
    for (const [seconds, text] of [
      [119.5, '120 s to go'],
      [340, '6 min to go'],
      [600, '10 min to go'],
      [40_000, '12 h to go'],
      [1_036_000, '12 days to go'],
    ] as const) {
      made.time += 1_000;
      progress.report({ ...counts, left: { ...left, seconds }, days: [] });
      expect(made.texts.at(-1), text).to.contain(text);
    }
    made.time += 1_000;
    progress.report({ ...counts, left: { ...left, seconds: 1_036_000, isForBudget: true }, days: [] });
    expect(made.texts.at(-1)).to.contain('about 12 days to go, for the budget of the day');
  });

  it('never wraps, however narrow the terminal is', () => {
    for (const columns of [1, 2, 19]) {
      const { made, progress } = screen(columns);
      progress.records('users', 300);
      expect(made.texts.join('').slice(ERASE.length)).to.have.length(Math.max(1, columns - 1));
    }
  });

  it('redraws ten times a second at most', () => {
    const { made, progress } = screen();
    for (let count = 0; count < 1000; count += 1) progress.records('users', 1);
    expect(made.texts).to.have.length(1);
  });

  it('takes its line away once, so that logs stand alone, and draws it again after them', () => {
    const { made, progress } = screen();
    progress.records('users', 1);
    progress.clear();
    progress.clear();
    expect(made.texts.slice(1)).to.deep.equal([ERASE]);
    progress.records('users', 1);
    expect(made.texts).to.have.length(3);
  });

  it('never wraps', () => {
    const { made, progress } = screen(30);
    progress.records('users', 123_456_789);
    expect(made.texts[0]?.slice(ERASE.length)).to.have.length(29);
  });
});
