import { expect } from 'chai';
import { Gate } from '../../../src/engine/gate.js';
import { readError } from '../../support/toy-errors.js';

const refusal = readError('stream-unavailable');
const unsure = { certain: false };

describe('Gate', () => {
  it('settles at once what nobody was refused', () => {
    let settled = false;
    new Gate().whenDecided(() => {
      settled = true;
    });
    expect(settled).to.equal(true);
  });

  it('holds the refused back until somebody is served, and then counts them as read', () => {
    const gate = new Gate();
    const settled: string[] = [];
    gate.refuse(refusal, unsure);
    gate.whenDecided(() => settled.push('ann'));
    gate.whenDecided(() => settled.push('bob'));
    expect(settled).to.deep.equal([]);
    expect(gate.verdict).to.equal(refusal);
    gate.answer();
    expect(settled).to.deep.equal(['ann', 'bob']);
    expect(gate.verdict).to.equal(null);
    gate.whenDecided(() => settled.push('cat'));
    expect(settled).to.include('cat');
  });

  it('settles each of the held once', () => {
    const gate = new Gate();
    let count = 0;
    gate.refuse(refusal, unsure);
    gate.whenDecided(() => {
      count += 1;
    });
    gate.release();
    gate.release();
    gate.answer();
    expect(count).to.equal(1);
  });

  it('gives the first refusal as the verdict where nobody was served', () => {
    const gate = new Gate();
    gate.refuse(refusal, unsure);
    gate.refuse(readError('missing-scope'), unsure);
    expect(gate.verdict).to.equal(refusal);
  });

  it('stays open for a few refusals and closes after many in a row', () => {
    const gate = new Gate();
    for (let count = 0; count < 24; count += 1) gate.refuse(refusal, unsure);
    expect(gate.closed).to.equal(null);
    gate.refuse(refusal, unsure);
    expect(gate.closed).to.equal(refusal);
  });

  it('closes at the first refusal that the scopes of the token confirm', () => {
    const gate = new Gate();
    gate.refuse(refusal, { certain: true });
    expect(gate.closed).to.equal(refusal);
  });

  it('is never closed by refusals once somebody was served', () => {
    const gate = new Gate();
    gate.answer();
    for (let count = 0; count < 100; count += 1) gate.refuse(refusal, { certain: true });
    expect(gate.closed).to.equal(null);
    expect(gate.verdict).to.equal(null);
  });

  it('remembers what closed it first', () => {
    const gate = new Gate();
    const first = readError('stop-label');
    gate.close(first);
    gate.close(readError('fail-stream'));
    expect(gate.closed).to.equal(first);
  });
});
