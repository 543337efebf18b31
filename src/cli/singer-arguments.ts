import { guideOf, guideOptions, type GuideArguments } from './guide-arguments.js';
import type { Guide } from './guide.js';
import type { DoctorQuestion } from './run-doctor.js';
import type { ParseOptions, Parsed } from './parser.js';
import { base, file, last, names, run, select, summaryFile, wrong } from './parser.js';
import { isRepair, repairOptions, type RepairArguments } from './repair-arguments.js';

export interface SingerCommand {
  readonly command: 'sync' | 'discover' | 'about' | 'estimate' | 'test' | 'test-schema';
  /** What is to be told in place of all that; null: nothing. */
  readonly guide: Guide | null;
  /** Set where all is to be looked at, and nothing read. */
  readonly doctor: DoctorQuestion | null;
  /** Files, and `ENV` for the environment; later ones win. */
  readonly config: readonly string[];
  readonly catalog: string | null;
  readonly state: string | null;
  readonly summary: string | null;
  readonly repair: RepairArguments;
  /** Names and patterns of the streams that discovery marks as selected; null: no marks. */
  readonly select: readonly string[] | null;
  readonly format: 'text' | 'json' | 'markdown';
  /** The same as the setting emit_activate_version_messages. */
  readonly activateVersion: boolean;
}

const aboutForms = ['text', 'json', 'markdown'] as const;
type AboutForm = (typeof aboutForms)[number];

export const singerOptions = {
  config: {
    alias: 'c',
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'JSON file with the configuration, or ENV for TAP_ZOOM_* variables; repeatable, later ones win',
  },
  discover: { alias: 'd', type: 'boolean', default: false, describe: 'Print the catalog' },
  select: {
    ...select,
    describe: `With --discover: mark as selected. With --streams, --scopes, --estimate: these alone. ${select.describe}`,
  },
  catalog: { ...file, describe: 'JSON file with the selected catalog' },
  properties: { ...file, alias: 'p', describe: 'Old name of --catalog' },
  state: { ...file, alias: 's', describe: 'JSON file with the state of an earlier run' },
  summary: summaryFile,
  ...repairOptions,
  about: { type: 'boolean', default: false, describe: 'Describe the tap and its settings' },
  streams: { type: 'boolean', default: false, describe: 'Print the streams that there are' },
  scopes: { type: 'boolean', default: false, describe: 'Print the scopes that reading takes' },
  doctor: {
    type: 'boolean',
    default: false,
    describe: 'Print what stands in the way of a sync, and what to do',
  },
  ...guideOptions,
  format: {
    choices: aboutForms,
    default: 'text',
    describe: 'Form of --about, --streams, --estimate and --doctor',
  },
  estimate: { type: 'boolean', default: false, describe: 'Print what a sync would take, and read nothing' },
  test: {
    type: 'string',
    describe: 'Read one record of each stream at most; --test=schema: no request at all',
  },
  'activate-version': {
    type: 'boolean',
    default: false,
    describe: 'Tell the target which rows are gone; the same as emit_activate_version_messages',
  },
  dev: { type: 'boolean', hidden: true },
} as const;

export async function parseSinger({ argv, version }: ParseOptions): Promise<Parsed<SingerCommand>> {
  const found: { command: SingerCommand | null } = { command: null };
  const parser = base('tap-zoom', version)
    .options(singerOptions)
    .command(
      '$0',
      'Reads a Zoom account; speaks Singer.',
      (own) => own,
      (given) => {
        const catalog = given.catalog ?? given.properties;
        const files = {
          config: (given.config ?? []).map(String),
          catalog: catalog === undefined ? null : last(catalog),
          state: given.state === undefined ? null : last(given.state),
        };
        found.command = {
          command: singerVerb(given),
          ...files,
          summary: given.summary === undefined ? null : last(given.summary),
          repair: given,
          doctor: given.doctor ? { ...files, form: given.format === 'json' ? 'json' : 'table' } : null,
          select: names(given.select),
          guide: guideIn(given),
          format: given.format,
          activateVersion: given['activate-version'],
        };
      },
    );
  const text = await run(parser, argv, singerOptions);
  if (text !== null) return text;
  return found.command === null
    ? wrong('The arguments make no command; see --help.')
    : checked(found.command);
}

interface SingerFlags {
  readonly about: boolean;
  readonly discover: boolean;
  readonly estimate: boolean;
  readonly test: string | undefined;
  readonly streams: boolean;
  readonly scopes: boolean;
}

function guideIn(
  given: SingerFlags & Omit<GuideArguments, 'format'> & { readonly format: AboutForm },
): Guide | null {
  const format = given.format === 'text' ? 'table' : given.format;
  if (given.streams) return guideOf('streams', { ...given, format });
  return given.scopes ? guideOf('scopes', { ...given, format }) : null;
}

function singerVerb({ about, discover, estimate, test }: SingerFlags): SingerCommand['command'] {
  if (about) return 'about';
  if (discover) return 'discover';
  if (estimate) return 'estimate';
  if (test === undefined) return 'sync';
  return test === 'schema' ? 'test-schema' : 'test';
}

function readsAccount({ command, guide, doctor }: SingerCommand): boolean {
  return guide === null && doctor === null && (command === 'sync' || command === 'test');
}

/** A sentence about an option that would do nothing here; null without one. */
function strayOption(command: SingerCommand): string | null {
  const reads = readsAccount(command);
  if (!reads && command.summary !== null) return '--summary belongs to a sync, or to --test.';
  const syncs = reads && command.command === 'sync';
  return syncs || !isRepair(command.repair) ? null : '--only-users, --from and --to belong to a sync.';
}

/** Only what asks Zoom needs a configuration: orchestrators discover before there is one. */
function checked(command: SingerCommand): Parsed<SingerCommand> {
  const stray = strayOption(command);
  if (stray !== null) return wrong(stray);
  if (command.guide !== null) return { command };
  const needsConfig = command.doctor !== null || readsAccount(command) || command.command === 'estimate';
  if (needsConfig && command.config.length === 0) {
    return wrong('Missing required argument: config (a file, or ENV for the environment).');
  }
  if (command.doctor !== null && command.format === 'markdown') {
    return wrong('--format of --doctor must be one of text, json.');
  }
  if (command.select !== null && !['discover', 'estimate'].includes(command.command)) {
    return wrong(
      '--select belongs to --discover, --streams, --scopes and --estimate. A sync reads what --catalog selects.',
    );
  }
  return { command };
}
