import { expect } from 'chai';
import type { SyncEvent } from '../../../src/engine/events.js';
import { airbyte } from '../../../src/protocols/airbyte/encode.js';
import { at, offered, recorder, state } from './support.js';

const catalog = {
  streams: [
    { stream: { name: 'users', json_schema: {} }, sync_mode: 'full_refresh' },
    { stream: { name: 'report_meetings', json_schema: {} }, sync_mode: 'incremental', cursor_field: null },
  ],
};

const done = { complete: true, stopped: false };

function run(
  events: readonly SyncEvent[],
  options: { catalog?: unknown; outcome?: typeof done | null } = {},
) {
  const record = recorder();
  const plan = airbyte.plan({ catalog: options.catalog ?? catalog, state: undefined, offered });
  const encoder = airbyte.createEncoder(plan, record.edges);
  encoder.begin();
  events.forEach((event) => encoder.encode(event));
  const result = encoder.end(options.outcome === undefined ? done : options.outcome);
  const statuses = record
    .messages()
    .map((message) => at(message, 'trace', 'stream_status'))
    .filter((status) => status !== undefined)
    .map((status) => `${String(at(status, 'stream_descriptor', 'name'))} ${String(at(status, 'status'))}`);
  return { ...record, messages: record.messages(), result, statuses };
}

const whole = (stream: string): SyncEvent[] => [
  { type: 'stream-started', stream, full: null },
  { type: 'records', stream, records: [{ id: 'a' }, { id: 'b' }], added: {} },
  { type: 'checkpoint', stream, state: state('2026-11-21T00:00:00Z'), recordCount: 2 },
  { type: 'stream-ended', stream, problem: null, stopped: false },
];

describe('airbyte encode', () => {
  it('tells how many rows will come, of streams of the catalog alone', () => {
    const { messages } = run([
      { type: 'stream-estimated', stream: 'users', rows: 3_000 },
      { type: 'stream-estimated', stream: 'channels', rows: 7 },
      ...whole('users'),
      ...whole('report_meetings'),
    ]);
    const estimates = messages
      .map((message) => at(message, 'trace', 'estimate'))
      .filter((one) => one !== undefined);
    expect(estimates).to.deep.equal([{ name: 'users', type: 'STREAM', row_estimate: 3_000 }]);
  });

  it('frames records, state and statuses as the protocol says', () => {
    const { messages, statuses, result } = run([...whole('users'), ...whole('report_meetings')]);
    expect(messages.filter(({ type }) => type === 'RECORD')[0]).to.deep.equal({
      type: 'RECORD',
      record: { stream: 'users', data: { id: 'a' }, emitted_at: Date.parse('2026-11-22T08:00:00Z') },
    });
    expect(messages.find(({ type }) => type === 'STATE')).to.deep.equal({
      type: 'STATE',
      state: {
        type: 'STREAM',
        stream: { stream_descriptor: { name: 'users' }, stream_state: state('2026-11-21T00:00:00Z') },
        sourceStats: { recordCount: 2 },
      },
    });
    expect(statuses.slice(0, 3)).to.deep.equal(['users STARTED', 'users RUNNING', 'users COMPLETE']);
    expect(result).to.deep.equal({ exitCode: 0, reason: null });
  });

  it('writes the record count with a decimal point', () => {
    const { lines } = run(whole('users'));
    expect(lines.find((line) => line.includes('"STATE"'))).to.contain('"sourceStats":{"recordCount":2.0}}}');
  });

  it('takes an empty stream through every status and still shows its state', () => {
    const { statuses, messages } = run([
      { type: 'stream-started', stream: 'users', full: null },
      { type: 'checkpoint', stream: 'users', state: state(null), recordCount: 0 },
      { type: 'stream-ended', stream: 'users', problem: null, stopped: false },
    ]);
    expect(statuses).to.deep.equal(['users STARTED', 'users RUNNING', 'users COMPLETE']);
    expect(messages.filter(({ type }) => type === 'STATE')).to.have.length(1);
  });

  it('never repeats a state; the records in between are counted by the next one', () => {
    const checkpoint = (cursor: string): SyncEvent => ({
      type: 'checkpoint',
      stream: 'users',
      state: state(cursor),
      recordCount: 1,
    });
    const records: SyncEvent = { type: 'records', stream: 'users', records: [{ id: 'a' }], added: {} };
    const { messages } = run([records, checkpoint('x'), records, checkpoint('x'), records, checkpoint('y')]);
    const counts = messages.map((message) => at(message, 'state', 'sourceStats', 'recordCount'));
    expect(counts.filter((count) => count !== undefined)).to.deep.equal([1, 2]);
  });

  it('traces a broken stream with its failure type and ends non-zero, the other streams complete', () => {
    const { messages, statuses, result } = run(
      [
        { type: 'stream-started', stream: 'users', full: null },
        {
          type: 'stream-ended',
          stream: 'users',
          problem: {
            failureType: 'config_error',
            message: 'a hidden word',
            internalMessage: 'code 1 hidden',
          },
          stopped: false,
        },
        ...whole('report_meetings'),
      ],
      { outcome: { complete: false, stopped: false } },
    );
    const error = messages
      .map((message) => at(message, 'trace', 'error'))
      .find((found) => found !== undefined);
    expect(error).to.deep.equal({
      message: 'users: a **** word',
      internal_message: 'code 1 ****',
      failure_type: 'config_error',
      stream_descriptor: { name: 'users' },
    });
    expect(statuses).to.include.members(['users INCOMPLETE', 'report_meetings COMPLETE']);
    expect(result.exitCode).to.equal(1);
    expect(result.reason).to.contain('users: a hidden word');
  });

  it('traces one cause once, and gives each stream that it ended its status', () => {
    const problem = { failureType: 'config_error', message: 'No token.', isOfRun: true } as const;
    const ended = ['users', 'report_meetings'].map((stream) => ({
      type: 'stream-ended' as const,
      stream,
      problem,
      stopped: false,
    }));
    const { messages, statuses, result } = run(ended, { outcome: null });
    const errors = messages.flatMap((message) => at(message, 'trace', 'error') ?? []);
    expect(errors).to.deep.equal([{ message: 'No token.', failure_type: 'config_error' }]);
    expect(statuses).to.deep.equal(['users INCOMPLETE', 'report_meetings INCOMPLETE']);
    expect(result.reason).to.equal('Not complete: No token. That ended 2 streams (users, report_meetings).');
  });

  it('gives the time at which a used-up limit returns', () => {
    const { messages } = run([
      { type: 'stream-started', stream: 'users', full: null },
      { type: 'stream-waiting', stream: 'users', quotaResetAt: 5 },
      {
        type: 'stream-ended',
        stream: 'users',
        problem: { failureType: 'transient_error', message: 'limit', quotaResetAt: 7 },
        stopped: false,
      },
    ]);
    const reasons = messages.map((message) => at(message, 'trace', 'stream_status', 'reasons'));
    expect(reasons.filter((reason) => reason !== undefined)).to.deep.equal([
      [{ type: 'RATE_LIMITED', rate_limited: { quota_reset: 5 } }],
      [{ type: 'RATE_LIMITED', rate_limited: { quota_reset: 7 } }],
    ]);
  });

  it('marks what was stopped incomplete without calling it an error', () => {
    const { statuses, messages, result } = run(
      [
        { type: 'stream-started', stream: 'users', full: null },
        { type: 'stream-started', stream: 'report_meetings', full: null },
        { type: 'stream-ended', stream: 'users', problem: null, stopped: true },
      ],
      { outcome: { complete: false, stopped: true } },
    );
    expect(statuses.slice(2)).to.deep.equal(['users INCOMPLETE', 'report_meetings INCOMPLETE']);
    expect(messages.some((message) => at(message, 'trace', 'type') === 'ERROR')).to.equal(false);
    expect(result.exitCode).to.equal(1);
  });

  it('closes open streams when the read threw', () => {
    const { statuses, result } = run([{ type: 'stream-started', stream: 'users', full: null }], {
      outcome: null,
    });
    expect(statuses).to.deep.equal(['users STARTED', 'users INCOMPLETE']);
    expect(result.exitCode).to.equal(1);
  });

  it('does not believe in success while a stream has not ended', () => {
    const { result } = run(whole('users'), { outcome: done });
    expect(result.exitCode).to.equal(1);
    expect(result.reason).to.contain('report_meetings');
  });

  it('says nothing of streams outside the catalog: the platform throws at a status for them', () => {
    const { lines } = run(whole('meetings'));
    expect(lines).to.deep.equal([]);
  });

  it('reports an unknown stream, reads the others and ends non-zero', () => {
    const { messages, statuses, result } = run(whole('users'), {
      catalog: {
        streams: [
          { stream: { name: 'nonsense', json_schema: {} }, sync_mode: 'INVALID' },
          { stream: { name: 'users' }, sync_mode: 'full_refresh' },
        ],
      },
    });
    expect(at(messages[0], 'trace', 'error', 'failure_type')).to.equal('config_error');
    expect(statuses).to.deep.equal([
      'nonsense INCOMPLETE',
      'users STARTED',
      'users RUNNING',
      'users COMPLETE',
    ]);
    expect(result.exitCode).to.equal(1);
  });
});
