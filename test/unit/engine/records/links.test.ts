import { expect } from 'chai';
import { compileLinkCleaner } from '../../../../src/engine/records/links.js';
import { secretParameters } from '../../../../src/streams/index.js';

const clean = compileLinkCleaner(secretParameters);
const zoom = 'https://zoom.us/j/1';

const cases: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'loses what opens something and keeps the rest': [
    [`${zoom}?pwd=x`, zoom],
    [`${zoom}?pwd=x&from=y`, `${zoom}?from=y`],
    [`${zoom}?from=y&pwd=x`, `${zoom}?from=y`],
    [`${zoom}?tk=a&zak=b&from=y&jwt=c#start`, `${zoom}?from=y#start`],
    [`${zoom}?a=1&pwd=x&b=2`, `${zoom}?a=1&b=2`],
    [`${zoom}?pwd=`, zoom],
  ],
  'knows the parameters in any case and with any beginning': [
    [`${zoom}?PWD=x&Access_Token=y`, zoom],
    [`${zoom}?download_access_token=x&n=1`, `${zoom}?n=1`],
    [`${zoom}?passcode=x&password=y&token=z&sig=s`, zoom],
    [`${zoom}?X-Amz-Signature=x&X-Amz-Date=y`, `${zoom}?X-Amz-Date=y`],
  ],
  'looks into fragments': [
    [`${zoom}#access_token=x&state=1`, `${zoom}#state=1`],
    [`${zoom}#/join?pwd=x`, `${zoom}#/join`],
    [`${zoom}?pwd=x#success`, `${zoom}#success`],
    [`${zoom}?pwd=x&flag#tk=y`, `${zoom}?flag`],
  ],
  'looks into text': [
    [`Join (${zoom}?pwd=x) at 9, or call.`, `Join (${zoom}) at 9, or call.`],
    [`[join](${zoom}?pwd=x)`, `[join](${zoom})`],
    [`<a href="${zoom}?a=1&amp;pwd=x&amp;b=2">`, `<a href="${zoom}?a=1&amp;b=2">`],
    [`zoom.us/j/1?pwd=x`, 'zoom.us/j/1'],
    [`a ${zoom}?pwd=x\nb ${zoom}?tk=y`, `a ${zoom}\nb ${zoom}`],
    [String.raw`{"u":"https:\/\/z?pwd=x\u0026n=1"}`, String.raw`{"u":"https:\/\/z?n=1"}`],
  ],
  'looks into links inside links': [
    ['https://a?u=https%3A%2F%2Fz%3Fpwd%3Dx%26n%3Dy&m=1', 'https://a?u=https%3A%2F%2Fz%3Fn%3Dy&m=1'],
    ['https://a?pwd=x&u=a%20b&tk=y#c', 'https://a?u=a%20b#c'],
    ['https://a?u=https%253A%252F%252Fz%253Fpwd%253Dx', 'https://a?u=https%253A%252F%252Fz'],
  ],
  'takes the whole value, signs that are encoded in it too': [
    [`${zoom}?pwd=a%26b%3Dc&n=1`, `${zoom}?n=1`],
    [`${zoom}?jwt=eyJ.a_b-c.d~e`, zoom],
  ],
  'leaves all else alone': [
    [zoom, zoom],
    [`${zoom}?from=y&pwdx=1&sign=2`, `${zoom}?from=y&pwdx=1&sign=2`],
    ['AbC+/dEf==', 'AbC+/dEf=='],
    ['pwd=x', 'pwd=x'],
    ['100 % & more = less?', '100 % & more = less?'],
  ],
};

describe('a link', () => {
  for (const [behaviour, pairs] of Object.entries(cases)) {
    it(behaviour, () => {
      for (const [text, expected] of pairs) expect(clean(text), text).to.equal(expected);
    });
  }

  it('of any length takes time in proportion to it', () => {
    const parts = ['?', '?token', '&token=', '?tk=a', '?a-', '&amp;', '%2526token%253D', String.raw`\u0026`];
    for (const part of parts) {
      const text = `${part.repeat(100_000)}=`;
      expect(clean(text).length).to.be.at.most(text.length);
    }
  });
});
