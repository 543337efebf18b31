import type { ParseOptions, Parsed } from './parser.js';
import { base, file, last, run, summaryFile, wrong } from './parser.js';
import { singerOptions } from './singer-arguments.js';

/** Tap and target in one run; the environment has not been looked at yet. */
export interface SyncCommand {
  readonly config: readonly string[];
  readonly catalog: string | null;
  readonly state: string | null;
  readonly target: string | null;
  readonly targetConfig: string | null;
  readonly summary: string | null;
}

const syncOptions = {
  config: { ...singerOptions.config, describe: `${singerOptions.config.describe}; without it, ENV` },
  catalog: { ...file, describe: 'JSON file with the selected catalog [CATALOG]' },
  state: { ...file, describe: 'File that the state is read from and kept in; made by the first run [STATE]' },
  target: { ...file, describe: 'The target: its name on the path, or its file [TARGET]' },
  'target-config': { ...file, describe: "JSON file with the target's configuration [TARGET_CONFIG]" },
  summary: { ...summaryFile, describe: `${summaryFile.describe} of the tap [SUMMARY]` },
} as const;

export async function parseSync({ argv, version }: ParseOptions): Promise<Parsed<SyncCommand>> {
  const found: { command: SyncCommand | null } = { command: null };
  const parser = base('sync-zoom', version)
    .options(syncOptions)
    .command(
      '$0',
      'Runs tap-zoom into a Singer target and keeps the state that the target confirms. ' +
        'A variable of the environment stands for an option that is not given.',
      (own) => own,
      (given) => {
        const named = (value: string | undefined): string | null =>
          value === undefined ? null : last(value);
        found.command = {
          config: (given.config ?? []).map(String),
          catalog: named(given.catalog),
          state: named(given.state),
          target: named(given.target),
          targetConfig: named(given['target-config']),
          summary: named(given.summary),
        };
      },
    );
  const text = await run(parser, argv, syncOptions);
  if (text !== null) return text;
  return found.command === null
    ? wrong('The arguments make no command; see --help.')
    : { command: found.command };
}
