import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonValue } from '../../../src/json.js';
import { isJsonObject } from '../../../src/json.js';
import { protocols } from '../../support/protocols.js';
import { draws } from './form.js';
import type { Damage } from './mangle.js';
import { damaged, damages, pathsOf, replaced } from './mangle.js';
import type { StateStage } from './state-stage.js';
import { openStateStage } from './state-stage.js';
import { Tally } from './tally.js';

/** States that something has mangled: more is read than need be, or the run is refused; no row is lost. */

/**
 * What no program could notice is no damage: another watermark, no list of due partitions, or one without an entry. A
 * whole state is there to be forgotten, so everything above those may be replaced.
 */
function isNoticeable({ path, by }: Damage): boolean {
  const key = path.at(-1);
  if (path.includes('due')) return key === 'due' ? !isJsonObject(by) : by !== undefined;
  return key !== 'watermark' || typeof by !== 'string';
}

/** What is due is what a state promises least of, so these are tried always. */
function isWorst({ path, by }: Damage): boolean {
  const isDue = path.at(-1) === 'due' || path.at(-2) === 'due';
  return isDue && (by === undefined || by === null);
}

/** For each node of the state, each of these in its place. */
const substitutes: readonly (JsonValue | undefined)[] = [
  undefined,
  null,
  0,
  '',
  'x',
  true,
  [],
  { a: 1 },
  '7',
];

const anyProtocol: readonly string[] = ['null', '0', '"state"', '[]', '{}', '[null, 5, []]'];

/** Documents that are no states, or those of nobody, by protocol. */
const wholes: Readonly<Record<string, readonly string[]>> = {
  airbyte: [
    ...anyProtocol,
    '[{}]',
    '{"type":"STREAM"}',
    '[{"type":"STREAM","stream":null}]',
    '[{"type":"STREAM","stream":{"stream_descriptor":{"name":{}}}}]',
    '[{"type":"STREAM","stream":{"stream_descriptor":{"name":"users"},"stream_state":7}}]',
    '[{"type":"GLOBAL","global":{"stream_states":[null,5,{}]}}]',
    '{"type":"LEGACY","data":{"users":"2026-01-01"}}',
    '{"constructor":{},"__proto__":{"users":{}},"toString":"x"}',
    '{"users":{"cursor":"2026-11-22T00:00:00Z"}}',
  ],
  singer: [
    ...anyProtocol,
    '{"bookmarks":null}',
    '{"bookmarks":[]}',
    '{"bookmarks":{"users":null,"meetings":5,"groups":[]}}',
    '{"bookmarks":{"users":{"version":1}}}',
    '{"bookmarks":{"constructor":{},"__proto__":{"users":{}}}}',
    '{"value":{"bookmarks":{}}}',
    '{"type":"STATE","value":5}',
    '{"singer_state":"text"}',
    '{"currently_syncing":"users"}',
  ],
};

for (const protocol of protocols) {
  describe(`mangled states, ${protocol.name}`, function () {
    this.timeout(120_000);
    const tally = new Tally('states');
    let stage: StateStage;
    before(async () => {
      stage = await openStateStage(protocol);
    });
    after(() => stage.close());

    async function resume(text: string): Promise<'read' | 'refused'> {
      tally.count();
      return stage.resume(text);
    }

    it('goes on from the state as it was written', async () => {
      stage.expectCutShort();
      expect(await resume(JSON.stringify(stage.state))).to.equal('read');
    });

    it('loses nothing to a document of another kind', async () => {
      for (const text of wholes[protocol.name] ?? []) expect(await resume(text), text).to.equal('read');
    });

    it('loses nothing when one node is gone or of another kind', async () => {
      const all = pathsOf(stage.state).flatMap((path) => substitutes.map((by) => ({ path, by })));
      const some = all.filter(isNoticeable).filter((one, index) => isWorst(one) || index % 67 === 0);
      for (const { path, by } of some) {
        const text = JSON.stringify(replaced(stage.state, path, by) ?? null);
        expect(await resume(text), `${path.join('.')} = ${JSON.stringify(by)}`).to.equal('read');
      }
    });

    it('loses nothing to random damage', async () => {
      await fc.assert(
        fc.asyncProperty(damages(stage.state, isNoticeable), async (found) => {
          await resume(damaged(stage.state, found));
        }),
        draws('dear'),
      );
    });

    it('refuses a state that was cut off', async () => {
      const text = JSON.stringify(stage.state);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: text.length - 1 }), async (length) => {
          expect(await resume(text.slice(0, length))).to.equal('refused');
        }),
        draws('dear'),
      );
    });
  });
}
