import { expect } from 'chai';
import { ReadError, StoppedError } from '../../../src/errors.js';
import { NetworkError } from '../../../src/http/network-error.js';
import { answer, NOON, tokenAnswer, usersShape, world } from './support.js';

const oneUser = () => answer(200, { users: [{ id: '1' }] });
const expired = answer(401, { code: 124, message: 'Access token is expired.' });

describe('token source', () => {
  it('asks by Basic auth and a form body, and keeps the credentials out of the URL', async () => {
    const { read, tokenRequests, bearers } = world(oneUser);
    await read();
    const [request] = tokenRequests;
    expect(request?.url).to.equal('http://zoom.test/oauth/token');
    expect(request?.headers['authorization']).to.equal(
      `Basic ${Buffer.from('id:s3cret').toString('base64')}`,
    );
    expect(request?.headers['content-type']).to.equal('application/x-www-form-urlencoded');
    expect(request?.body).to.equal('grant_type=account_credentials&account_id=acc');
    expect(bearers).to.deep.equal(['Bearer token-0']);
  });

  it('serves all callers with one request', async () => {
    const { read, tokenRequests, asked } = world(oneUser);
    await Promise.all(Array.from({ length: 20 }, () => read()));
    expect(asked).to.have.length(20);
    expect(tokenRequests).to.have.length(1);
  });

  it('renews a minute before the end, and lets the old one serve until the new one is there', async () => {
    const { read, clock, bearers, tokenRequests } = world(oneUser);
    await read();
    await clock.advance(3_539_000);
    await read();
    expect(tokenRequests).to.have.length(1);
    await clock.advance(2_000);
    await read();
    expect(tokenRequests).to.have.length(2);
    await read();
    expect(bearers).to.deep.equal(['0', '0', '0', '1'].map((number) => `Bearer token-${number}`));
  });

  it('keeps a good token while no new one is to be had, and tries until it is over', async () => {
    const { read, clock, bearers, tokenRequests } = world(oneUser, {
      token: (_request, index) =>
        index === 0 || clock.now() >= NOON + 17_500 ? tokenAnswer(`token-${index}`, 15) : answer(503, ''),
    });
    for (let second = 0; second <= 14; second += 1) {
      expect(await read()).to.have.length(1);
      await clock.advance(NOON + (second + 1) * 1_000 - clock.now());
    }
    expect(new Set(bearers)).to.deep.equal(new Set(['Bearer token-0']));
    expect(await read()).to.have.length(1);
    expect(bearers.at(-1)).to.equal(`Bearer token-${tokenRequests.length - 1}`);
    expect(clock.now()).to.be.within(NOON + 17_500, NOON + 30_000);
  });

  it('keeps a good token when the app is switched off, and asks for a new one only now and then', async () => {
    const { read, failure, clock, tokenRequests } = world(oneUser, {
      token: (_request, index) =>
        index === 0 ? tokenAnswer('token-0', 30) : answer(400, { error: 'invalid_client' }),
    });
    for (let second = 0; second < 29; second += 1) {
      await read();
      await clock.advance(1_000);
    }
    expect(tokenRequests.length).to.be.within(2, 5);
    await clock.advance(2_000);
    expect(await failure()).to.include({ verdict: 'stop-run', failureType: 'config_error' });
  });

  it('does not spin on tokens that live less than a minute', async () => {
    const { read, tokenRequests } = world(oneUser, {
      token: (_request, index) => tokenAnswer(`t${index}`, 30),
    });
    await read();
    await read();
    expect(tokenRequests).to.have.length(1);
  });

  it('uses a token at least once that claims to be over at once', async () => {
    const { read, tokenRequests } = world(oneUser, {
      token: (_request, index) => tokenAnswer(`t${index}`, Number.MIN_VALUE),
    });
    expect(await read()).to.have.length(1);
    expect(tokenRequests).to.have.length(1);
  });

  it('knows the granted scopes', async () => {
    const { api, controller } = world(oneUser);
    const access = await api.access(controller.signal);
    const lacked = (scope: string) => access.lackedBy({ ...usersShape, scopes: [scope], classicScopes: [] });
    expect(lacked('user:read:list_users:admin')).to.deep.equal([]);
    expect(lacked('report:read:admin')).to.deep.equal([]);
    expect(lacked('report:read:list_users:admin')).to.deep.equal(['report:read:list_users:admin']);
  });

  it('fetches a new token once for all requests that the old one failed', async () => {
    const { read, tokenRequests, attempts } = world((request) =>
      request.headers['authorization'] === 'Bearer token-0' ? expired : oneUser(),
    );
    await Promise.all([read(), read(), read()]);
    expect(tokenRequests).to.have.length(2);
    expect(attempts.map((attempt) => attempt.retriedFor)).to.deep.equal([
      'token expired',
      'token expired',
      'token expired',
      null,
      null,
      null,
    ]);
  });

  it('outlives several ends of a token, its own and those that others bring about', async () => {
    const { read, attempts } = world((_request, index) => (index < 4 ? expired : oneUser()));
    expect(await read()).to.have.length(1);
    expect(attempts).to.have.length(5);
  });

  it('gives up on a request whose fresh tokens are refused as well, again and again', async () => {
    const { failure, tokenRequests } = world(() => expired);
    expect(await failure()).to.include({
      verdict: 'fail-stream',
      failureType: 'config_error',
      reason: 'token refused',
    });
    expect(tokenRequests).to.have.length(9);
  });

  it('fetches one new token for missing scopes, and no more of them', async () => {
    const lacking = answer(400, { code: 4711, message: 'does not contain scopes:[a:b:c].' });
    const { failure, tokenRequests } = world(() => lacking);
    expect(await failure()).to.include({ verdict: 'unauthorized' });
    expect(await failure()).to.include({ verdict: 'unauthorized' });
    expect(tokenRequests).to.have.length(2);
  });

  it('reads on when the new token has the scope', async () => {
    const lacking = answer(400, { code: 4711, message: 'does not contain scopes:[a:b:c].' });
    const { read } = world((_request, index) => (index === 0 ? lacking : oneUser()));
    expect(await read()).to.have.length(1);
  });

  const refusals: readonly (readonly [string, number, unknown, RegExp])[] = [
    [
      'a wrong client',
      401,
      { reason: 'Invalid client_id or client_secret', error: 'invalid_client' },
      /client id or the client secret is wrong/,
    ],
    [
      'a wrong client, by 400',
      400,
      { reason: 'Invalid client_id or client_secret', error: 'invalid_client' },
      /client secret/,
    ],
    ['a wrong account', 400, { reason: 'Bad Request', error: 'invalid_request' }, /account id is wrong/],
    [
      'a deactivated app',
      400,
      { reason: 'The app has been disabled', error: 'invalid_request' },
      /deactivated: activate it/,
    ],
    [
      'an owner who left',
      400,
      { reason: 'App owner not found (4735)', error: 'invalid_request' },
      /owner .* has left/,
    ],
    [
      'another kind of app',
      400,
      { reason: 'unsupported grant type', error: 'unsupported_grant_type' },
      /Server-to-Server/,
    ],
    [
      'something unknown',
      403,
      { reason: 'whatever', error: 'odd' },
      /check account id, client id and client secret/,
    ],
    ['a wrong URL', 404, '<html>', /token_url/],
    ['a token that no header can hold', 200, { access_token: 'line\nend' }, /issues no token/],
    ['a token that is no text', 200, { access_token: { value: 'a' } }, /issues no token/],
    ['a page that is no token', 200, '<html>', /token_url/],
  ];
  for (const [name, status, body, sentence] of refusals) {
    it(`explains ${name} and does not try again`, async () => {
      const { failure, tokenRequests, asked } = world(oneUser, { token: () => answer(status, body) });
      const error = await failure();
      expect(error).to.be.instanceOf(ReadError);
      expect(error).to.include({ verdict: 'stop-run', failureType: 'config_error' });
      expect(String(error)).to.match(sentence);
      expect(tokenRequests).to.have.length(1);
      expect(asked).to.have.length(0);
    });
  }

  it('tries again after faults, and says that they are passing', async () => {
    const reset = new NetworkError('no answer from zoom.test: connection reset', {
      reason: 'connection reset',
    });
    const recovering = world(oneUser, {
      token: (_request, index) => (index < 2 ? answer(503, '') : tokenAnswer('t')),
    });
    expect(await recovering.read()).to.have.length(1);
    const broken = world(oneUser, { token: () => Promise.reject(reset), patienceMs: 0 });
    expect(await broken.failure()).to.include({ verdict: 'stop-run', failureType: 'transient_error' });
    expect(broken.tokenRequests).to.have.length(5);
  });

  it('never repeats the secret, whatever the endpoint says', async () => {
    const { failure } = world(oneUser, {
      token: () => answer(400, { reason: 'bad client s3cret', error: 'x' }),
    });
    const error = await failure();
    expect(error).to.be.instanceOf(ReadError);
    if (error instanceof ReadError)
      expect(`${error.message} ${error.internalMessage ?? ''}`).not.to.include('s3cret');
  });

  it('serves a caller who goes on when the one who asked first is stopped', async () => {
    const { api, clock } = world(oneUser, {
      token: async (request, index) => {
        if (index > 0) return tokenAnswer('t1');
        await clock.sleep(1_000, request.signal);
        return tokenAnswer('t0');
      },
    });
    const first = new AbortController();
    const stopped = api.access(first.signal).catch((error: unknown) => error);
    const going = api.access(new AbortController().signal);
    first.abort();
    expect(await clock.until(stopped)).to.be.instanceOf(StoppedError);
    expect((await clock.until(going)).lackedBy(usersShape)).to.deep.equal([]);
  });
});
