import { expect } from 'chai';
import fc from 'fast-check';
import { partitionKey, storedKey, storedWatermark } from '../../../../src/engine/plan/partition-key.js';

/** Ids that share beginnings, with characters from both sides of the tilde. */
const id = fc
  .array(fc.constantFrom('a', 'b', '~', '}', '"', 'ü', '\u0000', 'x'.repeat(20), '\ud83d'), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

describe('the key of a partition', () => {
  it('is the id itself where that is short and plain', () => {
    for (const plain of ['KDcuGIm1QgePTO8WbOqwIQ', 'jo.doe+zoom@example.com', '__proto__', 'a b']) {
      expect(partitionKey(plain)).to.equal(plain);
    }
  });

  it('has a bounded length in bytes, whatever the id, and is read again as what it is', () => {
    fc.assert(
      fc.property(fc.oneof(id, fc.string({ unit: 'binary', maxLength: 400 })), (any) => {
        const key = partitionKey(any);
        expect(Buffer.byteLength(JSON.stringify(key))).to.be.at.most(50);
        expect(storedKey(key)).to.equal(key);
        expect(storedWatermark(key)).to.equal(key);
      }),
    );
  });

  it('tells ids apart that differ only where they are cut, or in half a character', () => {
    const long = 'a'.repeat(200);
    const ids = [`${long}1`, `${long}2`, `${long}\ud83d`, `${long}\ud83e`, 'ü', 'ö', '@account', '~', '"'];
    expect(new Set([...ids.map(partitionKey), '@account'])).to.have.lengthOf(ids.length + 1);
  });

  it('never lies below the watermark of an earlier version whose ids it did not reach', () => {
    fc.assert(
      fc.property(id, id, (one, watermark) => {
        if (partitionKey(one) <= storedWatermark(watermark)) expect(one <= watermark).to.equal(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
