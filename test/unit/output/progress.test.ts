import { expect } from 'chai';
import { createProgress } from '../../../src/output/progress.js';

const ERASE = '\r\u001b[2K';

function screen(columns = 200) {
  const made = { time: 0, texts: [] as string[], columns };
  const progress = createProgress({
    write: (text) => made.texts.push(text),
    total: 3,
    columns,
    now: () => made.time,
  });
  return { made, progress };
}

describe('progress', () => {
  it('shows streams, records and what is waited for', () => {
    const { made, progress } = screen();
    progress.records(300);
    made.time = 2_000;
    progress.ended('users');
    made.time = 3_000;
    progress.waiting('meetings', 13_000);
    expect(made.texts.at(-1)).to.equal(
      `${ERASE}1/3 streams · 300 records (100/s) · 3 s · meetings waits 10 s for its rate limit`,
    );
    made.time = 13_000;
    progress.records(1);
    expect(made.texts.at(-1)).not.to.contain('waits');
  });

  it('shows the requests by label, and guesses the time to go from the parts that are done', () => {
    const { made, progress } = screen();
    made.time = 10_000;
    progress.report({ requests: 42, requestsByLabel: { heavy: 40, light: 2 }, visited: 1, planned: 4 });
    expect(made.texts.at(-1)).to.equal(
      `${ERASE}0/3 streams · 0 records (0/s) · 42 requests (heavy 40, light 2) · 10 s, about 30 s to go`,
    );
    made.time = 20_000;
    progress.report({ requests: 42, requestsByLabel: {}, visited: 4, planned: 4 });
    expect(made.texts.at(-1)).not.to.contain('to go');
  });

  it('redraws ten times a second at most', () => {
    const { made, progress } = screen();
    for (let count = 0; count < 1000; count += 1) progress.records(1);
    expect(made.texts).to.have.length(1);
  });

  it('takes its line away once, so that logs stand alone, and draws it again after them', () => {
    const { made, progress } = screen();
    progress.records(1);
    progress.clear();
    progress.clear();
    expect(made.texts.slice(1)).to.deep.equal([ERASE]);
    progress.records(1);
    expect(made.texts).to.have.length(3);
  });

  it('never wraps', () => {
    const { made, progress } = screen(30);
    progress.records(123_456_789);
    expect(made.texts[0]?.slice(ERASE.length)).to.have.length(29);
  });
});
