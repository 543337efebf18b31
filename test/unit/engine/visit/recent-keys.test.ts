import { expect } from 'chai';
import { RecentKeys } from '../../../../src/engine/visit/recent-keys.js';

const dated = { isDated: true };
const undated = { isDated: false };

describe('RecentKeys', () => {
  it('knows a row that came before in the same window', () => {
    const keys = new RecentKeys();
    expect([keys.add('a', dated), keys.add('b', dated), keys.add('a', dated)]).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it('forgets dated rows with their window, so that memory does not grow with the history', () => {
    const keys = new RecentKeys();
    keys.add('a', dated);
    keys.rotate();
    expect(keys.add('a', dated)).to.equal(true);
  });

  it('remembers rows without a date, which come with every window', () => {
    const keys = new RecentKeys();
    keys.add('a', undated);
    keys.rotate();
    expect(keys.add('a', undated)).to.equal(false);
  });
});
