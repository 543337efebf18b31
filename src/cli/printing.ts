import { settingWarnings } from '../config/warnings.js';
import type { LogLevel } from '../engine/events.js';
import { SourceError, StoppedError } from '../errors.js';
import type { JsonObject } from '../json.js';
import { createLogger, plainFormat } from '../output/logger.js';
import { readConfig } from './config.js';
import type { Edges } from './edges.js';
import { Redactor } from './redactor.js';
import { lostOutput, unexpectedText, writeEnding } from './text.js';

/** What a command that prints a text may do besides. */
export interface Listener {
  /** Reads the configuration, and warns of what it finds; an empty one where no file is named. */
  readonly config: (path: string | null) => Promise<JsonObject>;
  readonly log: (level: LogLevel, message: string) => void;
  readonly redactor: Redactor;
}

/**
 * Prints what is made; resolves to the exit code. For commands that are none of the protocol: stdout is the content of a
 * file, so whatever there is to say goes to stderr.
 */
export async function printText(
  edges: Edges,
  make: (listener: Listener) => Promise<string>,
): Promise<number> {
  const redactor = new Redactor();
  const write = (text: string): void => void edges.stderr.write(text);
  const logger = createLogger({ write, scrub: redactor.scrub, threshold: 'info', format: plainFormat });
  const log: Listener['log'] = (level, message) => logger({ level, message });
  const config = async (path: string | null): Promise<JsonObject> => {
    const found = path === null ? {} : await readConfig([path], {});
    redactor.learn(found);
    for (const warning of settingWarnings(found, edges.clock.now())) log('warn', warning);
    return found;
  };
  try {
    const lost = lostOutput(edges, true);
    if (lost !== null) return await writeEnding({ text: lost, isError: true }, edges);
    const text = await make({ config, log, redactor });
    return await writeEnding({ text, isError: false }, edges);
  } catch (error) {
    // Whoever stopped it knows.
    if (error instanceof StoppedError) return 1;
    const message = error instanceof SourceError ? error.message : unexpectedText('source-zoom', error);
    for (const line of message.split('\n')) logger({ level: 'critical', message: line });
    return 1;
  }
}
