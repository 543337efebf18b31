import { expect } from 'chai';
import { NetworkError } from '../../../src/http/network-error.js';
import { answer, NOON, PROBE, usersShape, world } from './support.js';

const HOUR = 3_600_000;
const oneUser = answer(200, { users: [{ id: '1' }] });
const limited = (headers: Readonly<Record<string, string>> = {}) =>
  answer(
    429,
    { code: 429, message: 'You have reached the maximum per-second rate limit for this API.' },
    headers,
  );

describe('zoom api: faults', () => {
  it('retries 5xx, network faults and unreadable bodies, with growing waits', async () => {
    const reset = new NetworkError('reset', { reason: 'connection reset' });
    const faults = [answer(500, ''), answer(502, '<html>'), reset, answer(200, '{"users":[{"i'), oneUser];
    const { read, attempts, clock } = world((_request, index) => {
      const fault = faults[index] ?? oneUser;
      return fault instanceof NetworkError ? Promise.reject(fault) : fault;
    });
    expect(await read()).to.have.length(1);
    const reasons = attempts.map((attempt) => attempt.retriedFor);
    expect(reasons).to.deep.equal(['HTTP 500', 'HTTP 502', 'connection reset', 'unreadable body', null]);
    expect(attempts[2]).to.include({ status: null, label: 'medium', pool: 'main', stream: 'users' });
    expect(clock.now() - NOON).to.equal(250 + 500 + 1_000 + 2_000);
  });

  it('fails the item after six attempts, with status and tracking id', async () => {
    const oops = answer(500, 'oops', { 'x-zm-trackingid': 'rid=9' });
    const { failure, asked } = world(({ url }) => (url.endsWith(PROBE) ? oneUser : oops));
    const error = await failure();
    expect(error).to.include({ verdict: 'fail-item', failureType: 'transient_error', reason: 'HTTP 500' });
    expect(String(error)).to.include('rid=9');
    expect(asked.filter((url) => url !== PROBE)).to.have.length(6);
  });

  it('honours Retry-After of a 503 exactly', async () => {
    const busy = answer(503, '', { 'retry-after': '7' });
    const { read, clock } = world((_request, index) => (index === 0 ? busy : oneUser), { random: () => 0.9 });
    await read();
    expect(clock.now() - NOON).to.equal(7_000);
  });

  it('waits no longer than a bound, whatever Retry-After says', async () => {
    const busy = answer(503, '', { 'retry-after': '1000000000' });
    const once = world((_request, index) => (index === 0 ? busy : oneUser));
    await once.read();
    expect(once.clock.now() - NOON).to.equal(30_000);
    const always = world(({ url }) => (url.endsWith(PROBE) ? oneUser : busy));
    expect(await always.failure()).to.include({ verdict: 'fail-item', reason: 'HTTP 503' });
    expect(always.clock.now() - NOON).to.equal(5 * 30_000);
  });

  it('does not retry what cannot pass', async () => {
    const tls = new NetworkError('no answer from zoom.test: tls', { reason: 'tls' });
    const { failure, asked } = world(({ url }) => (url.endsWith(PROBE) ? oneUser : Promise.reject(tls)));
    expect(await failure()).to.include({ verdict: 'fail-item', failureType: 'config_error' });
    expect(asked.filter((url) => url !== PROBE)).to.have.length(1);
  });

  it('does not retry a plain refusal', async () => {
    const { failure, asked, attempts } = world(() =>
      answer(404, { code: 3001, message: 'Meeting does not exist' }),
    );
    await failure();
    expect(asked).to.have.length(1);
    expect(attempts[0]).to.include({ status: 404, retriedFor: null });
  });

  it('takes a 200 with a code for the refusal that it is', async () => {
    const { failure } = world(() => answer(200, { code: 4711, message: 'does not contain scopes:[a:b]' }));
    expect(await failure()).to.include({ verdict: 'unauthorized' });
    const contactCenter = world(() => answer(200, { status: false, errorCode: 401 }));
    expect(await contactCenter.failure()).to.include({ verdict: 'fail-stream', reason: 'not authorized' });
  });

  it('takes a 200 that is no JSON for a refusal only where it begins as one', async () => {
    const { failure, asked } = world(() =>
      answer(200, '{"code":4711, "message":"does not contain scopes:["a:b"]"}'),
    );
    expect(await failure()).to.include({ verdict: 'unauthorized' });
    expect(asked).to.have.length(2);
    const cut = world((_request, index) =>
      index === 0 ? answer(200, '{"users":[{"code":4711,"message":"a') : oneUser,
    );
    expect(await cut.read()).to.have.length(1);
  });

  it('does not take rows with a code for a refusal', async () => {
    const { read } = world(() => answer(200, { code: 1, message: 'x', users: [{ id: '1' }] }));
    expect(await read()).to.have.length(1);
  });
});

describe('zoom api: limits', () => {
  it('waits out a short 429 for the whole bucket', async () => {
    const { read, clock, waits, attempts, asked } = world((_request, index) =>
      index === 0 ? limited() : oneUser,
    );
    await Promise.all([read(), read({ stream: 'other' })]);
    expect(attempts[0]).to.include({ status: 429, retriedFor: '429' });
    expect(waits).to.deep.equal([NOON + 1_000]);
    expect(clock.now() - NOON).to.equal(1_000);
    expect(asked).to.have.length(3);
  });

  it('waits a minute where the limit is per minute', async () => {
    const shape = { ...usersShape, rateLimit: 'resource-intensive' as const };
    const { read, clock } = world((_request, index) => (index === 0 ? limited() : oneUser));
    await read({ shape });
    expect(clock.now() - NOON).to.equal(60_000);
  });

  it('believes Retry-After', async () => {
    const refusal = limited({ 'retry-after': '3', 'x-ratelimit-type': 'QPS' });
    const { read, clock } = world((_request, index) => (index === 0 ? refusal : oneUser));
    await read();
    expect(clock.now() - NOON).to.equal(3_000);
  });

  it('takes a wait beyond a day for a day, and none at all for the usual one', async () => {
    const far = world(() => limited({ 'retry-after': '1000000000' }));
    expect(await far.failure()).to.include({ verdict: 'stop-label', resetAt: NOON + 12 * HOUR });
    const none = world((_request, index) => (index === 0 ? limited({ 'retry-after': '0' }) : oneUser));
    await none.read();
    expect(none.waits).to.deep.equal([NOON + 1_000]);
  });

  it('does not wait for ever', async () => {
    const { failure, asked } = world(() => limited());
    expect(await failure()).to.include({ verdict: 'fail-item', reason: 'rate limited' });
    expect(asked).to.have.length(30);
  });

  const tomorrow = NOON + 12 * HOUR;
  const daily: readonly (readonly [string, ReturnType<typeof answer>, number])[] = [
    [
      'its header',
      answer(429, '', { 'x-ratelimit-type': 'Daily-limit', 'retry-after': '2026-11-23T00:00:00Z' }),
      tomorrow,
    ],
    [
      'its text',
      answer(429, {
        code: 429,
        message: 'You have reached the daily rate limit. Refer to the response header.',
      }),
      tomorrow,
    ],
    ['a Retry-After far ahead', answer(429, '', { 'retry-after': '2026-11-22T18:00:00Z' }), NOON + 6 * HOUR],
  ];
  for (const [name, refusal, resetAt] of daily) {
    it(`knows the daily limit by ${name}, and asks no more for its group`, async () => {
      const { failure, read, asked } = world(() => refusal);
      const shape = { ...usersShape, rateLimit: 'heavy' as const };
      expect(await failure({ shape })).to.include({
        verdict: 'stop-label',
        failureType: 'transient_error',
        resetAt,
      });
      const sibling = { ...usersShape, rateLimit: 'resource-intensive' as const };
      expect(await failure({ shape: sibling })).to.include({ verdict: 'stop-label', resetAt });
      expect(asked).to.have.length(1);
      await failure()
        .then(() => read())
        .catch(() => undefined);
      expect(asked.length).to.be.above(1);
    });
  }

  it('takes a bare 429 for short, and for the daily kind only when it stays', async () => {
    const once = world((_request, index) => (index === 0 ? answer(429, '') : oneUser));
    expect(await once.read()).to.have.length(1);
    const always = world(() => answer(429, ''));
    expect(await always.failure()).to.include({ verdict: 'stop-label', resetAt: tomorrow });
    expect(always.asked).to.have.length(6);
  });

  it('counts what earlier runs spent today', async () => {
    const { failure, read, api, asked } = world(() => oneUser, { plan: 'pro', rateLimitShare: 0.5 });
    api.addSpentToday(14_999, 'main');
    api.addSpentToday(7_499, 'phone');
    const shape = { ...usersShape, rateLimit: 'heavy' as const };
    await read({ shape });
    expect(await failure({ shape })).to.include({ verdict: 'stop-label', resetAt: tomorrow });
    await read();
    const phone = { ...shape, pool: 'phone' as const };
    await read({ shape: phone });
    expect(await failure({ shape: phone })).to.include({ verdict: 'stop-label' });
    await read({ shape: { ...shape, pool: 'contact-center' } });
    expect(asked).to.have.length(4);
  });

  it('counts it on a free account too, where each label has its own day', async () => {
    const { failure, api } = world(() => oneUser, { plan: 'free', rateLimitShare: 0.5 });
    api.addSpentToday(500, 'main');
    const shape = { ...usersShape, rateLimit: 'heavy' as const };
    expect(await failure({ shape })).to.include({ verdict: 'stop-label', resetAt: tomorrow });
  });

  it('keeps the pace of the plan', async () => {
    const { read, clock } = world(() => oneUser, { plan: 'pro', rateLimitShare: 0.5 });
    await Promise.all(Array.from({ length: 21 }, () => read()));
    expect(clock.now() - NOON).to.be.within(1_800, 2_050);
  });

  it('gives continuation pages the right of way', async () => {
    const shape = { ...usersShape, rateLimit: 'heavy' as const };
    const { read, asked } = world(
      (request) =>
        answer(200, { users: [{ id: '1' }], next_page_token: request.url.includes('token') ? '' : 'n' }),
      { plan: 'free' },
    );
    await Promise.all([read({ shape }), read({ shape }), read({ shape })]);
    expect(asked.map((url) => url.includes('next_page_token'))).to.deep.equal([
      false,
      true,
      false,
      true,
      false,
      true,
    ]);
  });
});
