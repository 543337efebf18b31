import { expect } from 'chai';
import { accessBy } from '../../../src/zoom/scopes.js';
import { usersShape } from './support.js';

describe('accessBy', () => {
  const lacked = (granted: readonly string[], scopes: readonly string[], classicScopes: readonly string[]) =>
    accessBy(new Set(granted)).lackedBy({ ...usersShape, scopes, classicScopes });

  it('takes granular and classic scopes for alternatives', () => {
    for (const scope of ['new:a', 'new:b', 'old']) {
      expect(lacked([scope], ['new:a', 'new:b'], ['old']), scope).to.deep.equal([]);
    }
    expect(lacked(['other'], ['new:a', 'new:b'], ['old'])).to.deep.equal(['new:a', 'new:b']);
  });

  it('names the classic scope where there is no other', () => {
    expect(lacked(['other'], [], ['old'])).to.deep.equal(['old']);
  });

  it('lacks nothing where nobody knows: no scopes at the endpoint, or none in the token', () => {
    expect(lacked(['other'], [], [])).to.deep.equal([]);
    expect(lacked([], ['new:a'], ['old'])).to.deep.equal([]);
  });
});
