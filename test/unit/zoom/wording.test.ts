import { expect } from 'chai';
import { zoomWording } from '../../../src/zoom/wording.js';

const { access, roads } = zoomWording;

describe('zoomWording', () => {
  it('names the first strangers, and counts the others', () => {
    const names = Array.from({ length: 22 }, (_, index) => `n${index}@example.com`);
    expect(roads('past_meetings_from').strangers('history', names.slice(0, 20))).to.match(
      /^history names 20 .*: .*n19@example\.com\.$/,
    );
    expect(roads('past_meetings_from').strangers('history', names)).to.match(
      /names 22 .*n19@example\.com and 2 more\.$/,
    );
  });

  it('adds to a refusal the scopes that it does not name, and what it cost to hear it of many', () => {
    const refused = { scopes: ['a:read', 'b:read'], refusals: 1, requests: 3 };
    expect(access.unauthorized({ ...refused, answer: 'Add a:read.' })).to.equal(
      'Add a:read. Scopes: b:read.',
    );
    expect(access.unauthorized({ ...refused, answer: 'Add a:read or b:read.' })).to.equal(
      'Add a:read or b:read.',
    );
    expect(access.unauthorized({ ...refused, answer: 'No.', scopes: [], refusals: 2 })).to.equal(
      'No. Zoom said so of each of the 2 that were asked for (3 requests).',
    );
  });
});
