import { expect } from 'chai';
import { runAirbyte } from '../../../src/cli/airbyte.js';
import { runSinger } from '../../../src/cli/singer.js';
import type { ReadRequest } from '../../../src/engine/catalog.js';
import type { Basis, Cost, Estimate } from '../../../src/engine/estimate/result.js';
import { SourceError } from '../../../src/errors.js';
import { at, offered } from '../protocols/support.js';
import { config, withFiles, world, type World } from './harness.js';
import { parseObject } from '../../support/json-paths.js';

/** The price of a sync, as both programs tell it. */

const basis: Basis = {
  how: 'sampled',
  looked: 24,
  requestsPerList: 1.1,
  rowsPerList: 4.2,
  countedBy: null,
  refusedShare: 0,
  isOverlapGuessed: false,
  refusal: null,
};

const cost: Cost = {
  requests: 40_100,
  buckets: [{ pool: 'main', label: 'heavy', requests: 40_000, day: { perDay: 24_000, share: 40 / 24 } }],
  streams: [
    {
      stream: 'users',
      selected: false,
      pool: 'main',
      label: 'medium',
      lists: 1,
      requests: 4,
      rows: 300,
      basis,
    },
    {
      stream: 'webinars',
      selected: true,
      pool: 'main',
      label: 'medium',
      lists: 0,
      requests: 1,
      rows: 0,
      basis: { ...basis, how: 'refused', looked: 0, refusal: 'The app lacks a permission.' },
    },
    {
      stream: 'webinar_polls',
      selected: true,
      pool: 'main',
      label: 'light',
      lists: 0,
      requests: 0,
      rows: 0,
      basis: { ...basis, how: 'sampled', looked: 0 },
    },
  ],
  time: { seconds: 1.5 * 86_400, bucket: 'main heavy', isForBudget: true },
};

const estimate: Estimate = {
  calls: 58,
  callsByLabel: { medium: 48, heavy: 10 },
  roads: [
    {
      roads: [{ family: 'past_meetings_from', road: 'account_history' }],
      closed: null,
      next: cost,
      hourly: { ...cost, requests: 7, time: null },
    },
    {
      roads: [{ family: 'past_meetings_from', road: 'per_user' }],
      closed: 'Nothing may be read.',
      next: cost,
      hourly: cost,
    },
  ],
};

async function told(
  run: (argv: readonly string[], edges: World['edges']) => Promise<number>,
  argv: readonly string[],
  script: Parameters<typeof world>[0] = { script: { estimate } },
): Promise<{ readonly exitCode: number; readonly out: string; readonly err: string }> {
  let result = { exitCode: -1, out: '', err: '' };
  await withFiles({ 'config.json': { ...config, start_dat: '2026-01-01' } }, async (path) => {
    const made = world(script);
    const files = argv.map((one) => (one === 'config.json' ? path(one) : one));
    const exitCode = await run(files, made.edges);
    result = { exitCode, out: made.out(), err: made.err() };
  });
  return result;
}

const ways = [
  { name: 'source-zoom', run: runAirbyte, argv: ['plan', '--config', 'config.json'] },
  { name: 'tap-zoom', run: runSinger, argv: ['--estimate', '--config', 'config.json'] },
] as const;

for (const { name, run, argv } of ways) {
  describe(`the price of a sync, ${name}`, () => {
    it('tells streams, labels, roads, and what it reckons from', async () => {
      const { exitCode, out, err } = await told(run, argv);
      expect(exitCode).to.equal(0);
      expect(err).to.equal('WARNING start_dat is no setting and is ignored; did you mean start_date?\n');
      expect(out).to.match(/^\(users\) +medium +1 +4 +300 +1\.1 requests and 4\.2 rows a list, counted$/m);
      expect(out).to.match(/^webinars .* none: The app lacks a permission\.$/m);
      expect(out).to.match(/^heavy +40,000 +167 %/m);
      expect(out).to.match(/^account_history \(taken\) +40,100 .* 36\.0 hours +7 /m);
      expect(out).to.match(/^per_user .* closed +- +-$/m);
      expect(out).to.match(/^per_user is closed: Nothing may be read\.$/m);
      expect(out).to.match(/^webinar_polls .* no list would be read$/m);
      expect(out).to.contain("36.0 hours at least, by the day's budget of main heavy");
      expect(out).to.contain('Reckoned from 58 requests (48 medium, 10 heavy).');
    });

    it('says in a sentence that nothing would be read', async () => {
      const none = { ...cost, requests: 0, buckets: [], streams: [], time: null };
      const roads = [{ roads: [], closed: null, next: none, hourly: none }];
      const { exitCode, out } = await told(run, argv, { script: { estimate: { ...estimate, roads } } });
      expect(exitCode).to.equal(0);
      expect(out).to.match(/^Nothing would be read: [^\n]*\n$/);
    });

    it('is JSON for programs', async () => {
      const { out } = await told(run, [...argv, '--format', 'json']);
      const made = parseObject(out);
      expect(at(made, 'roads', 0, 'this_sync', 'rate_limits', 0, 'per_day')).to.equal(24_000);
      expect(at(made, 'roads', 0, 'this_sync', 'streams', 0, 'basis', 'lists_looked_at')).to.equal(24);
      expect(at(made, 'roads', 1, 'taken')).to.equal(false);
    });

    it('ends with one sentence where nothing can be read', async () => {
      const throws = new SourceError('The secret very-secret is wrong.', { failureType: 'config_error' });
      const { exitCode, out, err } = await told(run, argv, { script: { throws } });
      expect([exitCode, out]).to.deep.equal([1, '']);
      expect(err).to.match(/CRITICAL The secret .* is wrong\.\n$/);
      expect(err).not.to.contain('very-secret');
    });
  });
}

describe('the selection of a plan', () => {
  const requested = async (...argv: readonly string[]): Promise<readonly string[]> => {
    const seen: ReadRequest[] = [];
    await told(runAirbyte, ['plan', '--config', 'config.json', ...argv], {
      script: { estimate, onRequest: (request) => seen.push(request) },
    });
    return seen.flatMap(({ streams }) => streams.map((one) => `${one.name} ${one.syncMode}`));
  };

  it('is all that is offered, each as a schedule would read it', async () => {
    const modes = offered.map(
      ({ name, syncModes }) =>
        `${name} ${syncModes.includes('incremental') ? 'incremental' : 'full_refresh'}`,
    );
    expect(await requested()).to.deep.equal(modes);
  });

  it('is what is named', async () => {
    const [first] = offered;
    expect(await requested('--select', first?.name ?? '')).to.have.length(1);
  });
});
