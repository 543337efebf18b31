import yargs from 'yargs';
import type { Argv, Options } from 'yargs';
import { unknownOption } from './shown-arguments.js';

/** The arguments of both programs, in types. The only door to yargs. */

export type AirbyteCommand =
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
      readonly debug: boolean;
    };

export interface SingerCommand {
  readonly command: 'sync' | 'discover' | 'about' | 'test' | 'test-schema';
  /** Files, and `ENV` for the environment; later ones win. */
  readonly config: readonly string[];
  readonly catalog: string | null;
  readonly state: string | null;
  /** Names and patterns of the streams that discovery marks as selected; null: no marks. */
  readonly select: readonly string[] | null;
  readonly format: 'text' | 'json' | 'markdown';
  /** The same as the setting emit_activate_version_messages. */
  readonly activateVersion: boolean;
}

/** A command, or a text that ends the program: help, the version, or what is wrong with the arguments. */
export type Parsed<Command> = { readonly command: Command } | Ending;

export interface ParseOptions {
  readonly argv: readonly string[];
  readonly version: string;
}

export const file = { type: 'string', requiresArg: true } as const;

const syncModes = ['incremental', 'full_refresh'] as const;

const select = {
  type: 'string',
  array: true,
  nargs: 1,
  describe: "Streams, as in users,report_meetings,'phone_*'; repeatable",
} as const;

const airbyteOptions = {
  config: { ...file, describe: 'JSON file with the configuration', demandOption: true },
  catalog: { ...file, describe: 'JSON file with the configured catalog', demandOption: true },
  state: { ...file, describe: 'JSON file with the state of an earlier run' },
  debug: { type: 'boolean', default: false, describe: 'Log more' },
  select,
  'sync-mode': {
    choices: syncModes,
    default: 'incremental',
    describe: 'incremental where the stream can, or full_refresh for all',
  },
} as const;

const aboutForms = ['text', 'json', 'markdown'] as const;

export const singerOptions = {
  config: {
    alias: 'c',
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'JSON file with the configuration, or ENV for TAP_ZOOM_* variables; repeatable, later ones win',
  },
  discover: { alias: 'd', type: 'boolean', default: false, describe: 'Print the catalog' },
  select: { ...select, describe: `With --discover: mark as selected. ${select.describe}` },
  catalog: { ...file, describe: 'JSON file with the selected catalog' },
  properties: { ...file, alias: 'p', describe: 'Old name of --catalog' },
  state: { ...file, alias: 's', describe: 'JSON file with the state of an earlier run' },
  about: { type: 'boolean', default: false, describe: 'Describe the tap and its settings' },
  format: { choices: aboutForms, default: 'text', describe: 'Form of --about' },
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

const nameACommand = 'Name a command: spec, check, discover, configure or read.';

export async function parseAirbyte({ argv, version }: ParseOptions): Promise<Parsed<AirbyteCommand>> {
  const found: { command: AirbyteCommand | null } = { command: null };
  const parser = base('source-zoom', version)
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
      const state = given.state === undefined ? null : last(given.state);
      const { debug } = given;
      found.command = {
        command: 'read',
        config: last(given.config),
        catalog: last(given.catalog),
        state,
        debug,
      };
    })
    .demandCommand(1, 1, nameACommand);
  const text = await run(parser, argv, airbyteOptions);
  if (text !== null) return text;
  return found.command === null ? wrong(nameACommand) : { command: found.command };
}

function withConfig(own: Argv): Argv<{ config: string; debug: boolean }> {
  return own.option('config', airbyteOptions.config).option('debug', airbyteOptions.debug);
}

function withCatalog(
  own: Argv,
): Argv<{ config: string; catalog: string; state: string | undefined; debug: boolean }> {
  return withConfig(own).option('catalog', airbyteOptions.catalog).option('state', airbyteOptions.state);
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
        found.command = {
          command: singerVerb(given),
          config: (given.config ?? []).map(String),
          catalog: catalog === undefined ? null : last(catalog),
          state: given.state === undefined ? null : last(given.state),
          select: names(given.select),
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
  readonly test: string | undefined;
}

function singerVerb({ about, discover, test }: SingerFlags): SingerCommand['command'] {
  if (about) return 'about';
  if (discover) return 'discover';
  if (test === undefined) return 'sync';
  return test === 'schema' ? 'test-schema' : 'test';
}

/** Only what asks Zoom needs a configuration: orchestrators discover before there is one. */
function checked(command: SingerCommand): Parsed<SingerCommand> {
  const needsConfig = command.command === 'sync' || command.command === 'test';
  if (needsConfig && command.config.length === 0) {
    return wrong('Missing required argument: config (a file, or ENV for the environment).');
  }
  if (command.select !== null && command.command !== 'discover') {
    return wrong(
      '--select belongs to --discover. It marks the streams in the catalog, which --catalog reads.',
    );
  }
  return { command };
}

export function base(name: string, version: string): Argv {
  return yargs()
    .scriptName(name)
    .version(`${name} v${version}`)
    .locale('en')
    .strict()
    .exitProcess(false)
    .parserConfiguration({ 'camel-case-expansion': false, 'boolean-negation': false });
}

/** A text that ends the program. */
export interface Ending {
  readonly text: string;
  readonly isError: boolean;
}

/** Null when a command was recognised. yargs prints nothing itself and never ends the process. */
export async function run(parser: Argv, argv: readonly string[], options: Table): Promise<Ending | null> {
  const unknown = unknownOption(argv, namesOf(options));
  if (unknown !== null) return wrong(unknown);
  const ending: { value: Ending | null } = { value: null };
  // The callback's error is undefined or null when there is none; the published types know only undefined.
  await parser.parseAsync(
    [...argv],
    {},
    (error: Error | undefined | null, _argv: unknown, output: string) => {
      if (error !== undefined && error !== null) ending.value = wrong(refusal(error.message, output));
      else if (output !== '') ending.value = { text: output, isError: false };
    },
  );
  return ending.value;
}

type Table = Readonly<Record<string, Options>>;

function namesOf(options: Table): readonly string[] {
  const own = Object.entries(options).flatMap(([name, { alias = [] }]) => [name, alias].flat());
  return [...own, 'help', 'version'];
}

const choices: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['format', aboutForms],
  ['sync-mode', syncModes],
]);

/** yargs repeats what was typed, which may hold a secret, but not where it names what is missing. */
function refusal(message: string, output: string): string {
  if (/^(Missing required argument|Not enough arguments following|Name a command)/.test(message)) {
    return output === '' ? message : output;
  }
  const [, option = ''] = /^Invalid values:\s+Argument: (format|sync-mode),/.exec(message) ?? [];
  const allowed = choices.get(option);
  if (allowed !== undefined) return `--${option} must be one of ${allowed.join(', ')}.`;
  return 'An argument is not understood, and not repeated here; see --help.';
}

export function wrong(text: string): Ending {
  return { text, isError: true };
}

/** What is repeated, and what stands between commas, are names alike. */
function names(given: readonly string[] | undefined): readonly string[] | null {
  if (given === undefined) return null;
  const parts = given.flatMap((text) => text.split(','));
  return parts.map((name) => name.trim()).filter((name) => name !== '');
}

/** A file that is named twice: the later one counts. */
export function last(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : (value.at(-1) ?? '');
}
