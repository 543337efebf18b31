import { expect } from 'chai';
import fc from 'fast-check';
import { matches, namesIn, offeredNames, selectedNames } from '../../../src/config/stream-choice.js';
import { SourceError } from '../../../src/errors.js';

const all = [
  { name: 'users', product: 'users' },
  { name: 'report_meetings', product: 'reports' },
  { name: 'report_daily', product: 'reports' },
  { name: 'phone_calls', product: 'phone' },
  { name: 'phone_users', product: 'phone' },
];

function offered(streams: readonly string[], products: readonly string[] = ['users', 'reports']): string[] {
  return [...offeredNames({ streams, products }, all)];
}

function refusal(choose: () => unknown): readonly string[] {
  try {
    choose();
  } catch (error) {
    if (error instanceof SourceError && error.failureType === 'config_error')
      return error.message.split('\n');
    throw error;
  }
  throw new Error('accepted');
}

describe('choosing streams', () => {
  for (const [pattern, name, expected] of [
    ['users', 'users', true],
    ['users', 'users_more', false],
    ['*', 'users', true],
    ['phone_*', 'phone_calls', true],
    ['phone_*', 'phone_', true],
    ['phone_*', 'telephone_calls', false],
    ['*_users', 'phone_users', true],
    ['*o*e*', 'phone_users', true],
    ['*e*o*n*', 'phone_users', false],
    ['us*sers', 'users', false],
    ['users**', 'users', true],
    ['u.ers', 'users', false],
  ] as const) {
    it(`${pattern} ${expected ? 'matches' : 'does not match'} ${name}`, () =>
      expect(matches(pattern, name)).to.equal(expected));
  }

  it('matches as an expression would', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 7 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 9 });
    fc.assert(
      fc.property(letters, name, (pattern, text) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        expect(matches(pattern, text)).to.equal(expression.test(text));
      }),
    );
  });

  it('offers all of the products where nothing is named', () =>
    expect(offered([])).to.deep.equal(['users', 'report_meetings', 'report_daily']));

  it('brings a named stream along whatever its product', () =>
    expect(offered(['phone_calls', 'users'])).to.have.members(['phone_calls', 'users']));

  it('chooses with a pattern among the products alone', () => {
    expect(offered(['*users'])).to.deep.equal(['users']);
    expect(offered(['*users'], ['users', 'phone'])).to.have.members(['users', 'phone_users']);
  });

  for (const [entry, sentence] of [
    ['user', 'streams.0 is no stream that is offered; did you mean users?'],
    ['Xk93jQaPz71LmVbTr0aQwe', 'streams.0 is no stream that is offered.'],
    ['fax_*', 'streams.0 matches no stream that is offered.'],
    [
      'phone_*',
      'streams.0 matches only streams of products that are left out: add one of them to products (phone).',
    ],
  ] as const) {
    it(`refuses ${entry} and does not repeat it`, () =>
      expect(refusal(() => offered([entry, 'report_*']))).to.deep.equal([sentence]));
  }

  it('names streams of all products for a setting that does not offer any', () => {
    const named = (entries: readonly string[]) => [...namesIn('seldom_streams', entries, all)];
    expect(named(['phone_calls', 'report_*'])).to.have.members([
      'phone_calls',
      'report_meetings',
      'report_daily',
    ]);
    expect(refusal(() => named(['fax_*', 'user']))).to.deep.equal([
      'seldom_streams.0 matches no stream.',
      'seldom_streams.1 is no stream; did you mean users?',
    ]);
  });

  it('has a sentence for each entry that is wrong', () =>
    expect(refusal(() => offered(['user', 'users', 'fax_*']))).to.have.length(2));

  it('selects what is offered, in its order', () =>
    expect([...selectedNames(['report_*', 'users'], ['users', 'report_daily'])]).to.deep.equal([
      'users',
      'report_daily',
    ]));

  it('refuses to select nothing, or what is not offered', () => {
    expect(refusal(() => selectedNames([], ['users']))).to.have.length(1);
    expect(refusal(() => selectedNames(['users', 'usres'], ['users']))).to.deep.equal([
      '--select: name 2 is no stream that is offered; did you mean users? The settings products and streams say which are.',
    ]);
  });
});
