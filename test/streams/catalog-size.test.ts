import { expect } from 'chai';
import { offlineCatalog } from '../../src/offline-catalog.js';
import { catalogLine } from '../../src/protocols/airbyte/catalog.js';
import { catalogText } from '../../src/protocols/singer/catalog.js';
import { loadSettings } from '../../src/config/load.js';
import { streamDeclarations } from '../../src/streams/index.js';
import { everyProduct } from '../support/products.js';

/** Orchestrators hold the catalog in memory, keep it in their databases and hand it to every run. */
const bound = 3_000_000;

describe('the catalog of everything that is on offer', () => {
  const credentials = { account_id: 'a', client_id: 'b', client_secret: 'c' };
  const catalog = offlineCatalog(loadSettings({ ...credentials, ...everyProduct, include_secrets: true }));

  for (const [protocol, write] of [
    ['Airbyte', catalogLine],
    ['Singer', catalogText],
  ] as const) {
    it(`has less than three megabytes in ${protocol}'s form`, () => {
      expect(catalog).to.have.lengthOf(streamDeclarations.length);
      expect(Buffer.byteLength(write(catalog))).to.be.lessThan(bound);
    });
  }
});
