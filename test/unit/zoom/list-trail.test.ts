import { expect } from 'chai';
import { ReadError } from '../../../src/errors.js';
import type { JsonObject } from '../../../src/json.js';
import { answer, usersShape, world } from './support.js';

const size = 100;
const shape = { ...usersShape, pageSize: size };
const phone = { ...shape, tokenAfterEnd: true };

/** A full page whose rows tell which one it is. */
const full = (page: number): readonly JsonObject[] =>
  Array.from({ length: size }, (_row, index) => ({ id: `${page}-${index}` }));

type Reply = { readonly users?: readonly JsonObject[] } & Readonly<Record<string, unknown>>;

/** What comes of a list whose tokens never end, and which page they lead to is `at`'s to say. */
async function readOn(at: (index: number) => Reply, asShape = shape) {
  const { api, asked, clock, controller } = world((_request, index) => {
    const { status = 200, ...body } = at(index);
    return answer(Number(status), { next_page_token: `t${index}`, ...body });
  });
  const rows: JsonObject[] = [];
  const list = async (): Promise<unknown> => {
    const request = { stream: 'users', shape: asShape, pathValues: {}, query: {}, rank: 0, order: 0 };
    try {
      for await (const page of api.readPages({ ...request, signal: controller.signal }))
        rows.push(...page.rows);
      return null;
    } catch (error) {
      return error;
    }
  };
  const error = await clock.until(list());
  return { error, asked: asked.length, ids: new Set(rows.map(({ id }) => id)).size, rows: rows.length };
}

describe('a list that hands out page one for ever', () => {
  it('ends at once, says so, and keeps its rows', async () => {
    const { error, asked, rows } = await readOn(() => ({ users: full(0) }));
    expect(error).to.be.instanceOf(ReadError);
    expect(error).to.include({ verdict: 'fail-item', reason: 'page repeats' });
    expect(String(error)).to.include('the same page again').and.include('due again');
    expect([asked, rows]).to.deep.equal([2, size]);
  });

  for (const counts of [
    { total_records: size },
    { page_count: 1 },
    { total_records: String(size), page_count: 1 },
  ]) {
    it(`ends quietly where ${JSON.stringify(counts)} says that all was given`, async () => {
      const { error, asked, rows } = await readOn(() => ({ users: full(0), ...counts }));
      expect([error, asked, rows]).to.deep.equal([null, 2, size]);
    });
  }

  for (const counts of [
    { total_records: size + 1 },
    { page_count: 2 },
    { total_records: size, page_count: 2 },
    { total_records: 0, page_count: 0 },
  ]) {
    it(`fails where ${JSON.stringify(counts)} says that more was to come, or nothing`, async () => {
      const { error, asked } = await readOn(() => ({ users: full(0), ...counts }));
      expect(error).to.include({ reason: 'page repeats' });
      expect(asked).to.equal(2);
    });
  }

  it('is noticed after other pages, and in the middle of a circle', async () => {
    const later = await readOn((index) => ({ users: full(index < 10 ? index : 0) }));
    expect(later.error).to.include({ reason: 'page repeats' });
    expect([later.asked, later.rows]).to.deep.equal([11, 10 * size]);
    const circle = await readOn((index) => ({ users: full(index % 3), total_records: 3 * size }));
    expect([circle.error, circle.asked, circle.rows]).to.deep.equal([null, 4, 3 * size]);
  });

  it('is noticed where the circle leaves page one out', async () => {
    for (const length of [2, 3, 7]) {
      const { error, asked, ids } = await readOn((index) => ({
        users: full(index < 5 ? index : 5 + ((index - 5) % length)),
      }));
      expect(error).to.include({ reason: 'page repeats' });
      expect(ids).to.equal((5 + length) * size);
      expect(asked).to.be.lessThan(25);
    }
  });

  it('is noticed where its pages are short', async () => {
    const { error, asked } = await readOn((index) => ({ users: [{ id: String(index % 2) }] }));
    expect(error).to.include({ reason: 'page repeats' });
    expect(asked).to.be.lessThan(60);
  });

  it('does not count the rows of other fields for those of the list', async () => {
    const more = { ...shape, moreRecords: [{ recordsPath: 'edited', adds: {} }] };
    const { error } = await readOn(
      () => ({ users: full(0), edited: full(1), total_records: 2 * size }),
      more,
    );
    expect(error).to.include({ reason: 'page repeats' });
  });
});

describe('a token after the last page', () => {
  const last = { users: [{ id: 'last' }] };

  it('ends the list at an empty page, and at the last page once more', async () => {
    for (const after of [{ users: [] }, {}, last]) {
      const { error, asked, ids } = await readOn(
        (index) => [{ users: full(0) }, last][index] ?? after,
        phone,
      );
      expect([error, asked, ids]).to.deep.equal([null, 3, size + 1]);
    }
  });

  it('may be the same token, where the replies say that all was given', async () => {
    const { error, asked, rows } = await readOn(
      (index) => ({ users: full(index), next_page_token: 'same', page_count: 2 }),
      phone,
    );
    expect([error, asked, rows]).to.deep.equal([null, 2, 2 * size]);
  });

  it('may be refused, where the replies say that all was given', async () => {
    const refused = { status: 400, code: 300, message: 'The next page token is invalid or expired.' };
    const read = (counts: object) =>
      readOn((index) => (index === 0 ? { users: full(0), ...counts } : refused), phone);
    const whole = await read({ total_records: size });
    expect([whole.error, whole.asked, whole.rows]).to.deep.equal([null, 2, size]);
    expect((await read({})).error).to.include({ verdict: 'restart-slice' });
    expect((await read({ total_records: size + 1 })).error).to.include({ verdict: 'restart-slice' });
  });

  it('is no end where a full page comes again and nothing says that all was given', async () => {
    const { error } = await readOn(() => ({ users: full(0) }), phone);
    expect(error).to.include({ reason: 'page repeats' });
  });

  it('is none where nobody knows of it: the list goes on, and what is refused is asked again', async () => {
    const after = await readOn((index) => (index === 0 ? { users: full(0) } : { users: [] }));
    expect(after.error).to.include({ reason: 'too many empty pages' });
  });
});
