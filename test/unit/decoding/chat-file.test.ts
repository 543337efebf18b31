import { expect } from 'chai';
import { rowsOf } from './support.js';

const forms: readonly (readonly [what: string, file: string, rows: readonly unknown[]])[] = [
  ['of a cloud recording', '00:01:02\tAnna Berg:\tHello: you', [['Anna Berg', null, 'Hello: you']]],
  ['to one person', '00:01:02\tAnna to Max (Direct Message):\tHi', [['Anna', 'Max (Direct Message)', 'Hi']]],
  ['of somebody whose name has a to in it', '00:01:02\tBorn to Run:\tHi', [['Born to Run', null, 'Hi']]],
  ['of a program', '00:01:02\t From  Anna Berg : Hello', [['Anna Berg', null, 'Hello']]],
  [
    'of a program, with whom it is for',
    '00:01:02 From Anna to Everyone: Hello',
    [['Anna', 'Everyone', 'Hello']],
  ],
  [
    'of a newer program',
    '00:01:02 From Anna to Everyone:\n\tHello\n\tthere',
    [['Anna', 'Everyone', 'Hello\nthere']],
  ],
  ['with a date', '2026-11-01 00:01:02 From Anna to Everyone:\n\tHello', [['Anna', 'Everyone', 'Hello']]],
  ['without a name', '00:01:02\tHello', [[null, null, 'Hello']]],
];

describe('messages of a saved chat', () => {
  for (const [what, file, expected] of forms) {
    it(`come out of a line ${what}`, async () => {
      const rows = await rowsOf('chat messages', `${file}\r\n`);
      if (typeof rows === 'string') throw new Error(rows);
      expect(rows.map((row) => [row['sender'], row['receiver'], row['text']])).to.deep.equal(expected);
      expect(rows.map((row) => row['time_ms'])).to.deep.equal([62_000]);
    });
  }

  it('keep words that stand before the first time', async () => {
    const rows = await rowsOf('chat messages', 'Chat of Monday\n00:00:01\tA:\tHi\n');
    if (typeof rows === 'string') throw new Error(rows);
    expect(rows.map((row) => row['text'])).to.deep.equal(['Chat of Monday', 'Hi']);
  });

  it('come out at once of a line that has no end', async () => {
    for (const part of [' to ', 'From ', '<', ': ']) {
      const line = `00:01:02 From a${part.repeat(500_000)}`;
      expect(await rowsOf('chat messages', line)).to.have.length(1);
    }
  });

  it('are none in what is no text', async () => {
    expect(await rowsOf('chat messages', Buffer.from([0, 1, 2, 0, 3, 0, 0]))).to.equal(
      'unreadable: it is no text',
    );
  });

  it('are none in an empty file, which is no fault', async () => {
    expect(await rowsOf('chat messages', '')).to.deep.equal([]);
  });
});
