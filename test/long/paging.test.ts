import { expect } from 'chai';
import type { SimulatorOptions } from '../simulator/index.js';
import { differences } from '../support/comparisons.js';
import { usualStreams } from '../support/products.js';
import { protocols } from '../support/protocols.js';
import { expectEnds, onStage, read } from '../support/stage.js';

/** However a list is framed, its rows come to the last one. */

const streams = usualStreams;

const frames: readonly { readonly title: string; readonly options: Partial<SimulatorOptions> }[] = [
  { title: 'a page without rows after each page', options: { emptyPages: 'between' } },
  { title: 'pages by number, as text', options: { numbersAsText: true, numbersOnly: true } },
];

for (const protocol of protocols) {
  describe(`paging, ${protocol.name}`, function () {
    this.timeout(60_000);
    const account = { users: 6, pageSizeCap: 2 };

    for (const { title, options } of frames) {
      it(`${title}: every row of every stream`, async () => {
        await onStage(protocol, { ...account, ...options }, async (stage) => {
          const result = await read(stage, { streams });
          expectEnds(stage, result, { complete: streams, incomplete: [] });
          expect(differences(stage.simulator, result.rows, { streams })).to.deep.equal([]);
        });
      });
    }

    it('a list that never ends is given up, which is a failure and stays due', async () => {
      await onStage(protocol, { ...account, emptyPages: 'for-ever' }, async (stage) => {
        const result = await read(stage, { streams: ['channels', 'tracking_fields'] });
        expectEnds(stage, result, { complete: ['tracking_fields'], incomplete: ['channels'] });
        const asked = stage.simulator.requests.filter(({ path }) => path === '/v2/chat/channels');
        expect(asked.length).to.be.within(10, 30);
      });
    });
  });
}
