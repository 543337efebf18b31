import type { CatalogStream, ReadRequest } from '../engine/catalog.js';
import type { JsonObject } from '../json.js';

/** The files that a sync would be given, as the caller reads them. What it throws are SourceErrors, in sentences. */
export interface Papers {
  readonly config: () => Promise<JsonObject>;
  readonly configFiles: () => Promise<readonly PaperFile[]>;
  /** Null where none is named: then all streams that are offered count as selected. */
  readonly catalog: Paper | null;
  readonly state: Paper | null;
}

export interface Paper {
  readonly file: () => Promise<PaperFile>;
  /** What it makes of the streams that are offered. */
  readonly plan: (offered: readonly CatalogStream[]) => Promise<PaperPlan>;
}

export interface PaperFile {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly changedAt: number;
  /** Who besides its owner may read it; null where that is not known. */
  readonly readableBy: 'its owner alone' | 'its group' | 'everybody' | null;
}

export interface PaperPlan {
  readonly request: ReadRequest;
  readonly unknown: readonly string[];
  /** Sentences. */
  readonly notices: readonly string[];
}
