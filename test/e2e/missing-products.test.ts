import { expect } from 'chai';
import type { StreamDeclaration } from '../../src/engine/declaration.js';
import type { Product } from '../../src/streams/define-product.js';
import { products } from '../../src/streams/index.js';
import type { RequestLogEntry } from '../simulator/index.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';

/** Who selects a product that the account lacks is told so once, for one refused request a list, and is complete. */

const now = Date.parse('2026-11-22T08:00:00Z');

function isOwn({ streams }: Product, { route }: RequestLogEntry): boolean {
  return streams.some(({ request: { path } }) => shapeOf(path) === shapeOf(route));
}

function shapeOf(path: string): string {
  return (path.split('?')[0] ?? '').replaceAll(/\{[^}]*\}/g, '{}');
}

/** Lists that hang on no other list of the product; of those that are asked user by user some are tried. */
function mostRefused({ streams }: Product, users: number): number {
  const own = new Set(streams.map(({ name }) => name));
  const roots = streams.filter(({ parents }) => !parents.some(({ stream }) => own.has(stream)));
  return roots.reduce((sum, root) => sum + starts(root) * (root.parents.length === 0 ? 1 : users), 0);
}

/** The dates may be looked at first, and then the edge of what is kept is found before anything else. */
function starts({ retention }: StreamDeclaration): number {
  return retention === null ? 1 : 3;
}

describe('an account without a product', function () {
  this.timeout(60_000);

  for (const product of products.filter(({ isOptIn }) => isOptIn)) {
    it(`${product.name}: is complete after one refusal a list`, async () => {
      const account = { users: 4, now: () => now, missing: { products: [product.name] } };
      await withSimulator(account, async (simulator) => {
        const streams = product.streams.map(({ name }) => name);
        const { outcome, rows, summary } = await runEngine({ simulator, streams, now });
        expect(summary?.streams.filter(({ status }) => status !== 'complete') ?? []).to.deep.equal([]);
        expect(outcome.complete).to.equal(true);
        const asked = simulator.requests.filter((entry) => isOwn(product, entry));
        const refused = asked.filter(({ status }) => status !== 200);
        expect(refused.length, 'refused requests').to.be.within(
          1,
          mostRefused(product, simulator.account.users.length),
        );
        expect(asked, 'nothing is asked besides').to.have.length(refused.length);
        expect([...rows.keys()].filter((stream) => streams.includes(stream))).to.deep.equal([]);
      });
    });
  }
});
