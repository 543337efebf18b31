import { expect } from 'chai';
import type { SyncEvent } from '../../../src/engine/events.js';
import type { Metric } from '../../../src/protocols/singer/messages.js';
import { singer } from '../../../src/protocols/singer/encode.js';
import { at, offered, recorder, state } from './support.js';
import { runSummary, streamSummary } from '../../support/summaries.js';

const done = { complete: true, stopped: false };

function start(input: { state?: unknown; catalog?: unknown } = {}) {
  const record = recorder();
  const metrics: Metric[] = [];
  const plan = singer.plan({ catalog: input.catalog, state: input.state, offered });
  const encoder = singer.createEncoder(plan, { ...record.edges, metric: (metric) => metrics.push(metric) });
  encoder.begin();
  return {
    record,
    metrics,
    plan,
    encoder,
    send: (...events: SyncEvent[]) => events.forEach((e) => encoder.encode(e)),
  };
}

const started = (stream: string): SyncEvent => ({ type: 'stream-started', stream, full: null });
const records = (stream: string, ...ids: string[]): SyncEvent => ({
  type: 'records',
  stream,
  records: ids.map((id) => ({ id })),
  added: {},
});
const checkpoint = (stream: string, cursor: string): SyncEvent => ({
  type: 'checkpoint',
  stream,
  state: state(cursor),
  recordCount: 1,
});
const ended = (stream: string): SyncEvent => ({
  type: 'stream-ended',
  stream,
  problem: null,
  stopped: false,
});
const types = (messages: Record<string, unknown>[]): unknown[] => messages.map(({ type }) => type);

describe('singer encode', () => {
  it('says what ended several streams once, and at the end first the cause that ended most', () => {
    const { record, send, encoder } = start();
    const problem = { failureType: 'config_error', cause: 'shared' } as const;
    send({
      type: 'stream-ended',
      stream: 'users',
      problem: { ...problem, message: 'No scope.' },
      stopped: false,
    });
    send({
      type: 'stream-ended',
      stream: 'report_meetings',
      problem: { ...problem, message: 'users: No scope.' },
      stopped: false,
    });
    expect(record.logs).to.deep.equal([
      { level: 'error', message: 'users: No scope.' },
      { level: 'debug', message: 'report_meetings: users: No scope.' },
    ]);
    expect(encoder.end({ complete: false, stopped: false }).reason).to.equal(
      'Not complete: No scope. That ended 2 streams (users, report_meetings).',
    );
  });

  it('announces each stream once, before its first record, and without records too', () => {
    const { record, send, encoder } = start();
    send(started('users'), started('report_meetings'), records('users', 'a', 'b'), records('users', 'c'));
    send(checkpoint('users', 'x'), ended('users'), ended('report_meetings'));
    expect(encoder.end(done)).to.deep.equal({ exitCode: 0, reason: null });
    expect(types(record.messages())).to.deep.equal([
      'SCHEMA',
      'SCHEMA',
      'RECORD',
      'RECORD',
      'RECORD',
      'STATE',
    ]);
    expect(record.messages()[2]).to.deep.equal({
      type: 'RECORD',
      stream: 'users',
      record: { id: 'a' },
      time_extracted: '2026-11-22T08:00:00.000Z',
    });
    expect(record.messages()[1]).to.deep.include({
      key_properties: ['uuid'],
      bookmark_properties: ['end_time'],
    });
  });

  it('writes the state that came in first, and carries the bookmarks of other streams through', () => {
    const input = {
      bookmarks: { gone: { any: ['thing'] }, users: { version: 1 } },
      currently_syncing: 'users',
    };
    const { record, send, encoder, plan } = start({ state: input });
    expect(plan.request.state.get('users')).to.deep.equal({ version: 1 });
    send(started('users'), records('users', 'a'), checkpoint('users', 'x'), ended('users'));
    encoder.end(done);
    const states = record.messages().filter(({ type }) => type === 'STATE');
    expect(states[0]?.['value']).to.deep.equal(input);
    expect(states.at(-1)?.['value']).to.deep.equal({
      bookmarks: { gone: { any: ['thing'] }, users: state('x') },
    });
  });

  it('accepts the state of the Meltano store and writes what is inside', () => {
    const { record } = start({ state: { singer_state: { bookmarks: { users: {} } } } });
    expect(record.messages()).to.deep.equal([{ type: 'STATE', value: { bookmarks: { users: {} } } }]);
  });

  for (const nothing of [null, {}, { singer_state: {} }]) {
    it(`writes no first state for ${JSON.stringify(nothing)}`, () => {
      expect(start({ state: nothing }).record.lines).to.deep.equal([]);
    });
  }

  it('survives a state that is none, with a warning', () => {
    expect(start({ state: ['x'] }).plan.notices).to.have.length(1);
    expect(start({ state: { bookmarks: 'x' } }).plan.notices).to.have.length(1);
  });

  it('leaves out a state that says nothing new', () => {
    const { record, send } = start();
    send(started('users'), checkpoint('users', 'x'), checkpoint('users', 'x'), ended('users'));
    expect(types(record.messages())).to.deep.equal(['SCHEMA', 'STATE']);
  });

  it('ends with a state even if it says nothing new, for some targets forget one that a record follows', () => {
    const { record, send, encoder } = start();
    send(
      started('users'),
      checkpoint('users', 'x'),
      records('users', 'a'),
      checkpoint('users', 'x'),
      ended('users'),
    );
    encoder.end({ complete: false, stopped: true });
    expect(types(record.messages())).to.deep.equal(['SCHEMA', 'STATE', 'RECORD', 'STATE']);
  });

  it('holds a large state back until it is a small part of the output, or time has passed, or a stream ends', () => {
    const bookmarks = { big: 'x'.repeat(20_000) };
    const { record, send } = start({ state: { bookmarks } });
    send(started('users'), records('users', 'a'), checkpoint('users', 'x'));
    expect(types(record.messages())).to.deep.equal(['STATE', 'SCHEMA', 'RECORD']);
    send(records('users', 'y'.repeat(30_000)), checkpoint('users', 'y'));
    expect(types(record.messages()).at(-1)).to.equal('STATE');
    send(records('users', 'b'), checkpoint('users', 'z'));
    expect(types(record.messages()).at(-1)).to.equal('RECORD');
    record.time += 10_000;
    send(checkpoint('users', 'z'));
    expect(types(record.messages()).at(-1)).to.equal('STATE');
    send(records('users', 'c'), checkpoint('users', 'zz'), ended('users'));
    expect(at(record.messages().at(-1), 'value', 'bookmarks', 'users', 'cursor')).to.equal('zz');
  });

  it('fails with the reason of every stream that is not complete', () => {
    const { encoder, send } = start();
    send(started('users'), ended('report_meetings'), {
      type: 'stream-ended',
      stream: 'users',
      problem: { failureType: 'transient_error', message: 'Zoom gave up.\nTry again.' },
      stopped: false,
    });
    expect(encoder.end({ complete: false, stopped: false })).to.deep.equal({
      exitCode: 1,
      reason: 'Not complete: users: Zoom gave up. Try again.',
    });
  });

  it('counts records in deltas, every minute and at the end', () => {
    const { metrics, record, send } = start();
    send(started('users'), records('users', 'a', 'b'));
    record.time += 60_000;
    send(records('users', 'c'), records('users', 'd'), ended('users'));
    const counts = metrics.filter(({ metric }) => metric === 'record_count').map(({ value }) => value);
    expect(counts).to.deep.equal([3, 1]);
  });

  it('tells requests and durations from the summary', () => {
    const { metrics, send } = start();
    send({
      type: 'summary',
      summary: runSummary({
        streams: [
          streamSummary({ stream: 'users', requests: 3, seconds: 2 }),
          streamSummary({ stream: 'meetings', selected: false, requests: 4 }),
        ],
        seconds: 5,
      }),
    });
    expect(metrics.map(({ metric, value, tags }) => [metric, value, tags['stream']])).to.deep.equal([
      ['http_request_count', 3, 'users'],
      ['sync_duration', 2, 'users'],
      ['http_request_count', 4, 'meetings'],
      ['job_duration', 5, undefined],
    ]);
  });
});
