import { expect } from 'chai';
import { StoppedError } from '../../../src/errors.js';
import type { HttpResponse } from '../../../src/http/message.js';
import { NetworkError } from '../../../src/http/network-error.js';
import { answer, NOON, PROBE, tokenAnswer, world } from './support.js';
import type { World, WorldOptions } from './support.js';

const oneUser = answer(200, { users: [{ id: '1' }] });
const refused = new NetworkError('no answer from zoom.test: connection refused', {
  reason: 'connection refused',
});
const outages: readonly (readonly [string, () => HttpResponse | Promise<HttpResponse>])[] = [
  ['refuses', () => Promise.reject(refused)],
  ['answers 503', () => answer(503, '')],
  ['shows a page', () => answer(200, '<html>maintenance</html>')],
];

const list = (number: number) => ({ query: { list: String(number) } });

/** All that the world's lists end with: rows, or an error. */
function readMany({ read, failure }: World, count: number): Promise<readonly unknown[]> {
  const lists = Array.from({ length: count }, (_, number) => list(number));
  return Promise.all(lists.map((one) => read(one).catch(() => failure(one))));
}

/** Answers, but for some time from some request on. */
function awayFor(
  ms: number,
  from: number,
  away: () => HttpResponse | Promise<HttpResponse>,
  more: WorldOptions = {},
) {
  let since = Infinity;
  const here: World = world((_request, index) => {
    if (index === from) since = here.clock.now();
    return here.clock.now() >= since && here.clock.now() < since + ms ? away() : oneUser;
  }, more);
  return here;
}

describe('service health', () => {
  for (const [how, away] of outages) {
    it(`waits for a service that ${how} for a while, with few requests and nothing failed`, async () => {
      const notices: string[] = [];
      const here = awayFor(20_000, 10, away, { onNote: (message) => notices.push(message) });
      expect(await readMany(here, 60)).to.deep.equal(Array.from({ length: 60 }, () => [{ id: '1' }]));
      expect(here.asked.length).to.be.below(60 + 10 + 10);
      expect(here.clock.now() - NOON).to.be.within(20_000, 40_000);
      expect(notices[0]).to.match(/answers nobody .*all requests wait/);
      expect(notices[1]).to.match(/answers again/);
    });

    it(`ends the run, which is nobody's failure, when it ${how} for good`, async () => {
      const here = awayFor(Infinity, 10, away);
      const ends = await readMany(here, 60);
      const errors = ends.filter((end) => !Array.isArray(end));
      expect(errors).to.have.length(50);
      for (const error of errors) {
        expect(error).to.include({ verdict: 'stop-run', failureType: 'transient_error' });
      }
      expect(here.asked.length).to.be.below(10 + 10 + 45);
      expect(here.clock.now() - NOON).to.be.within(180_000, 200_000);
    });
  }

  it('waits where one list alone is read', async () => {
    expect(await awayFor(40_000, 0, () => Promise.reject(refused)).read()).to.have.length(1);
  });

  it('goes on with one request at a time, since who waits holds no slot', async () => {
    const here = awayFor(20_000, 5, () => answer(503, ''), { maxConcurrency: 1 });
    expect(await readMany(here, 20)).to.deep.equal(Array.from({ length: 20 }, () => [{ id: '1' }]));
  });

  it('leaves to one list what is its own, while others are answered', async () => {
    const here = world(({ url }) => (url.includes('list=3&') ? answer(500, '') : oneUser));
    const ends = await readMany(here, 8);
    expect(ends[3]).to.include({ verdict: 'fail-item', reason: 'HTTP 500' });
    expect(ends.filter(Array.isArray)).to.have.length(7);
  });

  it('leaves to an endpoint what is its own, where a probe of another is answered', async () => {
    const here = world(({ url }) => (url.endsWith(PROBE) ? oneUser : answer(500, '')));
    const ends = await readMany(here, 40);
    for (const error of ends) expect(error).to.include({ verdict: 'fail-item', reason: 'HTTP 500' });
    expect(here.asked.filter((url) => url === PROBE).length).to.be.within(1, 10);
  });

  it('takes a refusal of the probe for a sign of life', async () => {
    const here = world(({ url }) => (url.endsWith(PROBE) ? answer(400, { code: 4711 }) : answer(500, '')));
    expect(await here.failure()).to.include({ verdict: 'fail-item', reason: 'HTTP 500' });
  });

  it('does not wait for what cannot pass', async () => {
    const tls = new NetworkError('no answer from zoom.test: tls', { reason: 'tls' });
    const here = world(() => Promise.reject(tls));
    expect(await here.failure()).to.include({ verdict: 'stop-run', failureType: 'config_error' });
    expect(here.clock.now()).to.equal(NOON);
  });

  it('ends at a service that comes and goes for ever', async () => {
    let probes = 0;
    const here = world(({ url }) => {
      if (url.endsWith(PROBE)) probes += 1;
      return url.endsWith(PROBE) && probes % 2 === 0 ? oneUser : answer(503, '');
    });
    for (const error of await readMany(here, 12)) expect(error).to.include({ verdict: 'fail-item' });
    expect(here.clock.now() - NOON).to.be.below(600_000);
  });

  it('stops at once while it waits', async () => {
    const here: World = awayFor(Infinity, 0, () => Promise.reject(refused), {
      onNote: () => here.controller.abort(),
    });
    for (const error of await readMany(here, 10)) expect(error).to.be.instanceOf(StoppedError);
    expect(here.clock.now() - NOON).to.be.below(2_000);
  });

  it('waits for a token endpoint that is away, and ends the run when it stays away', async () => {
    const back = world(() => oneUser, {
      token: () => (back.clock.now() < NOON + 60_000 ? answer(503, '') : tokenAnswer('t')),
    });
    expect(await back.read()).to.have.length(1);
    const gone: World = world(() => oneUser, { token: () => Promise.reject(refused) });
    expect(await gone.failure()).to.include({ verdict: 'stop-run', failureType: 'transient_error' });
    expect(gone.clock.now() - NOON).to.be.within(180_000, 200_000);
    expect(gone.tokenRequests.length).to.be.below(50);
  });
});
