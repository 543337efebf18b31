import { expect } from 'chai';
import { contentHash } from '../../../../src/engine/records/content.js';
import { RowIds } from '../../../../src/engine/records/row-ids.js';
import { compileRowNamer } from '../../../../src/engine/records/row-namer.js';
import type { JsonObject } from '../../../../src/json.js';
import type { StreamDeclaration } from '../../../../src/engine/declaration.js';
import { toySecrets } from '../../../support/toy-secrets.js';
import { guests, redeclared } from '../../../support/toy-streams.js';

type Declared = Pick<Partial<StreamDeclaration>, 'rowId' | 'standIn' | 'embedded'>;

/** The ids of the rows of some pages, one list after the other; null for a row that came before. */
function idsOf(declared: Declared, ...pages: readonly (readonly JsonObject[])[]) {
  const { declaration } = redeclared(guests, declared);
  const name = compileRowNamer(declaration, toySecrets('password'));
  const key = declared.rowId === undefined ? 'id' : 'row_id';
  const ids = new RowIds();
  return pages.map((rows) =>
    (name?.(rows, rows, ids) ?? []).map((record) => (record === null ? null : record[key])),
  );
}

const [ann, bob, cid] = ['ann', 'bob', 'cid'].map((name) => ({ user_id: 1, join_time: 't', name }));
const people = [ann, bob, cid].flatMap((one) => one ?? []);

describe('row_id', () => {
  const byTime = { rowId: [['user_id', 'join_time']] };

  it('is the first alternative whose fields are all filled', () => {
    const rows = [{ id: 'u1', email: 'a@b' }, { id: '', email: 'a@b' }, { email: 'c@d' }];
    expect(idsOf({ rowId: [['id'], ['email']] }, rows)).to.deep.equal([['u1', 'a@b', 'c@d']]);
  });

  it('joins its fields, numbers among them', () => {
    expect(idsOf(byTime, [{ user_id: 0, join_time: 't' }])).to.deep.equal([['0|t']]);
  });

  it('is the last alternative where some of it is filled, and the content where none is', () => {
    const rows = [{ join_time: 't' }, { name: 'n' }, { name: 'm' }];
    const [, n, m] = rows.map(contentHash);
    expect(idsOf(byTime, rows)).to.deep.equal([['|t', n, m]]);
  });

  it('is empty where the row says nothing at all', () => {
    expect(idsOf(byTime, [{ user_id: null, name: '' }])).to.deep.equal([['']]);
    expect(idsOf({ rowId: 'content' }, [{}])).to.deep.equal([['']]);
  });

  it('is a hash of the content, whatever the order of its fields, and the same for equal rows', () => {
    const [[first, again, other] = []] = idsOf({ rowId: 'content' }, [
      { a: 1, b: { c: [1], d: null } },
      { b: { d: null, c: [1] }, a: 1 },
      { a: 1, b: { c: [2], d: null } },
    ]);
    expect(again).to.equal(first);
    expect(other).to.not.equal(first);
    expect(first).to.match(/^[0-9a-f]{16}$/);
  });

  it('does not change with a secret, or with a key in a link', () => {
    const row = (key: string) => ({ a: 1, password: key, url: `https://zoom.us/f?tk=${key}` });
    const [[first, second] = []] = idsOf({ rowId: 'content' }, [row('x'), row('y')]);
    expect(first).to.equal(second);
  });

  it('tells texts, numbers and nulls apart in the hash', () => {
    const hashes = [{ a: 1 }, { a: '1' }, { a: null }, { a: [1] }, {}].map(contentHash);
    expect(new Set(hashes).size).to.equal(5);
  });

  it('is given once to rows that are equal in every field: on one page, on the next, on one far behind', () => {
    const [first = {}, second = {}, third = {}] = people.map((one, index) => ({ ...one, user_id: index }));
    const copy = { ...first };
    const turned: JsonObject = { name: 'ann', join_time: 't', user_id: 0 };
    expect(idsOf(byTime, [first, copy, second], [second, third], [third], [turned])).to.deep.equal([
      ['0|t', null, '1|t'],
      [null, '2|t'],
      [null],
      [null],
    ]);
  });

  it('gets a number where rows differ, by their content and not by their order', () => {
    const [[one, two, three] = []] = idsOf(byTime, people);
    expect([one, two, three].sort()).to.deep.equal(['1|t', '1|t|2', '1|t|3']);
    const [turned = []] = idsOf(byTime, people.toReversed());
    expect(turned.toReversed()).to.deep.equal([one, two, three]);
  });

  it('keeps its number when the row comes again behind others', () => {
    const [first = [], second = []] = idsOf(byTime, people.slice(0, 2), people);
    expect(first).to.have.members(['1|t', '1|t|2']);
    expect(second).to.deep.equal([null, null, '1|t|3']);
  });

  it('needs no number where the alternative is an id: the row is the same one at another moment', () => {
    const rows = [
      { id: 'u1', state: 'a' },
      { id: 'u1', state: 'b' },
    ];
    expect(idsOf({ rowId: [['id'], ['email']] }, rows)).to.deep.equal([['u1', 'u1']]);
    const [inside] = idsOf({ rowId: [['id'], ['email']], embedded: 'files' }, rows);
    expect(inside, 'but rows that came with one parent are of one moment').to.have.members(['u1', 'u1|2']);
  });

  it('takes no more than its share of time where all rows share one', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({ join_time: 't', index }));
    const [ids = []] = idsOf(byTime, rows);
    expect(new Set(ids).size).to.equal(rows.length);
  });
});

describe('what stands in for a key', () => {
  const byEmail = { standIn: [['email']] };

  it('leaves the keys that Zoom sends as they are', () => {
    expect(idsOf(byEmail, [{ id: 'p1', email: 'a' }, { id: 'p1' }])).to.deep.equal([['p1', 'p1']]);
  });

  it('is the first alternative that is filled, or the content', () => {
    const rows = [{ email: 'a@b' }, { id: '', email: 'c@d' }, { id: null, name: 'n' }, { id: 'p1' }];
    expect(idsOf(byEmail, rows)).to.deep.equal([['a@b', 'c@d', contentHash(rows[2] ?? {}), 'p1']]);
  });

  it('follows the rules of row_id where it is shared', () => {
    const [rows = [], again = []] = idsOf(
      byEmail,
      [
        { email: 'a', name: 'x' },
        { email: 'a', name: 'y' },
      ],
      [{ email: 'a', name: 'x' }],
    );
    expect(rows).to.have.members(['a', 'a|2']);
    expect(again).to.deep.equal([null]);
  });
});
