import { expect } from 'chai';
import { firstAfter, isAmong } from '../../../../src/engine/state/partition-order.js';

const sorted = ['A', 'B', 'a', 'b', 'é'].map((id) => ({ id }));

describe('partition order', () => {
  it('finds the first id that is greater, by code unit', () => {
    const found = ['', 'A', 'AA', 'Z', 'b', 'é', '\uffff'].map((id) => firstAfter(id, sorted));
    expect(found).to.deep.equal([0, 1, 1, 2, 4, 5, 5]);
  });

  it('knows what is in the list', () => {
    for (const { id } of sorted) expect(isAmong(id, sorted), id).to.equal(true);
    for (const id of ['', 'C', 'aa', '\uffff']) expect(isAmong(id, sorted), id).to.equal(false);
  });

  it('says nothing of an empty list', () => {
    expect(firstAfter('a', [])).to.equal(0);
    expect(isAmong('a', [])).to.equal(false);
  });
});
