import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadSettings } from '../../src/config/load.js';
import type { JsonObject } from '../../src/json.js';
import { chosenDefinitions, loadDefinitions } from '../../src/offline-catalog.js';
import { products } from '../../src/streams/index.js';
import type { RequestLogEntry } from '../simulator/index.js';
import { root } from '../support/command.js';
import { differences } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';
import { parseObject } from '../support/json-paths.js';
import { withSimulator } from '../support/temporary.js';

/** What docs/presets.md promises of one part of Zoom alone. */
interface Promised {
  readonly product: string;
  readonly pool: string;
  /** Requests that other pools get all the same. */
  readonly elsewhere: readonly string[];
  /** Of a list that is asked by dates: requests without a page token, in the first sync and in the next one. */
  readonly lists: Readonly<Record<string, readonly [first: number, next: number]>>;
}

const promised: Readonly<Record<string, Promised>> = {
  'Audit logs alone': {
    product: 'audit',
    pool: 'main',
    elsewhere: [],
    lists: {
      '/report/activities': [9, 1],
      '/report/operationlogs': [9, 1],
      '/report/meeting_activities': [9, 1],
    },
  },
  'Contact Center alone': {
    product: 'contact_center',
    pool: 'contact-center',
    elsewhere: [],
    lists: {
      '/contact_center/engagements': [12, 1],
      '/contact_center/recordings': [12, 1],
      '/contact_center/analytics/dataset/historical/engagement': [12, 1],
      '/contact_center/engagements/{engagementId}/events': [31, 0],
    },
  },
  'Phone alone': {
    product: 'phone',
    pool: 'phone',
    elsewhere: ['/number_management/numbers'],
    lists: {
      '/phone/call_history': [14, 2],
      '/phone/voice_mails': [14, 2],
      '/phone/recordings': [7, 1],
      '/phone/metrics/past_calls': [7, 1],
      '/phone/reports/call_charges': [7, 1],
    },
  },
};

const now = Date.parse('2026-11-22T08:00:00Z');

async function presets(): Promise<ReadonlyMap<string, JsonObject>> {
  const page = await readFile(join(root, 'docs/presets.md'), 'utf8');
  const blocks = page.matchAll(/^## ([^\n]*)\n+```json\n(.*?)```/gms);
  return new Map([...blocks].map(([, title = '', text = '']) => [title, parseObject(text)]));
}

function lists(requests: readonly RequestLogEntry[], names: readonly string[]): readonly number[] {
  return names.map(
    (name) => requests.filter(({ route, pageToken }) => route === name && pageToken === null).length,
  );
}

describe('docs/presets.md', function () {
  this.timeout(60_000);

  it('has those of which this test knows what they promise', async () => {
    expect([...(await presets()).keys()]).to.have.members(Object.keys(promised));
  });

  for (const [title, { product, pool, elsewhere, lists: asked }] of Object.entries(promised)) {
    it(`${title}: whole rows, from the limits of its own, and as few requests as it says`, async () => {
      const preset = (await presets()).get(title) ?? {};
      await withSimulator({ users: 30, now: () => now }, async (simulator) => {
        const settings = loadSettings({ ...preset, ...simulator.config });
        const streams = chosenDefinitions(settings, loadDefinitions()).map((one) => one.declaration.name);
        const whole = products.find(({ name }) => name === product)?.streams.map(({ name }) => name);
        expect(streams).to.deep.equal(whole);
        const { startDate, lookbackDays } = settings;
        const from = startDate === null ? {} : { from: startDate };
        const run = { simulator, streams, now, lookbackDays, ...dateOf(startDate) };
        const names = Object.keys(asked);

        const first = await runEngine(run);
        expect(first.outcome.complete).to.equal(true);
        expect(differences(simulator, first.rows, { streams, range: from })).to.deep.equal([]);
        const api = simulator.requests.filter(({ path }) => path.startsWith('/v2/'));
        const foreign = api.filter((one) => one.pool !== pool).map(({ route }) => route);
        expect(foreign, 'requests in other pools').to.deep.equal(elsewhere);
        expect(lists(api, names)).to.deep.equal(names.map((name) => asked[name]?.[0]));

        simulator.requests.length = 0;
        await runEngine({ ...run, state: first.state });
        expect(lists(simulator.requests, names)).to.deep.equal(names.map((name) => asked[name]?.[1]));
      });
    });
  }
});

function dateOf(at: number | null): { readonly startDate?: string } {
  return at === null ? {} : { startDate: new Date(at).toISOString() };
}
