import { expect } from 'chai';
import { createScrubber, secretsOf } from '../../../src/config/redact.js';

describe('createScrubber', () => {
  const secret = 'p"w+d/%& x';
  const scrub = createScrubber(secretsOf({ clientId: 'id', clientSecret: secret }));

  const forms: readonly (readonly [form: string, text: string])[] = [
    ['itself', secret],
    ['base64 of id and secret', Buffer.from(`id:${secret}`).toString('base64')],
    ['percent-encoded', encodeURIComponent(secret)],
    ['form-encoded', new URLSearchParams({ secret }).toString().slice('secret='.length)],
    ['percent-encoded in small letters', encodeURIComponent(secret).toLowerCase()],
    ['base64 of itself', Buffer.from(secret).toString('base64')],
    ['base64 for URLs', Buffer.from(secret).toString('base64url')],
    ['inside JSON', JSON.stringify(secret).slice(1, -1)],
  ];
  for (const [form, text] of forms) {
    it(`masks the secret ${form}, wherever it stands`, () =>
      expect(scrub(`a ${text} b ${text}`)).to.equal('a **** b ****'));
  }

  it('masks bearer tokens that it was never told of', () =>
    expect(scrub('Authorization: Bearer eyJhbGciOi.J9_x-y=')).to.equal('Authorization: Bearer ****'));

  it('masks what stands where a token stands', () => {
    const text = 'x?access_token=abcd.ef&y=1 {"client_secret": "gh"} refresh_token: ijkl, jwt=mnop';
    expect(scrub(text)).to.equal(
      'x?access_token=****&y=1 {"client_secret": "gh"} refresh_token: ****, jwt=****',
    );
    expect(scrub('Invalid eyJhbGciOiJI.eyJzdWIiOiIx.c2ln-x_y!')).to.equal('Invalid ****!');
    expect(scrub('client_secret is missing, and jwt as well')).to.equal(
      'client_secret is missing, and jwt as well',
    );
  });

  it('masks the longer of two secrets whole', () =>
    expect(createScrubber(['hush', 'hush-hush'])('hush-hush')).to.equal('****'));

  it('leaves other text alone, and does not garble it for an empty secret', () =>
    expect(createScrubber(['', 'a'])('a basic bearer of news')).to.equal('a basic bearer of news'));
});
