import { expect } from 'chai';
import type { LogEntry } from '../../../src/output/logger.js';
import {
  createLogger,
  levelFault,
  levelFrom,
  plainFormat,
  structuredFormat,
} from '../../../src/output/logger.js';

function logged(
  entries: readonly LogEntry[],
  format: (entry: LogEntry) => string,
  threshold = 'info',
): string {
  let text = '';
  const logger = createLogger({
    write: (part) => {
      text += part;
    },
    scrub: (part) => part.replaceAll('secret', '****'),
    threshold: levelFrom(threshold),
    format,
  });
  entries.forEach(logger);
  return text;
}

const metric = { type: 'counter', metric: 'record_count', value: 2, tags: { stream: 'users' } };

describe('logger', () => {
  it('gives every line its level and scrubs it', () => {
    const entries = [
      { level: 'warn', message: 'one secret' } as const,
      { level: 'info', message: 'two' } as const,
    ];
    expect(logged(entries, plainFormat)).to.equal('WARNING one ****\nINFO two\n');
  });

  it('shows what commands a terminal or begins a line, and does not do it', () => {
    const message = 'a\r\nINFO b\u001b[2J\u2028c\u202ed\te';
    expect(logged([{ level: 'warn', message }], plainFormat)).to.equal(
      'WARNING a\\r\\nINFO b\\u001b[2J\\u2028c\\u202ed\\te\n',
    );
  });

  it('is silent below its threshold', () => {
    const entries = (['debug', 'info', 'error'] as const).map((level) => ({ level, message: level }));
    expect(logged(entries, plainFormat)).to.equal('INFO info\nERROR error\n');
    expect(logged(entries, plainFormat, 'ERROR')).to.equal('ERROR error\n');
  });

  it('writes no half of a character, and no NUL, where lines are JSON', () => {
    const format = structuredFormat({ pid: 7, appName: 'tap-zoom', now: () => 0 });
    const text = logged([{ level: 'info', message: 'cut \ud83d nul \u0000' }], format);
    expect(JSON.parse(text)).to.include({ message: 'cut \ufffd nul \ufffd' });
  });

  it('writes metrics where the parsers of orchestrators look for them', () => {
    const text = logged([{ level: 'info', message: '', metric }], plainFormat);
    expect(text).to.match(/^INFO METRIC: \{/);
    expect(JSON.parse(text.slice('INFO METRIC: '.length))).to.deep.equal(metric);
  });

  it('writes one JSON object a line with every field that is asked for', () => {
    const format = structuredFormat({ pid: 7, appName: 'tap-zoom', now: () => 1500 });
    const [line, second] = logged(
      [
        { level: 'critical', message: 'a "secret" line' },
        { level: 'info', message: '', metric },
      ],
      format,
    ).split('\n');
    expect(JSON.parse(line ?? '')).to.deep.equal({
      level: 'critical',
      pid: 7,
      logger_name: 'tap-zoom',
      ts: 1.5,
      thread_name: 'MainThread',
      app_name: 'tap-zoom',
      stream_name: null,
      message: 'a "****" line',
      extra: {},
    });
    const parsed: unknown = JSON.parse(second ?? '');
    expect(parsed).to.deep.include({ metric_info: metric, stream_name: 'users' });
    expect(parsed).to.include({ message: `METRIC users ${metric.metric} ${metric.value}` });
  });

  for (const [text, level] of [
    [undefined, 'info'],
    ['nonsense', 'info'],
    ['WARNING', 'warn'],
    ['debug', 'debug'],
    ['40', 'error'],
    ['FATAL', 'critical'],
    ['__proto__', 'info'],
    ['constructor', 'info'],
    ['', 'info'],
    ['0', 'info'],
  ] as const) {
    it(`reads the level ${String(text)} as ${level}`, () => {
      expect(levelFrom(text)).to.equal(level);
    });
  }

  it('has a word for a level that nobody knows', () => {
    for (const text of ['nonsense', '__proto__', 'toString', '1e', '-']) {
      expect(levelFault('LOG_LEVEL', text), text).to.match(/^LOG_LEVEL names no level .* debug, info/);
    }
    for (const text of [undefined, '', ' Debug ', '10', 'NOTSET', 'trace', '-1']) {
      expect(levelFault('LOG_LEVEL', text), text).to.equal(null);
    }
  });
});
