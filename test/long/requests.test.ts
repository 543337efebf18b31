import { expect } from 'chai';
import type { StreamStateJson } from '../../src/engine/events.js';
import type { StreamDeclaration } from '../../src/engine/declaration.js';
import { streamDeclarations } from '../../src/streams/index.js';
import { random } from '../simulator/rng.js';
import { holdMeeting, type RequestLogEntry, type Simulator } from '../simulator/index.js';
import { differences } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';

/** The rate limits are the account's: whatever is selected, nothing is asked twice and nothing in vain. */

const now = Date.parse('2026-11-22T08:00:00Z');
const day = 86_400_000;
const hour = day / 24;
const account = { users: 9, pageSizeCap: 4 };
const roads = ['per_user', 'account_history'] as const;
type Road = (typeof roads)[number];
const names = streamDeclarations.map(({ name }) => name);
const byName = new Map<string, StreamDeclaration>(streamDeclarations.map((one) => [one.name, one]));

/** Seeded, so that a failure comes again. */
function selection(seed: number): readonly string[] {
  const source = random('selection of streams', seed);
  const size = source.int(2, 7);
  return [...new Set(Array.from({ length: size }, () => source.pick(names, 'users')))];
}

function asked({ requests }: Simulator): readonly RequestLogEntry[] {
  return requests.filter(({ path }) => path.startsWith('/v2/'));
}

function textOf({ path, query }: RequestLogEntry): string {
  return `${path}?${new URLSearchParams({ ...query }).toString()}`;
}

/** Only the inactive users are looked at twice: whoever changes sides between two reads would be missed by both. */
function repeated(entries: readonly RequestLogEntry[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    // Page tokens are new for each look, so what they are tokens of is compared.
    if (entry.pageToken === null) counts.set(textOf(entry), (counts.get(textOf(entry)) ?? 0) + 1);
  }
  return [...counts].filter(([text, count]) => count > allowance(text)).map(([text]) => text);
}

function allowance(text: string): number {
  return text.startsWith('/v2/users?') && text.includes('status=inactive') ? 2 : 1;
}

/** The streams and all that lie above them. */
function withParents(streams: readonly string[]): ReadonlySet<StreamDeclaration> {
  const needed = new Set<StreamDeclaration>();
  const visit = (name: string): void => {
    const declaration = byName.get(name);
    if (declaration === undefined || needed.has(declaration)) return;
    needed.add(declaration);
    for (const parent of declaration.parents) visit(parent.stream);
  };
  streams.forEach(visit);
  return needed;
}

/** The account that an app of its own asks for is always `me`. */
const shapeOf = (path: string): string =>
  path
    .replace(/\?.*/, '')
    .replace('{accountId}', 'me')
    .replaceAll(/\{[^}]*\}/g, '{}');

function isFor({ request, query, variants, embedded }: StreamDeclaration, entry: RequestLogEntry): boolean {
  const carries = (wanted: Readonly<Record<string, string>>): boolean =>
    Object.entries(wanted).every(([name, value]) => entry.query[name] === value);
  const { path, content } = request;
  // A file may have a token of its own, which is asked for elsewhere.
  const paths = [path, ...(typeof content?.ticketPath === 'string' ? [content.ticketPath] : [])];
  return (
    embedded === null &&
    paths.some((one) => shapeOf(one) === shapeOf(entry.route)) &&
    carries(query) &&
    variants.some((variant) => carries(variant))
  );
}

async function expectNoWaste(streams: readonly string[], road: Road = 'per_user'): Promise<void> {
  await withSimulator({ ...account, now: () => now, pastMeetingsBy: road }, async (simulator) => {
    // The proof of a road asks some twice.
    const config = { past_meetings_from: road, recordings_from: 'per_user' };
    const { rows, outcome } = await runEngine({ simulator, streams, now, config });
    expect(outcome.complete).to.equal(true);
    expect(differences(simulator, rows, { streams })).to.deep.equal([]);
    expect(repeated(asked(simulator)), 'asked twice').to.deep.equal([]);
    const needed = [...withParents(streams)];
    const idle = asked(simulator).filter((entry) => !needed.some((stream) => isFor(stream, entry)));
    expect(idle.map(textOf), 'asked for nobody').to.deep.equal([]);
  });
}

describe('requests', function () {
  this.timeout(60_000);

  for (const road of roads) {
    it(`all streams: nothing is asked twice: ${road}`, () => expectNoWaste(names, road));
  }

  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const streams = selection(seed);
    it(`${streams.join(', ')}: nothing is asked twice, nothing for streams that nobody wants`, () =>
      expectNoWaste(streams));
  }

  it('account-level streams alone do not list the users', async () => {
    await withSimulator({ ...account, now: () => now }, async (simulator) => {
      await runEngine({ simulator, streams: ['roles', 'account_recordings', 'channel_members'], now });
      expect(asked(simulator).filter(({ route }) => route === '/users')).to.have.length(0);
    });
  });
});

/** Routes that name one instance. */
const instanceRoute =
  /^\/(report\/(meetings|webinars)|past_meetings|past_webinars)\/\{[^}]+\}(?!\/instances)/;

function instancesAsked(simulator: Simulator): readonly string[] {
  const uuids = asked(simulator)
    .filter(({ route }) => instanceRoute.test(route))
    .map((entry) => instanceIn(simulator, entry.path));
  return [...new Set(uuids)];
}

/** The log's paths are decoded once, so uuids that were encoded twice still have one coat. */
function instanceIn({ account: { instances } }: Simulator, path: string): string {
  const found = [...instances.keys()].find(
    (uuid) => path.includes(uuid) || path.includes(encodeURIComponent(uuid)),
  );
  if (found === undefined) throw new Error(`no instance is meant by ${path}`);
  return found;
}

const perInstance = streamDeclarations
  .filter((one) => one.parents.some(({ stream }) => stream === 'report_meetings'))
  .filter((one) => Object.values(one.parents[0]?.partition ?? {}).includes('uuid'))
  .map(({ name }) => name);

describe('requests of later syncs', function () {
  this.timeout(60_000);

  it('children are asked about nothing that ended before the lookback', async () => {
    await withSimulator({ users: 8, now: () => now }, async (simulator) => {
      const streams = perInstance;
      const first = await runEngine({ simulator, streams, now, lookbackDays: 3 });
      expect(instancesAsked(simulator).length, 'instances of the first sync').to.be.greaterThan(50);
      simulator.requests.length = 0;
      const later = now + 3_600_000;
      simulator.setOptions({ now: () => later });
      await runEngine({ simulator, streams, now: later, state: first.state, lookbackDays: 3 });
      const early = instancesAsked(simulator)
        .map((uuid) => simulator.account.instances.get(uuid)?.endAt ?? 0)
        .filter((endAt) => endAt < now - 3 * day)
        .map((endAt) => new Date(endAt).toISOString());
      expect(early).to.deep.equal([]);
    });
  });

  it('children are asked nothing where nothing took place since the lookback began', async () => {
    await withSimulator({ users: 8, now: () => now }, async (simulator) => {
      let state: ReadonlyMap<string, StreamStateJson> = new Map();
      for (const at of [now, now + 10 * day, now + 20 * day]) {
        simulator.requests.length = 0;
        simulator.setOptions({ now: () => at });
        const run = await runEngine({ simulator, streams: perInstance, now: at, state, lookbackDays: 3 });
        state = run.state;
      }
      expect(instancesAsked(simulator)).to.deep.equal([]);
    });
  });

  for (const road of roads) {
    it(`an hourly schedule asks nothing of an instance for which nothing late comes any more: ${road}`, async () => {
      let at = now;
      await withSimulator({ users: 8, now: () => at }, async (simulator) => {
        const reading = {
          simulator,
          streams: ['report_meeting_participants'],
          config: { past_meetings_from: road },
          lookbackDays: 3,
        };
        const [series] = [...simulator.account.series.values()].filter(({ kind }) => kind === 'meeting');
        if (series === undefined) throw new Error('nobody meets');
        let { state } = await runEngine({ ...reading, now: at });
        const { uuid, endAt } = holdMeeting(simulator.account, series, { endAt: at + hour / 6 });
        const ages: number[] = [];
        for (let passed = 0; passed < 80; passed += 1) {
          at += hour;
          simulator.requests.length = 0;
          ({ state } = await runEngine({ ...reading, now: at, state }));
          if (instancesAsked(simulator).includes(uuid)) ages.push(Math.floor((at - endAt) / hour));
        }
        expect(ages[0], 'as soon as it is over').to.equal(0);
        expect(
          ages.filter((age) => age >= 47),
          'and once more at the end',
        ).to.have.lengthOf(1);
        expect(ages.length, ages.join()).to.be.at.most(3);
      });
    });
  }

  it('a later sync lists each window of a parent once', async () => {
    await withSimulator({ ...account, now: () => now }, async (simulator) => {
      const first = await runEngine({ simulator, streams: names, now });
      simulator.requests.length = 0;
      const later = now + day;
      simulator.setOptions({ now: () => later });
      await runEngine({ simulator, streams: names, now: later, state: first.state });
      expect(repeated(asked(simulator))).to.deep.equal([]);
    });
  });
});
