import { expect } from 'chai';
import type { StreamDeclaration } from '../../src/engine/declaration.js';
import type { StreamName } from '../../src/streams/define-stream.js';
import { differences } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';
import { changed } from './declaration-faults.js';

/** A trap of the API, and the declaration of who falls into it. */
export interface Trap {
  readonly title: string;
  readonly stream: StreamName;
  /** Of the stream, or of `changes` where another one's rows show it. */
  readonly fall: (declaration: StreamDeclaration) => StreamDeclaration;
  readonly changes?: StreamName;
}

const now = Date.parse('2026-11-22T08:00:00Z');

/** Without some parameters, which then mean what Zoom says that they mean. */
export function withoutParameters(...names: readonly string[]): Trap['fall'] {
  const without = (query: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name)));
  return (declaration) => ({
    ...declaration,
    query: without(declaration.query),
    variants: uniqueVariants(declaration.variants.map(without)),
  });
}

function uniqueVariants(variants: StreamDeclaration['variants']): StreamDeclaration['variants'] {
  return [...new Map(variants.map((variant) => [JSON.stringify(variant), variant])).values()];
}

/** With windows of another shape. */
export function withWindow(change: Partial<NonNullable<StreamDeclaration['window']>>): Trap['fall'] {
  return (declaration) => ({
    ...declaration,
    window: declaration.window === null ? null : { ...declaration.window, ...change },
  });
}

/** Each trap must make a difference to the answer key, and the declaration as it is must make none. */
export function describeTraps(product: string, traps: readonly Trap[]): void {
  describe(`traps of ${product}`, function () {
    this.timeout(60_000);

    it('none of its streams falls into one as it is declared', async () => {
      const streams = [...new Set(traps.map(({ stream }) => stream))];
      await withSimulator({ users: 10, now: () => now }, async (simulator) => {
        const { rows, outcome } = await runEngine({ simulator, streams, now });
        expect(outcome.complete).to.equal(true);
        expect(differences(simulator, rows, { streams })).to.deep.equal([]);
      });
    });

    for (const { title, stream, fall, changes = stream } of traps) {
      it(`${stream}: ${title}`, async () => {
        await withSimulator({ users: 10, now: () => now }, async (simulator) => {
          const run = await runEngine({ simulator, streams: [stream], now, ...changed(changes, fall) });
          expect(differences(simulator, run.rows, { streams: [stream] })).to.have.length(1);
        });
      });
    }
  });
}
