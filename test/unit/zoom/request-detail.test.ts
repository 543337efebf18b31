import { expect } from 'chai';
import type { SyncEvent } from '../../../src/engine/events.js';
import { listenerOf } from '../../../src/engine/report/listener.js';
import { Outbox } from '../../../src/engine/report/outbox.js';
import { Stats } from '../../../src/engine/report/stats.js';
import { requestDetail } from '../../../src/zoom/request-detail.js';
import { toyClock } from '../../support/toy-sync.js';

const answer = {
  status: 200,
  text: '',
  header: (name: string) => (name === 'x-zm-trackingid' ? 'v=2;rid=1' : null),
};

const detailed = {
  template: '/users/{user_id}/recordings',
  url: 'https://api.zoom.us/v2/users/u1/recordings?from=2026-01-01&next_page_token=SECRETish&page_size=300',
  isFile: false,
  attempt: 2,
  answer,
};

describe('requestDetail', () => {
  it('shows the path as it was sent, without the page token', () => {
    expect(requestDetail(detailed)).to.deep.equal({
      template: '/users/{user_id}/recordings',
      path: '/v2/users/u1/recordings?from=2026-01-01&next_page_token=...&page_size=300',
      attempt: 2,
      trackingId: 'v=2;rid=1',
    });
  });

  it('shows nothing of the link to a file', () => {
    expect(requestDetail({ ...detailed, isFile: true }).path).to.equal(null);
  });

  it('is one line at debug, for each attempt', () => {
    const events: SyncEvent[] = [];
    const sink = { write: (event: SyncEvent) => events.push(event), ready: () => Promise.resolve() };
    const stats = new Stats();
    const listener = listenerOf(stats, new Outbox(sink, toyClock(0), stats));
    const report = {
      stream: 'recordings',
      label: 'light',
      pool: 'main',
      startedAt: 0,
      durationMs: 12,
    } as const;
    listener.attempted({ ...report, status: 500, retriedFor: 'HTTP 500', request: requestDetail(detailed) });
    expect(events).to.deep.equal([
      {
        type: 'log',
        level: 'debug',
        stream: 'recordings',
        message:
          'GET /users/{user_id}/recordings (/v2/users/u1/recordings?from=2026-01-01&next_page_token=...&page_size=300) ' +
          'HTTP 500 in 12 ms, light, attempt 2, asked again for HTTP 500, tracking id v=2;rid=1',
      },
    ]);
    listener.attempted({ ...report, status: 200, retriedFor: null });
    expect(events).to.have.length(1);
  });
});
