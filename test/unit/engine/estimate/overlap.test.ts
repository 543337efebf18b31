import { expect } from 'chai';
import type { Item } from '../../../../src/engine/estimate/items.js';
import { join, weightOf } from '../../../../src/engine/estimate/overlap.js';

function items(home: string, keys: string, weight = 1): readonly Item[] {
  return Array.from(keys, (key) => ({ key, home, values: {}, added: {}, at: 0, weight }));
}

describe('what several roads lead to', () => {
  it('is counted once where all of the first is known', () => {
    const {
      items: all,
      fresh,
      isGuessed,
    } = join([
      { items: items('ann', 'abc'), whole: new Set(['ann']) },
      { items: items('ann', 'bcd'), whole: null },
    ]);
    expect(weightOf(all)).to.equal(4);
    expect(fresh).to.deep.equal([1, 3]);
    expect(isGuessed).to.equal(false);
  });

  it('is new in the same part where nothing is known of the first', () => {
    // Of Ann's two one is new; so are ten of the twenty that stand for all.
    const { items: all } = join([
      { items: items('ann', 'ab'), whole: new Set(['ann']) },
      { items: [...items('ann', 'bc', 5), ...items('bob', 'xy', 5)], whole: new Set() },
    ]);
    expect(weightOf(all)).to.equal(2 + 10);
  });

  it('is a guess where no partition shows both', () => {
    const { items: all, isGuessed } = join([
      { items: items('ann', 'ab'), whole: new Set(['ann']) },
      { items: items('bob', 'ab'), whole: new Set() },
    ]);
    expect(weightOf(all)).to.equal(4);
    expect(isGuessed).to.equal(true);
  });

  it('is of each partition by itself', () => {
    const ways = [
      { items: items('ann', 'a'), whole: null },
      { items: items('bob', 'a'), whole: null },
    ];
    expect(weightOf(join(ways).items)).to.equal(2);
  });
});
