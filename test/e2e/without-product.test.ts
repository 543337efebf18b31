import { expect } from 'chai';
import type { StreamDeclaration } from '../../src/engine/declaration.js';
import type { Product } from '../../src/streams/define-product.js';
import { products } from '../../src/streams/index.js';
import { standard } from '../simulator/derived/products.js';
import { logsOf } from '../support/delivery.js';
import { protocols } from '../support/protocols.js';
import { expectEnds, onStage, read } from '../support/stage.js';

/** An account without a product: one refused request for each of its lists, one line for each, and complete. */

/** What the simulator can do without: the documentation says what such an account is told. */
const refused = new Set(
  [...standard.endpoints.values()]
    .filter(({ refusal }) => refusal !== undefined)
    .map(({ product }) => product),
);

/** The account's own lists, and what hangs under them alone. */
function reachedByLists({ streams }: Product): readonly StreamDeclaration[] {
  const own = new Map(streams.map((stream) => [stream.name, stream]));
  const isReached = ({ parents }: StreamDeclaration): boolean =>
    parents.every(({ stream }) => {
      const parent = own.get(stream);
      return parent !== undefined && isReached(parent);
    });
  return streams.filter(isReached);
}

for (const protocol of protocols.filter(({ name }) => name === 'airbyte')) {
  describe('an account without a product', function () {
    this.timeout(60_000);

    for (const product of products.filter(({ name }) => refused.has(name))) {
      it(`asks once for each list of ${product.title}, says so once, and is complete`, async () => {
        const reached = reachedByLists(product);
        const streams = reached.map(({ name }) => name);
        expect(streams).not.to.be.empty;
        await onStage(protocol, { missing: { products: [product.name] } }, async (stage) => {
          const result = await read(stage, { streams, config: { start_date: '2026-10-01T00:00:00Z' } });
          expectEnds(stage, result, { complete: streams, incomplete: [] });
          expect([...result.rows.keys()]).to.deep.equal([]);
          const warnings = logsOf(result, 'WARN');
          for (const { name, parents, request } of reached) {
            const asked = stage.simulator.requests.filter(
              ({ route }) => route.replace('{accountId}', 'me') === request.path,
            );
            const lists = reached.filter((one) => one.parents.length === 0);
            const same = lists.filter((one) => one.request.path === request.path);
            expect(asked, name).to.have.length(same.length);
            const said = warnings.filter((line) => line.startsWith(`${name}:`));
            expect(said, `warnings of ${name}`).to.have.length(parents.length === 0 ? 1 : 0);
          }
        });
      });
    }
  });
}
