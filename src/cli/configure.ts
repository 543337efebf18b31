import { selectedNames } from '../config/stream-choice.js';
import { configuredCatalogText } from '../protocols/airbyte/catalog.js';
import type { AirbyteCommand } from './airbyte-arguments.js';
import { catalogOptions } from './config.js';
import type { Edges } from './edges.js';
import { printText } from './printing.js';

export type ConfigureCommand = Extract<AirbyteCommand, { command: 'configure' }>;

/** Prints a configured catalog for `read`; resolves to the exit code. */
export function configure(
  { config: path, select, syncMode }: ConfigureCommand,
  edges: Edges,
): Promise<number> {
  return printText(edges, async ({ config }) => {
    const offered = await edges.parts.offlineCatalog(catalogOptions(await config(path)));
    if (select === null) return configuredCatalogText(offered, syncMode);
    const chosen = selectedNames(
      select,
      offered.map(({ name }) => name),
    );
    return configuredCatalogText(
      offered.filter(({ name }) => chosen.has(name)),
      syncMode,
    );
  });
}
