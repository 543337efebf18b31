import { selectedNames } from '../config/stream-choice.js';
import { settingWarnings } from '../config/warnings.js';
import { SourceError } from '../errors.js';
import { createLogger, plainFormat } from '../output/logger.js';
import { configuredCatalogText } from '../protocols/airbyte/catalog.js';
import type { AirbyteCommand } from './airbyte-arguments.js';
import { catalogOptions, readConfig } from './config.js';
import type { Edges } from './edges.js';
import { Redactor } from './redactor.js';
import { lostOutput, unexpectedText, writeEnding } from './text.js';

export type ConfigureCommand = Extract<AirbyteCommand, { command: 'configure' }>;

/**
 * Prints a configured catalog for `read`; resolves to the exit code. No command of the protocol: stdout is the content of
 * a file, so whatever there is to say goes to stderr.
 */
export async function configure(command: ConfigureCommand, edges: Edges): Promise<number> {
  const redactor = new Redactor();
  const write = (text: string): void => void edges.stderr.write(text);
  const log = createLogger({ write, scrub: redactor.scrub, threshold: 'info', format: plainFormat });
  try {
    const lost = lostOutput(edges, true);
    if (lost !== null) return await writeEnding({ text: lost, isError: true }, edges);
    const text = await catalogFor(command, edges, {
      learn: (config) => redactor.learn(config),
      warn: (message) => log({ level: 'warn', message }),
    });
    return await writeEnding({ text, isError: false }, edges);
  } catch (error) {
    const message = error instanceof SourceError ? error.message : unexpectedText('source-zoom', error);
    for (const line of message.split('\n')) log({ level: 'critical', message: line });
    return 1;
  }
}

interface Listener {
  readonly learn: Redactor['learn'];
  readonly warn: (message: string) => void;
}

async function catalogFor(
  { config: path, select, syncMode }: ConfigureCommand,
  { clock, parts }: Edges,
  { learn, warn }: Listener,
): Promise<string> {
  const config = await readConfig([path], {});
  learn(config);
  settingWarnings(config, clock.now()).forEach(warn);
  const offered = await parts.offlineCatalog(catalogOptions(config));
  if (select === null) return configuredCatalogText(offered, syncMode);
  const chosen = selectedNames(
    select,
    offered.map(({ name }) => name),
  );
  return configuredCatalogText(
    offered.filter(({ name }) => chosen.has(name)),
    syncMode,
  );
}
