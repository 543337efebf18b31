import { expect } from 'chai';
import { NetworkError } from '../../../src/http/network-error.js';
import { certificateAdvice } from '../../../src/zoom/refusals/send-failures.js';

/** Each cause has a sentence of its own: a certificate authority mends neither a clock nor a wrong host. */

const cases: readonly (readonly [code: string, words: RegExp])[] = [
  ['CERT_HAS_EXPIRED', /has expired.*clock/],
  ['CERT_NOT_YET_VALID', /not valid yet.*clock/],
  ['CERT_REVOKED', /revoked/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /another host/],
  ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /NODE_EXTRA_CA_CERTS/],
];

describe('a certificate that is refused', () => {
  for (const [code, words] of cases) {
    it(code, () => {
      const below = Object.assign(new Error('tls'), { code });
      const cause = new Error('the request failed', { cause: below });
      const advice = certificateAdvice(new NetworkError('no answer', { reason: 'tls', cause }));
      expect(advice).to.match(words);
      if (!words.source.includes('EXTRA')) expect(advice).not.to.contain('NODE_EXTRA_CA_CERTS');
    });
  }
});
