import { expect } from 'chai';
import { withoutEcho } from '../../../../src/engine/records/fields.js';
import { momentAdder } from '../../../../src/engine/records/moments.js';
import { requestStamp } from '../../../../src/engine/records/request-fields.js';
import { toyStream } from '../../../support/toy-streams.js';

const plain = toyStream({ name: 'rows', path: '/rows' }).declaration;

describe('fields that rows get from their request', () => {
  const stamped = {
    ...plain,
    fromRequest: {
      kind: { parameter: 'type', absent: 'general' },
      period_start: { parameter: 'from', absent: null },
    },
  };

  it('tell what was asked for, and leave alone what the row says itself', () => {
    const stamp = requestStamp(stamped, { type: 'past', from: '2026-01-01' });
    expect(stamp?.({ id: '1' })).to.deep.equal({ id: '1', kind: 'past', period_start: '2026-01-01' });
    expect(stamp?.({ id: '2', kind: 'own' })).to.deep.equal({
      id: '2',
      kind: 'own',
      period_start: '2026-01-01',
    });
  });

  it('have a word for a parameter that is left out, where they are declared to', () => {
    expect(requestStamp(stamped, {})?.({ id: '1' })).to.deep.equal({ id: '1', kind: 'general' });
    expect(requestStamp(plain, { type: 'past' })).to.equal(null);
  });
});

describe('moments', () => {
  const add = momentAdder({
    ...plain,
    moments: {
      sent_at: { field: 'timestamp', unit: 'milliseconds' },
      ended_at: { field: 'end', unit: 'seconds' },
    },
  });

  it('are date-times beside the counts that they are made of', () => {
    expect(add?.({ timestamp: 1_750_000_000_123, end: '1750000000' })).to.deep.equal({
      timestamp: 1_750_000_000_123,
      end: '1750000000',
      sent_at: '2025-06-15T15:06:40.123Z',
      ended_at: '2025-06-15T15:06:40.000Z',
    });
  });

  it('are null where there is no count, or none that is a time', () => {
    for (const odd of [null, '', 0, -1, 'soon', 9e18, 1e300]) {
      expect(add?.({ timestamp: odd, end: odd }), String(odd)).to.include({ sent_at: null, ended_at: null });
    }
  });
});

describe('fields of parents that the row has as well', () => {
  const added = { call_id: '7', topic: 'theirs' };

  it('are not kept where they repeat, as number or as text', () => {
    const record = { id: 'a', extra_fields: { call_id: 7, topic: 'theirs' } };
    expect(withoutEcho(record, added)).to.deep.equal({ id: 'a' });
  });

  it('are kept where they say otherwise, as all is that no parent has', () => {
    const record = { id: 'a', extra_fields: { call_id: '7', topic: 'mine', more: null } };
    expect(withoutEcho(record, added)).to.deep.equal({
      id: 'a',
      extra_fields: { topic: 'mine', more: null },
    });
  });

  it('cost no copy where there are none', () => {
    for (const record of [{ id: 'a' }, { id: 'a', extra_fields: null }, { extra_fields: { topic: 'mine' } }])
      expect(withoutEcho(record, added)).to.equal(record);
  });
});
