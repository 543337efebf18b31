import { expect } from 'chai';
import { buildPath } from '../../../src/zoom/path.js';

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

  it('refuses an empty or missing value, which would ask another endpoint', () => {
    expect(() => buildPath(template, {})).to.throw(RangeError);
    expect(() => buildPath(template, { meeting_uuid: '' })).to.throw(RangeError);
  });
});
