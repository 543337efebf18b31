import { expect } from 'chai';
import { answer, world } from './support.js';

const row = (id: string) => ({ id });

describe('page reader: where the next page is', () => {
  it('pages by number where a reply has pages and no token', async () => {
    const { read, asked } = world((_request, index) =>
      answer(200, { page_count: 3, page_number: index + 1, users: [row(`${index}a`), row(`${index}b`)] }),
    );
    expect(await read()).to.have.length(6);
    expect(asked.map((url) => url.split('page_size=2')[1])).to.deep.equal([
      '',
      '&page_number=2',
      '&page_number=3',
    ]);
  });

  it('does not start to count pages after the last token', async () => {
    const pages = [
      { page_count: 9, page_number: 1, next_page_token: 'a', users: [row('1'), row('2')] },
      { page_count: 9, page_number: 1, users: [row('3'), row('4')] },
    ];
    const { read, asked } = world((_request, index) => answer(200, pages[index]));
    expect(await read()).to.have.length(4);
    expect(asked).to.have.length(2);
  });

  it('tries the next number when an empty token contradicts the page count', async () => {
    const pages = [
      { page_count: 2, page_number: 1, next_page_token: '', users: [row('1'), row('2')] },
      { page_count: 2, page_number: 2, next_page_token: '', users: [row('3')] },
    ];
    expect(await world((_request, index) => answer(200, pages[index])).read()).to.have.length(3);
    const same = world(() => answer(200, pages[0]));
    expect(await same.read()).to.have.length(2);
    expect(same.asked).to.have.length(2);
  });

  it('fails loudly when a token comes again', async () => {
    const { failure } = world((_request, index) =>
      answer(200, { next_page_token: 'same', users: [row(String(index))] }),
    );
    expect(await failure()).to.include({ verdict: 'fail-item', reason: 'page repeats' });
  });

  it('fails loudly when a full page comes again under a new token', async () => {
    const { failure } = world((_request, index) =>
      answer(200, { next_page_token: `t${index}`, users: [row('1'), row('2')] }),
    );
    expect(await failure()).to.include({ verdict: 'fail-item', reason: 'page repeats' });
  });

  it('fails loudly when a short page comes again and again, whatever leads to it', async () => {
    for (const more of [
      (index: number) => ({ next_page_token: `t${index}` }),
      () => ({ page_count: 1_000_000, page_number: 1 }),
    ]) {
      const { failure, asked } = world((_request, index) =>
        answer(200, { users: [row('1')], ...more(index) }),
      );
      expect(await failure()).to.include({ verdict: 'fail-item', reason: 'page repeats' });
      expect(asked.length).to.be.lessThan(20);
    }
  });

  it('reads short pages that look the same a few times', async () => {
    const names = ['1', '1', '1', '2', '2', '3', '3', '3', '3', '3', '3', '3', '1'];
    const { read } = world((_request, index) =>
      answer(200, {
        users: [row(names[index] ?? '')],
        next_page_token: index + 1 < names.length ? `t${index}` : '',
      }),
    );
    expect(await read()).to.deep.equal(names.map(row));
  });

  it('fails loudly when page 2 by number is page 1 again', async () => {
    const { failure } = world(() =>
      answer(200, { page_count: 2, page_number: 1, users: [row('1'), row('2')] }),
    );
    expect(await failure()).to.include({ verdict: 'fail-item', reason: 'page repeats' });
  });
});
