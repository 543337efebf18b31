import { expect } from 'chai';
import type { RequestCounts } from '../../../src/output/progress.js';
import { noCounts } from '../../../src/output/progress.js';
import { createLiveTable } from '../../../src/output/live-table.js';
import { Terminal } from '../../support/terminal.js';

interface Given {
  readonly streams?: readonly string[];
  readonly rows?: number;
  readonly columns?: number;
  readonly isColoured?: boolean;
}

function stage({
  streams = ['users', 'meetings'],
  rows = 24,
  columns = 100,
  isColoured = false,
}: Given = {}) {
  const terminal = new Terminal({ rows, columns });
  const size = { rows, columns };
  const made = { time: 0, size, terminal, writes: 0, ticks: [] as (() => void)[], ticking: 0 };
  const table = createLiveTable({
    write: (text) => {
      made.writes += 1;
      terminal.write(text);
    },
    streams,
    size: () => made.size,
    isColoured,
    now: () => made.time,
    ticking: (tick) => {
      made.ticks.push(tick);
      made.ticking += 1;
      return () => (made.ticking -= 1);
    },
  });
  return { made, table, terminal };
}

function counts(requestsByStream: Record<string, number>, more: Partial<RequestCounts> = {}): RequestCounts {
  const requests = Object.values(requestsByStream).reduce((sum, one) => sum + one, 0);
  return { ...noCounts, requests, requestsByLabel: { heavy: requests }, requestsByStream, ...more };
}

const named = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `stream_${String(index).padStart(2, '0')}`);

describe('the live table', () => {
  it('shows streams with records, requests and state, and the run below', () => {
    const { made, table, terminal } = stage();
    table.records('users', 1_200);
    made.time = 10_000;
    table.waiting('meetings', 25_000);
    made.time = 11_000;
    table.ended('users', 'done');
    made.time = 20_000;
    const days = [{ label: 'heavy', spent: 596, perDay: 24_000 }];
    const left = { seconds: 300, bucket: 'main heavy', isForBudget: false };
    table.report(counts({ users: 4, meetings: 100 }, { days, left }));
    expect(terminal.text).to.deep.equal([
      '',
      'STREAM        RECORDS   REQUESTS  STATE',
      'users           1,200          4  done',
      'meetings            0        100  waits 5 s for its rate limit',
      '1/2 streams · 1,200 records (60/s) · 104 requests (5/s): heavy 104',
      'HEAVY 596 of 24,000 today · 20 s, about 5 min to go, most of it for HEAVY requests',
    ]);
  });

  it('reckons the pace by what was done of late', () => {
    const { made, table, terminal } = stage();
    for (const second of [10, 20, 30, 40]) {
      made.time = second * 1_000;
      table.report(counts({ users: second < 40 ? second : 230 }));
    }
    expect(terminal.text.join()).to.contain('230 requests (20/s)');
  });

  it('keeps to the height of the terminal, with those at work before those that are done', () => {
    const streams = named(40);
    const { made, table, terminal } = stage({ streams, rows: 12 });
    for (const [index, name] of streams.slice(0, 30).entries()) {
      made.time += 1_000;
      table.records(name, index);
      if (index < 27) table.ended(name, index === 3 ? 'incomplete' : 'done');
    }
    made.time += 1_000;
    table.report(counts({}));
    expect(terminal.text).to.have.length(11);
    const shown = terminal.text.slice(2, -3).map((line) => line.replaceAll(/ +/g, ' '));
    expect(shown).to.deep.equal([
      'stream_03 3 0 incomplete',
      'stream_25 25 0 done',
      'stream_26 26 0 done',
      'stream_27 27 0 reading',
      'stream_28 28 0 reading',
      'stream_29 29 0 reading',
    ]);
    expect(terminal.text.at(-3)).to.equal('and 34 more: 24 done, 10 not begun');
  });

  it('follows a window that becomes narrow, low, or both', () => {
    const { made, table, terminal } = stage({ streams: named(8) });
    for (const name of named(8)) table.records(name, 1);
    made.time = 1_000;
    made.size = { rows: 5, columns: 30 };
    table.records('stream_00', 1);
    const last = terminal.text.slice(-3);
    expect(last.every((line) => line.length < 30)).to.equal(true);
    expect(last[1]).to.match(/^0\/8 streams/);
    expect(terminal.text).to.have.length(4);
  });

  it('goes below what is logged, and leaves nothing behind', () => {
    const { made, table, terminal } = stage();
    table.records('users', 1);
    for (const line of ['first', 'second']) table.above(() => terminal.write(`${line}\n`));
    expect(terminal.text.slice(0, 4)).to.deep.equal(['first', 'second', '', terminal.text[3]]);
    expect(terminal.text[3]).to.match(/^STREAM/);
    table.clear();
    table.above(() => terminal.write('summary\n'));
    expect(terminal.text).to.deep.equal(['first', 'second', 'summary']);
    expect(made.ticking).to.equal(0);
  });

  it('takes nothing away of what a target writes on the same terminal', () => {
    const { made, table, terminal } = stage({ rows: 10 });
    for (let count = 0; count < 20; count += 1) {
      made.time += 1_000;
      table.records('users', 1);
      terminal.write(`INFO target ${count}\n`);
      if (count % 5 === 0) terminal.write('ERROR target\n');
    }
    table.clear();
    const told = terminal.text.filter(
      (line) => line.startsWith('INFO target') || line.startsWith('ERROR target'),
    );
    expect(told).to.have.length(24);
    expect(terminal.text.filter((line) => line.includes('records ('))).to.deep.equal([]);
  });

  it('colours how streams stand, where colours are wanted', () => {
    const styles = (isColoured: boolean): ReadonlySet<string> => {
      const { table, terminal } = stage({ isColoured });
      table.ended('users', 'incomplete');
      return new Set(terminal.cells.flat().map(({ style }) => style));
    };
    expect(styles(true)).to.include.keys('31', '2');
    expect(styles(false)).to.have.keys('');
  });

  it('redraws ten times a second at most, and once a second where nothing happens', () => {
    const { made, table, terminal } = stage();
    for (let count = 0; count < 1_000; count += 1) table.records('users', 1);
    expect(made.writes).to.equal(1);
    made.time = 5_000;
    for (const tick of made.ticks) tick();
    expect(terminal.text.at(-1)).to.equal('5 s');
  });
});
