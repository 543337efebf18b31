import yargs from 'yargs';
import type { Argv, Options } from 'yargs';
import { unknownOption } from './shown-arguments.js';

/** What the arguments of all programs have in common. The only door to yargs. */

export type { Argv };

/** A command, or a text that ends the program: help, the version, or what is wrong with the arguments. */
export type Parsed<Command> = { readonly command: Command } | Ending;

export interface ParseOptions {
  readonly argv: readonly string[];
  readonly version: string;
}

export const file = { type: 'string', requiresArg: true } as const;

export const summaryFile = {
  ...file,
  describe: 'File that says in JSON how the run went, written at its end',
} as const;

export const select = {
  type: 'string',
  array: true,
  nargs: 1,
  describe: "Streams, as in users,report_meetings,'phone_*'; repeatable",
} as const;

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
      if (error !== undefined && error !== null)
        ending.value = wrong(refusal(error.message, output, options));
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

/** yargs repeats what was typed, which may hold a secret, but not where it names what is missing. */
function refusal(message: string, output: string, options: Table): string {
  if (/^(Missing required argument|Not enough arguments following|Name a command)/.test(message)) {
    return output === '' ? message : output;
  }
  const [, option = ''] = /^Invalid values:\s+Argument: ([a-z-]+),/.exec(message) ?? [];
  const allowed = options[option]?.choices;
  if (allowed !== undefined) return `--${option} must be one of ${allowed.join(', ')}.`;
  return 'An argument is not understood, and not repeated here; see --help.';
}

export function wrong(text: string): Ending {
  return { text, isError: true };
}

/** What is repeated, and what stands between commas, are names alike. */
export function names(given: readonly string[] | undefined): readonly string[] | null {
  if (given === undefined) return null;
  const parts = given.flatMap((text) => text.split(','));
  return parts.map((name) => name.trim()).filter((name) => name !== '');
}

/** A file that is named twice: the later one counts. */
export function last(value: string | readonly string[]): string {
  return typeof value === 'string' ? value : (value.at(-1) ?? '');
}
