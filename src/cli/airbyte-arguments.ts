import type { DoctorQuestion } from './run-doctor.js';
import { findingForms } from './finding-list.js';
import type { Guide } from './guide.js';
import { guideOf, guideOptions, listFormat } from './guide-arguments.js';
import { withPlan, type PlanCommand } from './plan-arguments.js';
import type { listForms } from './stream-list.js';
import type { Argv, ParseOptions, Parsed } from './parser.js';
import { base, file, last, names, run, select, summaryFile, wrong } from './parser.js';
import { repairOptions, type RepairArguments } from './repair-arguments.js';

/** What is told of streams and scopes; without a file, of all streams and of the usual scopes. */
export interface GuideCommand {
  readonly command: 'guide';
  readonly config: string | null;
  readonly catalog: string | null;
  readonly guide: Guide;
}

export type AirbyteCommand =
  | GuideCommand
  | { readonly command: 'doctor'; readonly question: DoctorQuestion }
  | PlanCommand
  | { readonly command: 'spec' }
  | { readonly command: 'check' | 'discover'; readonly config: string; readonly debug: boolean }
  | {
      readonly command: 'configure';
      readonly config: string;
      /** Names and patterns; null: every stream that is offered. */
      readonly select: readonly string[] | null;
      readonly syncMode: (typeof syncModes)[number];
    }
  | {
      readonly command: 'read';
      readonly config: string;
      readonly catalog: string;
      readonly state: string | null;
      readonly summary: string | null;
      readonly repair: RepairArguments;
      readonly debug: boolean;
    };

const syncModes = ['incremental', 'full_refresh'] as const;

const airbyteOptions = {
  ...guideOptions,
  format: listFormat,
  config: { ...file, describe: 'JSON file with the configuration', demandOption: true },
  catalog: { ...file, describe: 'JSON file with the configured catalog', demandOption: true },
  state: { ...file, describe: 'JSON file with the state of an earlier run' },
  summary: summaryFile,
  ...repairOptions,
  debug: { type: 'boolean', default: false, describe: 'Log more' },
  select,
  'sync-mode': {
    choices: syncModes,
    default: 'incremental',
    describe: 'incremental where the stream can, or full_refresh for all',
  },
} as const;

const nameACommand =
  'Name a command: spec, check, doctor, discover, configure, streams, scopes, plan or read.';

export async function parseAirbyte({ argv, version }: ParseOptions): Promise<Parsed<AirbyteCommand>> {
  const found: { command: AirbyteCommand | null } = { command: null };
  const commands = base('source-zoom', version)
    .usage('$0 <command>\n\nReads a Zoom account; speaks the Airbyte protocol.')
    .command(
      'spec',
      'Print the specification of the configuration',
      (own) => own.option('debug', airbyteOptions.debug),
      () => {
        found.command = { command: 'spec' };
      },
    )
    .command('check', 'Try the configuration', withConfig, ({ config, debug }) => {
      found.command = { command: 'check', config: last(config), debug };
    })
    .command('discover', 'Print the catalog', withConfig, ({ config, debug }) => {
      found.command = { command: 'discover', config: last(config), debug };
    })
    .command('configure', 'Print a configured catalog for read', withSelection, (given) => {
      const syncMode = given['sync-mode'];
      found.command = {
        command: 'configure',
        config: last(given.config),
        select: names(given.select),
        syncMode,
      };
    })
    .command('read', 'Read the streams of a configured catalog', withCatalog, (given) => {
      found.command = {
        command: 'read',
        config: last(given.config),
        catalog: last(given.catalog),
        state: named(given.state),
        summary: named(given.summary),
        repair: given,
        debug: given.debug,
      };
    })
    .demandCommand(1, 1, nameACommand);
  const take = (command: AirbyteCommand): void => void (found.command = command);
  const parser = withPlan(withDoctor(withGuides(commands, take), take), take);
  const text = await run(parser, argv, airbyteOptions);
  if (text !== null) return text;
  return found.command === null ? wrong(nameACommand) : { command: found.command };
}

const named = (value: string | undefined): string | null => (value === undefined ? null : last(value));

function withDoctor(parser: Argv, take: (command: AirbyteCommand) => void): Argv {
  return parser.command(
    'doctor',
    'Print what stands in the way of a sync, and what to do',
    withPapers,
    ({ config, catalog, state, format }) =>
      take({
        command: 'doctor',
        question: { config: [last(config)], catalog: named(catalog), state: named(state), form: format },
      }),
  );
}

/** What is told offline, of streams and of what reading them takes. */
function withGuides(parser: Argv, take: (command: GuideCommand) => void): Argv {
  return parser
    .command('streams', 'Print the streams that there are', withStreamList, ({ config, ...given }) =>
      take({ command: 'guide', config: named(config), catalog: null, guide: guideOf('streams', given) }),
    )
    .command(
      'scopes',
      'Print the scopes that reading takes',
      withScopeList,
      ({ config, catalog, ...given }) =>
        take({
          command: 'guide',
          config: named(config),
          catalog: named(catalog),
          guide: guideOf('scopes', given),
        }),
    );
}

function withConfig(own: Argv): Argv<{ config: string; debug: boolean }> {
  return own.option('config', airbyteOptions.config).option('debug', airbyteOptions.debug);
}

function withCatalog(own: Argv): Argv<{
  config: string;
  catalog: string;
  state: string | undefined;
  summary: string | undefined;
  'only-users': string[] | undefined;
  from: string | undefined;
  to: string | undefined;
  debug: boolean;
}> {
  return withConfig(own)
    .option('catalog', airbyteOptions.catalog)
    .option('state', airbyteOptions.state)
    .option('summary', airbyteOptions.summary)
    .options(repairOptions);
}

const findingFormat = { choices: findingForms, default: 'table', describe: 'Form of the findings' } as const;

function withPapers(own: Argv): Argv<{
  config: string;
  catalog: string | undefined;
  state: string | undefined;
  format: (typeof findingForms)[number];
}> {
  return own
    .option('config', airbyteOptions.config)
    .option('catalog', { ...file, describe: airbyteOptions.catalog.describe })
    .option('state', airbyteOptions.state)
    .option('format', findingFormat);
}

function withSelection(own: Argv): Argv<{
  config: string;
  select: string[] | undefined;
  'sync-mode': (typeof syncModes)[number];
}> {
  return own
    .option('config', airbyteOptions.config)
    .option('select', airbyteOptions.select)
    .option('sync-mode', airbyteOptions['sync-mode']);
}

/** The configuration narrows what is told, and may be absent. */
const optionalConfig = {
  ...file,
  describe: 'JSON file with the configuration, which chooses among the streams',
} as const;

function withStreamList(own: Argv): Argv<{
  config: string | undefined;
  select: string[] | undefined;
  search: string[] | undefined;
  format: (typeof listForms)[number];
}> {
  return own
    .option('config', optionalConfig)
    .option('select', airbyteOptions.select)
    .option('search', airbyteOptions.search)
    .option('format', airbyteOptions.format);
}

const optionalCatalog = {
  ...file,
  describe: 'JSON file with the configured catalog, which chooses too',
} as const;

function withScopeList(own: Argv): Argv<{
  config: string | undefined;
  catalog: string | undefined;
  select: string[] | undefined;
  classic: boolean;
  'app-json': boolean;
}> {
  return own
    .option('config', optionalConfig)
    .option('catalog', optionalCatalog)
    .option('select', airbyteOptions.select)
    .option('classic', airbyteOptions.classic)
    .option('app-json', airbyteOptions['app-json']);
}
