import { expect } from 'chai';
import { Gate } from '../../../../src/engine/visit/gate.js';
import { readError } from '../../../support/toy-errors.js';

const ofAccount = readError('stream-unavailable');
const noScope = readError('unauthorized');
const ofOne = readError('refuse-partition');
const asked = { wasAsked: true };

describe('Gate', () => {
  it('settles at once what nobody was refused', () => {
    let settled = false;
    new Gate().whenDecided(() => {
      settled = true;
    }, asked);
    expect(settled).to.equal(true);
  });

  it('holds back those who lack a permission until somebody is served, and then counts them as read', () => {
    const gate = new Gate();
    const settled: string[] = [];
    gate.refuse(noScope);
    gate.whenDecided(() => settled.push('ann'), asked);
    gate.whenDecided(() => settled.push('bob'), asked);
    expect(settled).to.deep.equal([]);
    expect(gate.verdict).to.equal(noScope);
    gate.answer();
    expect(settled).to.deep.equal(['ann', 'bob']);
    expect(gate.verdict).to.equal(null);
    gate.whenDecided(() => settled.push('cat'), asked);
    expect(settled).to.include('cat');
  });

  it('settles each of the held once', () => {
    const gate = new Gate();
    let count = 0;
    gate.refuse(noScope);
    gate.whenDecided(() => {
      count += 1;
    }, asked);
    gate.release();
    gate.release();
    gate.answer();
    expect(count).to.equal(1);
  });

  it('gives the first refusal as the verdict where nobody was served, and before it one of the account', () => {
    const gate = new Gate();
    gate.refuse(noScope);
    gate.refuse(readError('unauthorized'));
    expect(gate.verdict).to.equal(noScope);
    gate.refuse(ofAccount);
    expect(gate.verdict).to.equal(ofAccount);
    expect(gate.refusals).to.equal(3);
  });

  it('stays open however many are refused, each by himself', () => {
    const gate = new Gate();
    for (let count = 0; count < 10_000; count += 1) {
      if (count % 2 === 0) gate.refuse(noScope);
      else gate.refuseOne(ofOne);
    }
    expect(gate.closed).to.equal(null);
  });

  it('holds nobody back who has no licence, and remembers that all were refused', () => {
    const gate = new Gate();
    let settled = 0;
    gate.refuseOne(ofOne);
    gate.whenDecided(() => (settled += 1), asked);
    expect(settled).to.equal(1);
    expect(gate.refusedEach).to.equal(ofOne);
    expect(gate.hasRefused).to.equal(true);
    gate.answer();
    expect(gate.refusedEach).to.equal(null);
    expect(gate.hasRefused).to.equal(false);
  });

  it('closes at the first refusal of the account', () => {
    const gate = new Gate();
    gate.refuse(ofAccount);
    expect(gate.closed).to.equal(ofAccount);
  });

  it('opens again where somebody is served all the same, and takes nobody for read who was not asked', () => {
    const gate = new Gate();
    const settled: string[] = [];
    gate.refuse(ofAccount);
    gate.whenDecided(() => settled.push('refused'), asked);
    gate.whenDecided(() => settled.push('not asked'), { wasAsked: false });
    gate.answer();
    gate.whenDecided(() => settled.push('not asked either'), { wasAsked: false });
    expect(gate.closed).to.equal(null);
    expect(settled).to.deep.equal(['refused']);
  });

  it('is never closed by refusals once somebody was served', () => {
    const gate = new Gate();
    gate.answer();
    for (let count = 0; count < 100; count += 1) gate.refuse(ofAccount);
    expect(gate.closed).to.equal(null);
    expect(gate.verdict).to.equal(null);
  });

  it('remembers what closed it first, answers or not', () => {
    const gate = new Gate();
    const first = readError('stop-label');
    gate.close(first);
    gate.close(readError('fail-stream'));
    gate.answer();
    expect(gate.closed).to.equal(first);
  });
});
