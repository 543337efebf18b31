import type { JsonObject, JsonValue } from '../src/json.js';
import { execute } from '../test/support/command.js';
import { catalogOf } from '../test/support/delivery.js';
import type { Folder } from '../test/support/files.js';
import type { ProtocolUnderTest } from '../test/support/protocols.js';
import { writeRunFiles } from '../test/support/protocols.js';
import type { Measured } from './measured.js';
import { measure, programFile } from './measured.js';

/** One read of the connector. */
export interface Reading {
  readonly protocol: ProtocolUnderTest;
  readonly config: JsonObject;
  /** Null: all. */
  readonly streams: readonly string[] | null;
  readonly state?: JsonValue;
  /** A run that may end incomplete; otherwise its failure is the benchmark's. */
  readonly mayFail?: true;
}

let readings = 0;

/** Discovers, selects, reads, and measures the read alone. */
export async function readMeasured(folder: Folder, reading: Reading): Promise<Measured> {
  const { protocol, config, streams, state } = reading;
  readings += 1;
  const label = `${protocol.name}-${readings}`;
  const file = programFile(protocol.program);
  const files = await writeRunFiles(folder, label, { config });
  const found = await execute(process.execPath, [file, ...protocol.discoverArgs(files)]);
  const catalog = protocol.configure(catalogOf(found.stdout), streams);
  const args = protocol.readArgs(await writeRunFiles(folder, label, { config, catalog, state }));
  const measured = await measure(folder, file, args);
  if (measured.exitCode !== 0 && reading.mayFail !== true) {
    throw new Error(
      `${label} ended with ${measured.exitCode ?? 'a signal'}: ${measured.stderr.slice(-2_000)}`,
    );
  }
  return measured;
}
