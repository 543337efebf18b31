import { expect } from 'chai';
import type { AttemptReport } from '../../../../src/engine/page-reader.js';
import { Stats } from '../../../../src/engine/report/stats.js';
import { streamSummary } from '../../../support/summaries.js';

const about = { selected: true, status: 'complete', problem: null, seconds: 1, left: null } as const;

const attempt = (more: Partial<AttemptReport>): AttemptReport => ({
  stream: 'events',
  label: 'light',
  pool: 'main',
  status: 200,
  startedAt: 0,
  durationMs: 10,
  retriedFor: null,
  ...more,
});

describe('Stats', () => {
  it('counts every attempt as a request, and those that are repeated by reason', () => {
    const stats = new Stats();
    stats.attempt(attempt({ retriedFor: 'HTTP 500' }));
    stats.attempt(attempt({ retriedFor: 'HTTP 500' }));
    stats.attempt(attempt({}));
    stats.retry('events', 'token expired');
    expect(stats.summaryOf('events', about)).to.deep.include({
      requests: 3,
      retries: { 'HTTP 500': 2, 'token expired': 1 },
    });
  });

  it('counts by label, with the pools of other products apart', () => {
    const stats = new Stats();
    stats.attempt(attempt({ label: 'heavy' }));
    stats.attempt(attempt({ label: 'heavy', pool: 'phone' }));
    stats.attempt(attempt({ label: 'heavy', stream: 'guests' }));
    expect(stats.requestsByLabel).to.deep.equal({ heavy: 2, 'phone heavy': 1 });
  });

  it('keeps what the first of those that were skipped was asked by, and the whole time that was listed', () => {
    const stats = new Stats();
    stats.skip('events', 'gone', 'u1');
    stats.skip('events', 'gone', 'u2');
    stats.refuse('events', 'no licence', 'u3');
    stats.listed('events', { from: 5, to: 7 });
    stats.listed('events', { from: 1, to: 2 });
    expect(stats.summaryOf('events', about)).to.deep.include({
      skippedFirst: { gone: 'u1', 'no licence': 'u3' },
      listed: { from: 1, to: 7 },
    });
  });

  it('counts the calls that share a day, by stream and pool', () => {
    const stats = new Stats();
    for (const label of ['light', 'medium', 'heavy', 'resource-intensive'] as const) {
      stats.attempt(attempt({ label }));
    }
    stats.attempt(attempt({ label: 'heavy', pool: 'phone', stream: 'calls' }));
    expect(stats.daily.of('1970-01-01')).to.deep.equal([
      { stream: 'events', pool: 'main', calls: 2 },
      { stream: 'calls', pool: 'phone', calls: 1 },
    ]);
    expect(stats.daily.of('1970-01-02')).to.deep.equal([]);
  });

  it('keeps records, skips, failures and what did not change apart, by stream', () => {
    const stats = new Stats();
    stats.records('events', 3);
    stats.skip('events', 'gone');
    stats.skip('events', 'gone');
    stats.failure('events', 'HTTP 500');
    stats.unchanged('guests');
    expect(stats.summaryOf('events', about)).to.deep.equal(
      streamSummary({ stream: 'events', records: 3, skips: { gone: 2 }, failures: { 'HTTP 500': 1 } }),
    );
    expect(stats.summaryOf('guests', about)).to.deep.include({ records: 0, skips: {}, unchanged: 1 });
  });
});
