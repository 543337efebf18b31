import { expect } from 'chai';
import fc from 'fast-check';
import type { FaultRule } from '../../simulator/index.js';
import { airbyte, protocols, singer } from '../../support/protocols.js';
import { anyJson, deepList } from './arbitrary-json.js';
import { draws } from './form.js';
import type { ReplyCase } from './reply-cases.js';
import { refusals, replyCases, tokenReplies } from './reply-cases.js';
import type { Reading, ReplyStage, Route } from './reply-stage.js';
import { openReplyStage, routes, streams } from './reply-stage.js';
import { Tally } from './tally.js';

/** Answers that Zoom's documentation does not foresee. Whatever comes: clear words, sound records, an end. */

describe('bad replies', function () {
  this.timeout(120_000);
  const tally = new Tally('replies');
  let stage: ReplyStage;
  let turn = 0;

  before(async () => {
    stage = await openReplyStage();
  });
  after(() => stage.close());

  /** Protocols take turns: what lies before them is the same for both. */
  async function tried(rule: FaultRule, touched: readonly string[]): Promise<Reading> {
    tally.count();
    turn += 1;
    const reading = await stage.read(turn % 2 === 0 ? airbyte : singer, rule);
    stage.expectSound(reading, touched);
    return reading;
  }

  /** Each case at another route, so that all are met. */
  function routeOf(index: number): Route {
    const route = routes[index % routes.length];
    if (route === undefined) throw new Error('there are no routes');
    return route;
  }

  it('reads everything while nothing is replaced', async () => {
    for (const protocol of protocols) {
      const reading = await stage.read(protocol, { match: /^nothing$/, status: 200 });
      stage.expectSound(reading, []);
      expect(reading.exitCode).to.equal(0);
    }
  });

  for (const [index, one] of replyCases.entries()) {
    const route = routeOf(index);
    it(`${one.title}, at ${route.rows} of ${String(route.match)}`, async () => {
      const reading = await tried(
        { match: route.match, status: 200, body: one.body(route.rows) },
        route.streams,
      );
      expectOutcome(reading, one);
    });
  }

  for (const [index, one] of refusals.entries()) {
    const route = routeOf(index);
    it(`HTTP ${one.status} with ${JSON.stringify(one.body ?? null)}, at ${String(route.match)}`, async () => {
      await tried({ match: route.match, ...one }, route.streams);
    });
  }

  it('one answer that is no JSON is asked for again', async () => {
    for (const [index, body] of ['', '<html>', '{"users":[', 'null null', deepList(10)].entries()) {
      const { match } = routeOf(index);
      const reading = await tried(
        { match, status: 200, body, times: 1 },
        index === 4 ? routeOf(4).streams : [],
      );
      if (index < 4) expect(reading.exitCode).to.equal(0);
    }
  });

  it('any JSON in the place of an answer', async () => {
    await fc.assert(
      fc.asyncProperty(anyRule(anyJson), async ([route, rule]) => {
        await tried(rule, route.streams);
      }),
      draws('dear'),
    );
  });

  it('any JSON in the place of the rows', async () => {
    const row = fc.dictionary(fieldNames, anyJson, { minKeys: 1, maxKeys: 6 });
    const rows = fc.array(row, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), rows, async (route, found) => {
        await tried(
          { match: route.match, status: 200, body: JSON.stringify({ [route.rows]: found }) },
          route.streams,
        );
      }),
      draws('dear'),
    );
  });

  for (const { title, isToken, ...reply } of tokenReplies) {
    it(`the token endpoint answers ${title}`, async () => {
      const reading = await tried({ match: /^\/oauth\/token/, ...reply }, isToken ? [] : streams);
      expect(reading.exitCode === 0).to.equal(isToken);
      expect(reading.requests).to.be.lessThan(1_000);
    });
  }
});

function expectOutcome({ exitCode, reasons, requests }: Reading, { outcome }: ReplyCase): void {
  if (outcome !== 'any') expect(exitCode, reasons.join('\n')).to.equal(outcome === 'complete' ? 0 : 1);
  expect(requests, 'requests').to.be.lessThan(5_000);
}

const fieldNames = fc.constantFrom(
  'id',
  'uuid',
  'created_at',
  'start_time',
  'end_time',
  'type',
  'user_id',
  'email',
  'extra_fields',
  'row_id',
  '__proto__',
  'constructor',
  'host_user_id',
  'duration',
  'unheard_of',
);

function anyRule(body: fc.Arbitrary<unknown>): fc.Arbitrary<readonly [Route, FaultRule]> {
  return fc
    .tuple(fc.constantFrom(...routes), body, fc.constantFrom(200, 200, 200, 201, 400, 404, 500), fc.boolean())
    .map(([route, value, status, once]) => [
      route,
      { match: route.match, status, body: JSON.stringify(value), ...(once ? { times: 1 } : {}) },
    ]);
}
