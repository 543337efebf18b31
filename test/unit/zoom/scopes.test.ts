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

  const refused = (granted: readonly string[], scopes: readonly string[], classicScopes: readonly string[]) =>
    accessBy(new Set(granted)).refusalOf({ ...usersShape, scopes, classicScopes });

  it('refuses for certain what the token has nothing of', () => {
    const error = refused(['a:read:rows:admin', 'b:read:admin'], ['a:read:list:admin'], ['a:read:admin']);
    expect(error?.verdict).to.equal('unauthorized');
    expect(error?.subject).to.equal('account');
    expect(error?.message).to.contain(
      'lacks a scope, so nothing was asked of Zoom: add a:read:list:admin on',
    );
    // All that lack the same share the sentence.
    expect(refused(['c:read:x'], ['a:read:list:admin'], ['other:read'])?.message).to.equal(error?.message);
  });

  it('leaves to Zoom what another scope of the same name or product may allow', () => {
    for (const scope of ['a:read:list', 'a:read:list:master', 'old:write:admin', 'old:master', 'old:read']) {
      expect(refused([scope], ['a:read:list:admin'], ['old:read:admin']), scope).to.equal(null);
    }
    expect(refused([], ['a:read:list:admin'], ['old:read:admin'])).to.equal(null);
    expect(refused(['x:read:y'], [], [])).to.equal(null);
  });

  it('leaves to Zoom where the specs name no scope of the kind that the app has', () => {
    expect(refused(['x:read:rows:admin'], [], ['old:read:admin'])).to.equal(null);
    expect(refused(['x:read:admin'], ['a:read:list:admin'], [])).to.equal(null);
    expect(refused(['x:read:admin'], [], ['old:read:admin'])?.verdict).to.equal('unauthorized');
  });

  it('lacks nothing where nobody knows: no scopes at the endpoint, or none in the token', () => {
    expect(lacked(['other'], [], [])).to.deep.equal([]);
    expect(lacked([], ['new:a'], ['old'])).to.deep.equal([]);
  });
});
