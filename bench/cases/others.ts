import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../src/json.js';
import { compareRows } from '../../test/simulator/index.js';
import type { Finished } from '../../test/support/command.js';
import { execute, root } from '../../test/support/command.js';
import type { Delivery } from '../../test/support/delivery.js';
import { airbyteDelivery, catalogOf, singerDelivery } from '../../test/support/delivery.js';
import { parseObject, textAt } from '../../test/support/json-paths.js';
import { airbyte, writeRunFiles } from '../../test/support/protocols.js';
import type { Bench, Case } from '../case.js';
import { programFile } from '../measured.js';
import type { SimulatorProcess } from '../simulated/process.js';
import { withSimulated } from '../simulated/process.js';
import { count, fixed } from '../tables.js';
import type { Table } from '../tables.js';

/** Two published connectors on the same account. They are installed with pip and told by configuration alone where to go. */

const home = join(root, '.cache', 'bench');
const here = join(import.meta.dirname, '..', 'others');

/** Their streams, by the name that the same rows have here. */
const theirs: ReadonlyMap<string, string> = new Map([
  ['users', 'users'],
  ['meetings', 'meeting_details'],
  ['meeting_registrants', 'meeting_registrants'],
  ['meeting_polls', 'meeting_polls'],
  ['meeting_poll_results', 'meeting_poll_results'],
  ['meeting_registration_questions', 'meeting_registration_questions'],
  ['meeting_questions', 'meeting_registration_questions'],
  ['webinars', 'webinar_details'],
  ['webinar_panelists', 'webinar_panelists'],
  ['webinar_registrants', 'webinar_registrants'],
  ['webinar_absentees', 'webinar_absentees'],
  ['webinar_polls', 'webinar_polls'],
  ['webinar_poll_results', 'webinar_poll_results'],
  ['webinar_registration_questions', 'webinar_registration_questions'],
  ['webinar_questions', 'webinar_registration_questions'],
  ['webinar_tracking_sources', 'webinar_tracking_sources'],
  ['webinar_qna_results', 'webinar_qna_results'],
  ['report_meetings', 'report_meeting_details'],
  ['report_meeting_participants', 'report_meeting_participants'],
  ['report_webinars', 'report_webinars'],
  ['report_webinar_participants', 'report_webinar_participants'],
]);
const ours = [...new Set(theirs.values())];

interface Contestant {
  readonly name: string;
  /** Arguments of pip, one call after the other. */
  readonly packages: readonly (readonly string[])[];
  run(bench: Bench, python: string, simulator: SimulatorProcess): Promise<Finished>;
  delivery(stdout: string): Delivery;
}

const environment = ({ config }: SimulatorProcess): NodeJS.ProcessEnv => ({
  ...process.env,
  PYTHONPATH: here,
  BENCH_API_URL: textAt(config, 'api_url'),
});

/** The tap asks for a token of another kind of app; with `--dev` it takes one that is there. */
async function runTap({ folder }: Bench, python: string, simulator: SimulatorProcess): Promise<Finished> {
  const { config } = simulator;
  const secret = `${textAt(config, 'client_id')}:${textAt(config, 'client_secret')}`;
  const answer = await fetch(textAt(config, 'token_url'), {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(secret).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'account_credentials',
      account_id: textAt(config, 'account_id'),
    }),
  });
  const { access_token: token } = parseObject(await answer.text());
  const file = await folder.write('tap.json', { ...config, access_token: token, refresh_token: 'none' });
  return execute(join(python, 'bin', 'tap-zoom'), ['--config', file, '--dev'], {
    env: environment(simulator),
  });
}

async function runManifest(
  { folder }: Bench,
  python: string,
  simulator: SimulatorProcess,
): Promise<Finished> {
  const { config } = simulator;
  const file = await folder.write('manifest.json', {
    ...config,
    authorization_endpoint: textAt(config, 'token_url'),
  });
  const script = join(here, 'run_manifest.py');
  // The manifest names its schemas from the folder that the package lies in.
  const found = await execute(join(python, 'bin', 'python'), [
    '-c',
    'import source_zoom; print(source_zoom.__path__[0])',
  ]);
  const options = { cwd: join(found.stdout.trim(), '..'), env: environment(simulator) };
  const program = join(python, 'bin', 'python');
  const discovered = await execute(program, [script, 'discover', '--config', file], options);
  const streams = catalogOf(lineWith(discovered.stdout, '"CATALOG"')).map((stream) => ({
    stream,
    sync_mode: 'full_refresh',
    destination_sync_mode: 'overwrite',
  }));
  const catalog = await folder.write('manifest-catalog.json', { streams });
  return execute(program, [script, 'read', '--config', file, '--catalog', catalog], options);
}

function lineWith(text: string, part: string): string {
  return `${text.split('\n').find((line) => line.includes(part)) ?? '{}'}\n`;
}

const contestants: readonly Contestant[] = [
  { name: 'tap-zoom', packages: [['tap-zoom']], run: runTap, delivery: singerDelivery },
  {
    name: 'airbyte-source-zoom',
    packages: [['--no-deps', 'airbyte-source-zoom'], ['airbyte-cdk']],
    run: runManifest,
    delivery: airbyteDelivery,
  },
];

/** Null when it cannot be installed here. */
async function install({ name, packages }: Contestant): Promise<string | null> {
  const python = join(home, name);
  if (existsSync(join(python, 'installed'))) return python;
  await mkdir(home, { recursive: true });
  await execute('python3', ['-m', 'venv', python]);
  for (const one of packages) {
    const { exitCode } = await execute(join(python, 'bin', 'pip'), ['install', '--quiet', ...one]);
    if (exitCode !== 0) return null;
  }
  await execute('touch', [join(python, 'installed')]);
  return python;
}

interface Score {
  readonly seconds: number;
  readonly rows: ReadonlyMap<string, readonly JsonObject[]>;
  readonly end: string;
}

async function scoreRow(name: string, { seconds, rows, end }: Score, simulator: SimulatorProcess) {
  const { requests, throttled } = await simulator.traffic();
  const delivered = [...rows.values()].reduce((sum, { length }) => sum + length, 0);
  let missing = 0;
  let wanted = 0;
  for (const stream of ours) {
    const expected = await simulator.expected(stream);
    wanted += expected.length;
    missing += compareRows(stream, rows.get(stream) ?? [], expected).missing.length;
  }
  return [
    name,
    fixed(seconds, 1),
    count(requests),
    String(throttled),
    count(delivered),
    fixed(delivered / seconds, 1),
    count(missing),
    count(wanted),
    end,
  ];
}

function renamed({ rows }: Delivery): Score['rows'] {
  return new Map([...rows].map(([name, found]) => [theirs.get(name) ?? name, found]));
}

async function runOurs({ folder }: Bench, { config }: SimulatorProcess): Promise<Finished> {
  const file = programFile('source-zoom');
  const files = await writeRunFiles(folder, 'ours', { config });
  const found = await execute(process.execPath, [file, ...airbyte.discoverArgs(files)]);
  const catalog = airbyte.configure(catalogOf(found.stdout), ours);
  return execute(process.execPath, [
    file,
    ...airbyte.readArgs(await writeRunFiles(folder, 'ours', { config, catalog })),
  ]);
}

const endOf = ({ exitCode }: Finished): string => (exitCode === 0 ? 'ok' : `exit code ${exitCode ?? 'none'}`);

async function others(bench: Bench): Promise<readonly Table[]> {
  const users = bench.size === 'short' ? 12 : 60;
  const account = { users, hosts: null, latencyMs: 50, plan: 'pro', oddities: false } as const;
  const rows: (readonly string[])[] = [];
  bench.say('source-zoom');
  await withSimulated(account, async (simulator) => {
    const run = await runOurs(bench, simulator);
    const score = { seconds: run.seconds, rows: airbyteDelivery(run.stdout).rows, end: endOf(run) };
    rows.push(await scoreRow('source-zoom (this one)', score, simulator));
  });
  for (const contestant of contestants) {
    bench.say(contestant.name);
    const python = await install(contestant);
    if (python === null) {
      rows.push([`${contestant.name}: could not be installed`]);
      continue;
    }
    await withSimulated(account, async (simulator) => {
      const run = await contestant.run(bench, python, simulator);
      const score = { seconds: run.seconds, rows: renamed(contestant.delivery(run.stdout)), end: endOf(run) };
      rows.push(await scoreRow(contestant.name, score, simulator));
    });
  }
  return [
    {
      title: `Other connectors, ${users} users, plan pro, answers take 50 ms`,
      columns: [
        'Connector',
        'seconds',
        'requests',
        '429',
        'records',
        'records/s',
        'rows missed',
        'of',
        'end',
      ],
      rows,
      notes: [
        'The streams that all of them have. Rows are compared by key with the answer key. `airbyte-source-zoom` runs its own manifest',
        'on a current `airbyte-cdk`; the one that it asks for does not start on newer versions of Python.',
      ],
    },
  ];
}

export const othersCase: Case = { number: 5, name: 'other connectors', run: others };
