import type { ParentLink } from '../declaration.js';
import type { StreamNode } from '../plan/plan.js';
import type { Slice } from './scenario.js';
import type { Item } from './items.js';
import type { Mean, SampledRow, StreamSample } from './stream-sample.js';

/** What reading one stream takes, as far as is known. */
export interface NodeForecast {
  readonly node: StreamNode;
  readonly sample: StreamSample;
  /** Whose lists are read: partitions, or items. */
  readonly owners: number;
  /** All of their lists, each window by itself. */
  readonly lists: number;
  readonly requests: number;
  readonly rows: number;
  /** Requests and rows of a list that is served. */
  readonly perList: { readonly requests: Mean; readonly rows: Mean };
  /** Of lists that belong to partitions: those that are alike. */
  readonly parts: readonly ListPart[];
  /** The rows that were looked at; their weights together are `rows`. */
  readonly seen: readonly SampledRow[];
  /** Partitions all of whose rows were looked at; null: all of them. */
  readonly whole: ReadonlySet<string> | null;
  /** The rows as another list tells them, under its names. */
  readonly told: Told | null;
  /** Of substreams: what they are asked for, as far as it was seen, and how many from each road. */
  readonly items: readonly Item[];
  readonly fresh: readonly number[];
  /** Nobody knows how much of what one road leads to the other ones lead to as well. */
  readonly isOverlapGuessed: boolean;
}

export interface ListPart {
  /** Those that are read. */
  readonly slices: readonly Slice[];
  /** With those that are not known one by one. */
  readonly lists: number;
  readonly looked: number;
  readonly perList: NodeForecast['perList'];
}

export interface Reach {
  /** Those that are known to be read. */
  readonly slices: readonly Slice[];
  readonly lists: number;
  readonly owners: number;
}

export interface Told {
  readonly by: string;
  readonly rows: readonly SampledRow[];
  readonly isWhole: boolean;
  /** From when on they are told, epoch milliseconds. */
  readonly since: number;
  readonly linkFor: (link: ParentLink) => ParentLink | null;
}

/** Where a stream has no list that could be looked at. */
export const unknownMean: Mean = { value: 0, error: 0, of: 0 };
