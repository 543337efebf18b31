import { expect } from 'chai';
import { textOf } from '../../src/engine/records/fields.js';
import { differences, together } from '../support/comparisons.js';
import { protocols } from '../support/protocols.js';
import { expectEnds, onStage, read } from '../support/stage.js';

/** A message comes from its sender's list; whatever becomes of that list, the message comes, and once. */

const streams = ['chat_messages', 'chat_files'];
const account = { users: 16, pendingSenders: true };

for (const protocol of protocols) {
  describe(`messages whose sender cannot be asked, ${protocol.name}`, function () {
    this.timeout(30_000);

    it('pending senders: listed, without an id', async () => {
      await onStage(protocol, account, async (stage) => {
        const result = await read(stage, { streams });
        expectEnds(stage, result, { complete: streams, incomplete: [] });
        expect(differences(stage.simulator, result.rows, { streams })).to.deep.equal([]);
      });
    });

    for (const chatUsers of [1, 4, 8]) {
      it(`${chatUsers} senders whose lists are refused`, async () => {
        await onStage(protocol, { ...account, missing: { chatUsers } }, async (stage) => {
          const { simulator } = stage;
          const refused = new Set(simulator.account.users.slice(1, chatUsers + 1).map(({ email }) => email));
          const theirs = simulator
            .expected('chat_messages')
            .filter((row) => refused.has(textOf(row['sender'])));
          expect(theirs).not.to.have.length(0);
          const result = await read(stage, { streams });
          expectEnds(stage, result, { complete: streams, incomplete: [] });
          expect(differences(simulator, result.rows, { streams })).to.deep.equal([]);
          const asked = simulator.requests.filter(({ path }) => path.endsWith('/messages'));
          expect(asked.length, 'requests').to.be.below(2 * 14 * (1 + chatUsers));
        });
      });
    }

    it('a sender whose list fails: the message comes from a reader, and the list is due', async () => {
      await onStage(protocol, account, async (stage) => {
        const { simulator } = stage;
        const [, victim] = simulator.account.users;
        const match = new RegExp(`^/v2/chat/users/${victim?.id ?? ''}/messages`);
        simulator.setOptions({ faults: { rules: [{ match, status: 500 }] } });
        const first = await read(stage, { streams });
        expectEnds(stage, first, { complete: [], incomplete: streams });
        const alone = simulator.account.messages.filter(({ readerIds }) =>
          readerIds.every((id) => id === victim?.id),
        );
        const [found] = differences(simulator, first.rows, { streams: ['chat_messages'] });
        expect(found?.missing ?? 0).to.be.at.most(alone.length);
        expect(found?.doubled ?? 0).to.equal(0);
        simulator.setOptions({ faults: {}, missing: { chatUsers: 1 } });
        const second = await read(stage, { streams, state: first.state });
        expectEnds(stage, second, { complete: streams, incomplete: [] });
        const rows = together(first.rows, second.rows);
        expect(differences(simulator, rows, { streams, repeats: 'allowed' })).to.deep.equal([]);
      });
    });
  });
}
