import { expect } from 'chai';
import { answer, usersShape, world } from './support.js';

const row = (id: string) => ({ id });

describe('page reader: the end of a list', () => {
  it('reads on after pages without rows, whatever they look like', async () => {
    const pages = [
      { next_page_token: 'a', users: [row('1'), row('2')] },
      { next_page_token: 'b', users: [] },
      { next_page_token: 'c' },
      { next_page_token: 4, users: null },
      { next_page_token: null, users: [row('3')] },
    ];
    const { read, asked } = world((_request, index) => answer(200, pages[index]));
    expect(await read()).to.deep.equal(['1', '2', '3'].map(row));
    expect(asked.at(-1)).to.contain('next_page_token=4');
  });

  it('reads on after a first page without rows', async () => {
    const pages = [{ next_page_token: 'a', users: [] }, { users: [row('1')] }];
    expect(await world((_request, index) => answer(200, pages[index])).read()).to.deep.equal([row('1')]);
  });

  it('gives up a list that hands out tokens without end and no rows, and says so', async () => {
    const { failure, asked } = world((_request, index) =>
      answer(200, {
        next_page_token: `t${index}`,
        users: index % 15 === 0 && index < 30 ? [row(String(index))] : [],
      }),
    );
    expect(await failure()).to.include({ verdict: 'fail-item', reason: 'too many empty pages' });
    expect(asked).to.have.length(36);
  });

  it('ends at the first empty page where a token after the end is known of the endpoint', async () => {
    const shape = { ...usersShape, tokenAfterEnd: true };
    const { read, asked } = world((_request, index) =>
      answer(200, { next_page_token: `t${index}`, users: index === 0 ? [row('1')] : [] }),
    );
    expect(await read({ shape })).to.deep.equal([row('1')]);
    expect(asked).to.have.length(2);
  });

  it('does not take a token that is no text for the end', async () => {
    const { failure } = world(() => answer(200, { next_page_token: { next: 'a' }, users: [row('1')] }));
    expect(await failure()).to.include({ verdict: 'fail-item', reason: 'unexpected body' });
  });

  it('reads counts and page numbers that come as text, or on the first page alone', async () => {
    const numbered = world((_request, index) =>
      answer(200, {
        ...(index === 0 ? { page_count: '3' } : {}),
        page_number: String(index + 1),
        page_size: '2',
        users: index === 1 ? [] : [row(`${index}a`), row(`${index}b`)],
      }),
    );
    expect(await numbered.read()).to.have.length(4);
    expect(numbered.asked.at(-1)).to.contain('page_number=3');
  });

  it('takes an error for one whose code is text', async () => {
    const { failure } = world(() => answer(200, { code: '300', message: 'Validation Failed.' }));
    expect(await failure()).to.include({ verdict: 'fail-item' });
  });
});
