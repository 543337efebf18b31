import { expect } from 'chai';
import { buildPath, checkedUrl, UnfitValueError } from '../../../src/zoom/path.js';

describe('buildPath', () => {
  const template = '/past_meetings/{meeting_uuid}/participants';
  const cases: readonly (readonly [string, string])[] = [
    ['4444AAAiAAAAAiAiAiiAii==', '4444AAAiAAAAAiAiAiiAii%3D%3D'],
    ['a/b+c==', 'a%2Fb%2Bc%3D%3D'],
    ['/ajXp112QmuoKj4854875==', '%252FajXp112QmuoKj4854875%253D%253D'],
    ['ab//cd==', 'ab%252F%252Fcd%253D%253D'],
    ['92674392836', '92674392836'],
  ];
  for (const [uuid, encoded] of cases) {
    it(`encodes ${uuid}`, () => {
      expect(buildPath(template, { meeting_uuid: uuid })).to.equal(`/past_meetings/${encoded}/participants`);
    });
  }

  it('encodes every id twice where the endpoint wants it so', () => {
    const values = { conversation_id: 'a/b+c==' };
    expect(buildPath('/zra/conversations/{conversation_id}', values, 'twice')).to.equal(
      '/zra/conversations/a%252Fb%252Bc%253D%253D',
    );
    expect(buildPath('/zra/conversations/{conversation_id}', { conversation_id: 'abc' }, 'twice')).to.equal(
      '/zra/conversations/abc',
    );
  });

  it('refuses an empty or missing value, which would ask another endpoint', () => {
    expect(() => buildPath(template, {})).to.throw(RangeError);
    expect(() => buildPath(template, { meeting_uuid: '' })).to.throw(RangeError);
  });

  const leadingElsewhere = [
    '.',
    '..',
    '%2e%2E',
    '%252e.',
    '../users',
    'a/../b',
    'a\\..',
    '/..',
    '..%2fx',
    'a\ud83d',
  ];
  for (const value of leadingElsewhere) {
    it(`refuses ${JSON.stringify(value)}, by whatever way it would become another path`, () => {
      expect(() => buildPath(template, { meeting_uuid: value })).to.throw(UnfitValueError);
    });
  }

  it('asks for what is odd and leads nowhere else', () => {
    for (const value of ['...', '.a', 'a..b', '?x=1#y', 'a\nb\u0000', 'a\\b', '100%', 'ä b', '#']) {
      const path = buildPath(template, { meeting_uuid: value });
      const url = new URL(checkedUrl('http://zoom.test/v2', path, '?page_size=2'));
      expect(decodeURIComponent(url.pathname)).to.equal(`/v2/past_meetings/${value}/participants`);
      expect(url.search).to.equal('?page_size=2');
    }
  });
});

describe('checkedUrl', () => {
  it('takes the path that is meant and no other', () => {
    expect(checkedUrl('http://zoom.test', '/users', '')).to.equal('http://zoom.test/users');
    expect(checkedUrl('http://zoom.test/v2', '/a%2Fb', '?x=%2e')).to.equal('http://zoom.test/v2/a%2Fb?x=%2e');
    for (const path of ['/users/../x', '/users/%2E%2e/x', '/users\\x', '/users?x', '/users#x']) {
      expect(() => checkedUrl('http://zoom.test/v2', path, ''), path).to.throw(UnfitValueError);
    }
  });
});
