import { expect } from 'chai';
import fc from 'fast-check';
import {
  condense,
  contains,
  everything,
  formatRanges,
  parseRanges,
  toIso,
  touch,
  union,
  type Range,
} from '../../../../src/engine/time/ranges.js';

const second = 1000;
const at = (text: string): number => Date.parse(text);

/** Small whole numbers, so that ranges overlap, touch and lie apart about as often. */
const bound = fc.integer({ min: 0, max: 60 }).map((value) => value * second);
const anyRange: fc.Arbitrary<Range> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(bound, bound).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  },
  { weight: 1, arbitrary: bound.map((from) => ({ from, to: Infinity })) },
  { weight: 1, arbitrary: bound.map((to) => ({ from: -Infinity, to })) },
);
const moment = fc.integer({ min: -10, max: 70 }).map((value) => value * second);

describe('toIso', () => {
  it('writes what lies beyond the calendar as its edge, and so that it can be read again', () => {
    expect([-Infinity, -9e15, 9e15, Infinity].map(toIso)).to.deep.equal([
      '0001-01-01T00:00:00Z',
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59Z',
      '9999-12-31T23:59:59Z',
    ]);
  });

  it('writes whole seconds in UTC, cut down', () => {
    expect(toIso(at('2026-11-19T00:00:00.999Z'))).to.equal('2026-11-19T00:00:00Z');
  });
});

describe('formatRanges and parseRanges', () => {
  it('write the three forms of a state entry', () => {
    const from = at('2026-01-01T00:00:00Z');
    const to = at('2026-01-02T00:00:00Z');
    expect(formatRanges([{ from, to }])).to.equal('2026-01-01T00:00:00Z/2026-01-02T00:00:00Z');
    expect(formatRanges([{ from, to: Infinity }])).to.equal('2026-01-01T00:00:00Z/');
    expect(formatRanges([everything])).to.equal('/');
    expect(
      formatRanges([
        { from: -Infinity, to },
        { from, to: Infinity },
      ]),
    ).to.equal('/2026-01-02T00:00:00Z,2026-01-01T00:00:00Z/');
  });

  it('cut to seconds without losing a moment of the range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 0, max: 9_999 }), (a, b) => {
        const range = { from: Math.min(a, b), to: Math.max(a, b) };
        const [back] = parseRanges(formatRanges([range])) ?? [];
        expect(back?.from)
          .to.be.at.most(range.from)
          .and.above(range.from - second);
        expect(back?.to)
          .to.be.at.least(range.to)
          .and.below(range.to + second);
      }),
    );
  });

  it('give back what was written', () => {
    fc.assert(
      fc.property(fc.array(anyRange, { minLength: 1, maxLength: 4 }), (ranges) => {
        expect(parseRanges(formatRanges(ranges))).to.deep.equal(ranges);
      }),
    );
  });

  it('understand nothing else', () => {
    for (const text of ['', 'true', '2026-01-01', '2026-01-01T00:00:00Z/soon', 'a/b/c', '/,', '/,,/']) {
      expect(parseRanges(text), text).to.equal(null);
    }
  });
});

describe('contains and touch', () => {
  it('count both ends in', () => {
    const range = { from: 10, to: 20 };
    expect([9, 10, 20, 21].map((value) => contains([range], value))).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
    expect(touch(range, { from: 20, to: 30 })).to.equal(true);
    expect(touch(range, { from: 21, to: 30 })).to.equal(false);
    expect(touch(everything, range)).to.equal(true);
  });
});

describe('union', () => {
  it('covers exactly what its ranges cover, sorted and apart from each other', () => {
    fc.assert(
      fc.property(fc.array(anyRange, { maxLength: 8 }), moment, (ranges, value) => {
        const joined = union(ranges);
        expect(contains(joined, value)).to.equal(contains(ranges, value));
        for (const [index, { from }] of joined.slice(1).entries()) {
          expect(from).to.be.above(joined[index]?.to ?? NaN);
        }
      }),
    );
  });
});

describe('condense', () => {
  it('gives at most three ranges that lose nothing', () => {
    fc.assert(
      fc.property(fc.array(anyRange, { maxLength: 12 }), moment, (ranges, value) => {
        const few = condense(ranges);
        expect(few.length).to.be.at.most(3);
        if (contains(ranges, value)) expect(contains(few, value)).to.equal(true);
      }),
    );
  });

  it('joins what lies nearest', () => {
    const points = [0, 10, 13, 30, 50].map((value) => ({ from: value, to: value }));
    expect(condense(points)).to.deep.equal([
      { from: 0, to: 13 },
      { from: 30, to: 30 },
      { from: 50, to: 50 },
    ]);
  });

  it('adds nothing to three or fewer', () => {
    const three = [0, 10, 20].map((value) => ({ from: value, to: value }));
    expect(condense(three)).to.deep.equal(three);
    expect(condense([])).to.deep.equal([]);
  });
});
