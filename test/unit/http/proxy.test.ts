import { expect } from 'chai';
import { proxyFor } from '../../../src/http/proxy.js';

const api = new URL('https://api.zoom.us/v2/users');
const proxy = 'http://proxy.example:3128';

describe('proxyFor', () => {
  it('chooses by scheme', () => {
    expect(proxyFor(api, { HTTPS_PROXY: proxy })).to.equal(proxy);
    expect(proxyFor(api, { HTTP_PROXY: proxy })).to.equal(null);
    expect(proxyFor(new URL('http://127.0.0.1:8080/'), { http_proxy: proxy })).to.equal(proxy);
  });

  it('falls back to ALL_PROXY and adds a missing scheme', () => {
    expect(proxyFor(api, { ALL_PROXY: 'proxy.example:3128' })).to.equal(proxy);
  });

  it('goes directly where nothing is set', () => {
    expect(proxyFor(api, {})).to.equal(null);
    expect(proxyFor(api, { HTTPS_PROXY: '' })).to.equal(null);
  });

  const excluded = ['api.zoom.us', '.zoom.us', '*.zoom.us', '*', 'localhost, api.zoom.us:443', 'API.ZOOM.US'];
  for (const list of excluded) {
    it(`honours NO_PROXY=${list}`, () => {
      expect(proxyFor(api, { HTTPS_PROXY: proxy, NO_PROXY: list })).to.equal(null);
    });
  }

  for (const list of ['zoom.us', 'api.zoom.us:8443', 'notapi.zoom.us', '.example']) {
    it(`is not kept from the proxy by NO_PROXY=${list}`, () => {
      expect(proxyFor(api, { HTTPS_PROXY: proxy, NO_PROXY: list })).to.equal(proxy);
    });
  }
});
