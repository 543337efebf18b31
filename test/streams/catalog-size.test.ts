import { expect } from 'chai';
import { offlineCatalog } from '../../src/offline-catalog.js';
import { catalogLine } from '../../src/protocols/airbyte/catalog.js';
import { catalogText } from '../../src/protocols/singer/catalog.js';
import { products } from '../../src/streams/index.js';

/** Orchestrators hold the catalog in memory, keep it in their databases and hand it to every run. */
const bound = 3_000_000;

describe('the catalog of everything that is on offer', () => {
  const names = products.map(({ name }) => name);
  const catalog = offlineCatalog({ products: names, streams: [], includeSecrets: true });

  for (const [protocol, write] of [
    ['Airbyte', catalogLine],
    ['Singer', catalogText],
  ] as const) {
    it(`has less than three megabytes in ${protocol}'s form`, () => {
      expect(catalog.length).to.equal(products.flatMap(({ streams }) => streams).length);
      expect(Buffer.byteLength(write(catalog))).to.be.lessThan(bound);
    });
  }
});
