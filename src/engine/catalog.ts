import type { JsonObject } from '../json.js';
import type { StreamDeclaration } from './declaration.js';

/** A stream as the engine gets it: what it is, and the JSON Schema of its records. */
export interface StreamDefinition {
  readonly declaration: StreamDeclaration;
  readonly schema: JsonObject;
}

export type SyncMode = 'full_refresh' | 'incremental';

/** A stream as discovery offers it, in no protocol's words. */
export interface CatalogStream {
  readonly name: string;
  /** Already without the secret fields that the configuration leaves out. */
  readonly schema: JsonObject;
  readonly syncModes: readonly SyncMode[];
  readonly primaryKey: readonly string[];
  readonly cursorField: string | null;
}

/** A stream that a read shall deliver. */
export interface ConfiguredStream {
  readonly name: string;
  readonly syncMode: SyncMode;
  /** Paths of the fields to leave out of the records: `['settings', 'audio']`. */
  readonly deselected: readonly (readonly string[])[];
  /** Airbyte's job and refresh numbers; null where the protocol has none. */
  readonly syncId: number | null;
  readonly generationId: number | null;
}

/** A part of what was read before. */
export interface Repair {
  /** Those of a list of partitions, by id or by the name that the list has for people; null: all. */
  readonly only: { readonly list: string; readonly names: readonly string[] } | null;
  /** Epoch milliseconds; null: as the configuration says. */
  readonly from: number | null;
  readonly to: number | null;
}

export interface ReadRequest {
  /** Of those that are on offer; whoever reads a catalog says what else it names. */
  readonly streams: readonly ConfiguredStream[];
  /** Raw state by stream name, as it came back from the destination; anything that is not understood counts as none. */
  readonly state: ReadonlyMap<string, unknown>;
  /** True where one record of each stream will do (`limits.ts`): nothing is told of states then. */
  readonly isSample?: boolean;
  /** Where only a part is to be read, once more and beside the states; null or absent: all. */
  readonly repair?: Repair | null;
  /** Which streams stay as they are in the destination where they are not read: any, or those that only add; absent: none. */
  readonly mayRest?: 'any' | 'incremental';
}
