import type {
  ParentLink,
  RequestShape,
  StreamDeclaration,
  WindowShape,
} from '../../src/engine/declaration.js';
import type { HttpClient } from '../../src/http/message.js';
import { loadDefinitions } from '../../src/offline-catalog.js';
import type { StreamName } from '../../src/streams/define-stream.js';
import type { SimulatorOptions } from '../simulator/index.js';
import type { EngineRun } from '../support/engine.js';

/** Errors that a declaration could hold, as data. */

export type Change = (declaration: StreamDeclaration) => StreamDeclaration;
export type Planted = Pick<EngineRun, 'definitions' | 'wrapClient' | 'wrapReader' | 'lookbackDays'>;

export interface Fault {
  readonly title: string;
  /** The stream whose rows go wrong. */
  readonly stream: StreamName;
  /** What is wrong in its declaration, or in that of `changes`. */
  readonly change?: Change;
  readonly changes?: StreamName;
  /** What is wrong elsewhere. */
  readonly plant?: Planted;
  readonly account?: Partial<SimulatorOptions>;
}

export function planted({ stream, change, changes = stream, plant = {} }: Fault): Planted {
  return change === undefined ? plant : { ...changed(changes, change), ...plant };
}

export function changed(stream: StreamName, change: Change): Planted {
  const definitions = loadDefinitions().map((definition) =>
    definition.declaration.name === stream
      ? { ...definition, declaration: change(definition.declaration) }
      : definition,
  );
  return { definitions };
}

export function declaring(wrong: Partial<StreamDeclaration>): Change {
  return (declaration) => ({ ...declaration, ...wrong });
}

export function requesting(wrong: Partial<RequestShape>): Change {
  return (declaration) => ({ ...declaration, request: { ...declaration.request, ...wrong } });
}

export function windowed(wrong: Partial<WindowShape>): Change {
  return ({ window, ...declaration }) => ({
    ...declaration,
    window: window === null ? null : { ...window, ...wrong },
  });
}

/** By whatever road. */
export function linked(wrong: Partial<ParentLink>): Change {
  return (declaration) => ({
    ...declaration,
    parents: declaration.parents.map((link) => ({ ...link, ...wrong })),
  });
}

export function partitionedBy(partition: ParentLink['partition']): Change {
  return linked({ partition });
}

export function withoutVariant(name: string, value: string): Change {
  return (declaration) => ({
    ...declaration,
    variants: declaration.variants.filter((variant) => variant[name] !== value),
  });
}

/** Without some parameters, which then mean what Zoom says that they mean. */
export function withoutParameters(...names: readonly string[]): Change {
  const without = (query: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name)));
  return (declaration) => ({
    ...declaration,
    query: without(declaration.query),
    variants: uniqueVariants(declaration.variants.map(without)),
  });
}

function uniqueVariants(variants: StreamDeclaration['variants']): StreamDeclaration['variants'] {
  return [...new Map(variants.map((variant) => [JSON.stringify(variant), variant])).values()];
}

export const encodedOnce =
  (client: HttpClient): HttpClient =>
  (request) =>
    client({ ...request, url: request.url.replaceAll('%25', '%') });
