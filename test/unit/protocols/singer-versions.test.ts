import { expect } from 'chai';
import type { SyncEvent } from '../../../src/engine/events.js';
import type { SingerPlan } from '../../../src/protocols/singer/encode.js';
import { singer } from '../../../src/protocols/singer/encode.js';
import { offered, recorder, state } from './support.js';

const full = '2026-11-22T08:00:00Z';

const fullPass: readonly SyncEvent[] = [
  { type: 'stream-started', stream: 'users', full },
  { type: 'records', stream: 'users', records: [{ id: 'a' }], added: {} },
  { type: 'stream-replaced', stream: 'users' },
  { type: 'checkpoint', stream: 'users', state: state('x', { full }), recordCount: 1 },
  { type: 'stream-ended', stream: 'users', problem: null, stopped: false },
];

function messagesOf(events: readonly SyncEvent[], versions: SingerPlan['versions']) {
  const record = recorder();
  const plan = { ...singer.plan({ catalog: undefined, state: undefined, offered }), versions };
  const encoder = singer.createEncoder(plan, { ...record.edges, metric: () => undefined });
  encoder.begin();
  for (const event of events) encoder.encode(event);
  encoder.end({ complete: true, stopped: false });
  return record.messages();
}

const types = (messages: readonly Record<string, unknown>[]): unknown[] => messages.map(({ type }) => type);

describe('singer versions', () => {
  it('are the begin of the full pass, in each record and in the message that activates it', () => {
    const messages = messagesOf(fullPass, 'sent');
    const version = Date.parse(full);
    expect(messages.find(({ type }) => type === 'RECORD')).to.deep.equal({
      type: 'RECORD',
      stream: 'users',
      version,
      record: { id: 'a' },
      time_extracted: '2026-11-22T08:00:00.000Z',
    });
    expect(messages.find(({ type }) => type === 'ACTIVATE_VERSION')).to.deep.equal({
      type: 'ACTIVATE_VERSION',
      stream: 'users',
      version,
    });
  });

  it('are activated after the last record, and before the state that calls the pass closed', () => {
    expect(types(messagesOf(fullPass, 'sent'))).to.deep.equal([
      ...['SCHEMA', 'RECORD', 'ACTIVATE_VERSION', 'STATE'],
    ]);
  });

  it('are left out unless they are asked for', () => {
    const messages = messagesOf(fullPass, 'left out');
    expect(types(messages)).to.deep.equal(['SCHEMA', 'RECORD', 'STATE']);
    expect(messages[1]).not.to.have.property('version');
  });

  it('stay in the records of a pass that replaces nothing', () => {
    const incremental = fullPass.filter(({ type }) => type !== 'stream-replaced');
    const messages = messagesOf(incremental, 'sent');
    expect(types(messages)).to.deep.equal(['SCHEMA', 'RECORD', 'STATE']);
    expect(messages[1]).to.have.property('version', Date.parse(full));
  });

  it('are not made up where the state knows of no full pass', () => {
    const unknown: SyncEvent = { type: 'stream-started', stream: 'users', full: null };
    const messages = messagesOf([unknown, ...fullPass.slice(1)], 'sent');
    expect(types(messages)).to.deep.equal(['SCHEMA', 'RECORD', 'STATE']);
    expect(messages[1]).not.to.have.property('version');
  });

  it('are activated for a stream that turned out empty', () => {
    const empty = fullPass.filter(({ type }) => type !== 'records');
    expect(types(messagesOf(empty, 'sent'))).to.deep.equal(['SCHEMA', 'ACTIVATE_VERSION', 'STATE']);
  });

  it('ends with a state even where an activation comes last', () => {
    const [started, records, replaced, checkpoint] = fullPass;
    const events = [started, checkpoint, records, replaced].filter((event) => event !== undefined);
    expect(types(messagesOf(events, 'sent')).at(-1)).to.equal('STATE');
  });
});
