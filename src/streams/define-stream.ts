import type { Config, Records } from '../generated/index.js';

/** Zoom's rate limit labels; a stream's label decides which budget its requests use. */
export type RateLabel = 'light' | 'medium' | 'heavy' | 'resource-intensive';
export type RatePool = 'main' | 'phone' | 'contact-center';
export type Product = NonNullable<Config['products']>[number];
export type StreamName = keyof Records;
/** Ways to find what took place; the config says which one is taken. */
export type PastRoad = NonNullable<Config['past_meetings_from']>;

/** How a request looks: all that the page reader needs to know of a stream. */
export interface RequestShape {
  /** With named placeholders: `/meetings/{meeting_id}/registrants`. */
  readonly path: string;
  /** The body's field that holds the rows; null when the body itself is the one row. */
  readonly recordsPath: string | null;
  readonly rateLimit: RateLabel;
  readonly pool: RatePool;
  /** Largest page that the endpoint serves; null when it has no pages. */
  readonly pageSize: number | null;
  /** True where Zoom hands out a token after the last page, so that the first empty page is the end. */
  readonly tokenAfterEnd: boolean;
  /** Granular scopes and classic ones; any one of all of them suffices. Empty when the specs name none. */
  readonly scopes: readonly string[];
  readonly classicScopes: readonly string[];
}

/** How far back the endpoint keeps rows; asking for older ones is refused or narrowed. */
export type Retention = { readonly months: number } | { readonly days: number };

export interface WindowShape {
  /** Names of the two query parameters. */
  readonly from: string;
  readonly to: string;
  readonly format: 'date' | 'date-time';
  /** Days that one request may span, both edges included; null: any. */
  readonly maxDays: number | null;
  /** Days asked for around the wanted ones, of those that a request may span; its rows are the neighbours'. */
  readonly around: { readonly before: number; readonly after: number };
  /** True where leaving both bounds out gives all that is kept: a range wider than `maxDays` is then one request. */
  readonly optional: boolean;
}

/** A choice among parent rows, as data: the row's field is (not) one of the values. */
export interface RowFilter {
  readonly field: string;
  readonly in?: readonly (string | number)[];
  readonly notIn?: readonly (string | number)[];
}

/** One road to a substream: through the rows of this parent. */
export interface ParentLink {
  readonly stream: StreamName;
  /** Placeholder of the path <- field of the parent's record. Placeholders are also added to the child's records. */
  readonly partition: Readonly<Record<string, string>>;
  /** More fields to add to the child's records: own name <- field of the parent's record. */
  readonly inherit: Readonly<Record<string, string>>;
  readonly where: readonly RowFilter[];
  /** Taken only where this is the road to past meetings; null: always. */
  readonly road: PastRoad | null;
}

/** Partitions and windows in which another stream shows no row are not asked for. */
export interface Narrowing {
  readonly road: PastRoad;
  /** An account-level stream with windows and the same times in its cursor field. */
  readonly stream: StreamName;
  /** Its field that names the partition, in whatever case, by that field of the partition's row. */
  readonly field: string;
  readonly partitionField: string;
}

/**
 * How `row_id` is made where no natural key holds. A list of alternatives: the first whose fields are all filled
 * makes the id, the last one where any of them is, and a hash of the row where none is. All but the last are ids; rows
 * that differ and have the last one's fields in common get a number. `content`: always the hash.
 */
export type RowId = 'content' | readonly (readonly string[])[];

/** What a stream is, all of it data. `defineStream` fills the defaults. */
export interface StreamDeclaration {
  readonly name: StreamName;
  readonly product: Product;
  /** One sentence for the generated documentation. */
  readonly about: string;
  readonly request: RequestShape;
  /** The rows come out of this array field of the parent's row and nothing is asked; null for all others. */
  readonly embedded: string | null;
  readonly primaryKey: readonly string[];
  readonly rowId: RowId | null;
  /** What stands in the key's place in a row that comes without its key: alternatives, as for `rowId`. */
  readonly standIn: readonly (readonly string[])[] | null;
  /** Empty for account-level streams. Several parents are roads to the same rows: each partition is asked once. */
  readonly parents: readonly ParentLink[];
  /** Parameter sets: each slice is read once per pass, rows are merged by key. Never empty. */
  readonly passes: readonly Readonly<Record<string, string>>[];
  /** Parameters that every request carries. */
  readonly query: Readonly<Record<string, string>>;
  readonly window: WindowShape | null;
  readonly retention: Retention | null;
  /** Incremental streams only: a field of the record. A substream without a window follows its parent's cursor value. */
  readonly cursorField: string | null;
  /** On the one stream whose rows are the root partitions: the fields of their id and of their birth. */
  readonly partitions: { readonly id: string; readonly createdAt: string } | null;
  /** A row belongs to the partition whose `partitionField` equals the row's `field`, or to any if no partition does. */
  readonly owner: { readonly field: string; readonly partitionField: string } | null;
  readonly narrowed: Narrowing | null;
}

/**
 * The declared keys only. json-schema-to-typescript writes an index signature wherever a schema allows additional
 * properties, and plain `keyof` would then accept any string: every check below would vanish without a word.
 */
export type KnownKeys<T> = keyof {
  [K in keyof T as string extends K ? never : number extends K ? never : K]: T[K];
} &
  string;

type FieldOf<N extends StreamName> = KnownKeys<Records[N]>;

export type PlaceholdersOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never;

interface FilterInput<P extends StreamName> extends RowFilter {
  readonly field: FieldOf<P>;
}

interface ParentInputOf<N extends StreamName, Path extends string, P extends StreamName> {
  readonly stream: P;
  readonly partition: { readonly [K in PlaceholdersOf<Path>]: FieldOf<P> };
  readonly inherit?: { readonly [K in FieldOf<N>]?: FieldOf<P> };
  readonly where?: readonly FilterInput<P>[];
  readonly road?: PastRoad;
}

type ParentInput<N extends StreamName, Path extends string> = {
  [P in StreamName]: ParentInputOf<N, Path, P>;
}[StreamName];

interface NarrowingOf<P extends StreamName> extends Narrowing {
  readonly stream: P;
  readonly field: FieldOf<P>;
}

type NarrowingInput = { [P in StreamName]: NarrowingOf<P> }[StreamName];

/** What an author writes. Keys, placeholders and parents' fields are checked against the generated record types. */
export interface StreamInput<N extends StreamName, Path extends string> {
  readonly name: N;
  readonly product: Product;
  readonly about: string;
  readonly path: Path;
  readonly recordsPath: string | null;
  readonly rateLimit: RateLabel;
  readonly pool?: RatePool;
  readonly pageSize?: number;
  readonly tokenAfterEnd?: true;
  readonly scopes: readonly string[];
  readonly classicScopes?: readonly string[];
  readonly embedded?: string;
  readonly primaryKey: readonly FieldOf<N>[];
  readonly rowId?: 'content' | readonly (readonly FieldOf<N>[])[];
  readonly standIn?: readonly (readonly FieldOf<N>[])[];
  readonly parents?: readonly ParentInput<N, Path>[];
  readonly passes?: readonly Readonly<Record<string, string>>[];
  readonly query?: Readonly<Record<string, string>>;
  readonly window?: WindowShape;
  readonly retention?: Retention;
  readonly cursorField?: FieldOf<N>;
  readonly partitions?: { readonly id: FieldOf<N>; readonly createdAt: FieldOf<N> };
  readonly owner?: { readonly field: FieldOf<N>; readonly partitionField: string };
  readonly narrowed?: NarrowingInput;
}

export function defineStream<const N extends StreamName, const Path extends string>(
  input: StreamInput<N, Path>,
): StreamDeclaration {
  return {
    name: input.name,
    product: input.product,
    about: input.about,
    request: {
      path: input.path,
      recordsPath: input.recordsPath,
      rateLimit: input.rateLimit,
      pool: input.pool ?? 'main',
      pageSize: input.pageSize ?? null,
      tokenAfterEnd: input.tokenAfterEnd ?? false,
      scopes: input.scopes,
      classicScopes: input.classicScopes ?? [],
    },
    embedded: input.embedded ?? null,
    primaryKey: input.primaryKey,
    rowId: input.rowId ?? null,
    standIn: input.standIn ?? null,
    parents: (input.parents ?? []).map(parentLink),
    passes: input.passes ?? [{}],
    query: input.query ?? {},
    window: input.window ?? null,
    retention: input.retention ?? null,
    cursorField: input.cursorField ?? null,
    partitions: input.partitions ?? null,
    owner: input.owner ?? null,
    narrowed: input.narrowed ?? null,
  };
}

interface AnyParentInput {
  readonly stream: StreamName;
  readonly partition: Readonly<Record<string, string>>;
  readonly inherit?: Readonly<Record<string, string | undefined>>;
  readonly where?: readonly RowFilter[];
  readonly road?: PastRoad;
}

function parentLink(input: AnyParentInput): ParentLink {
  const inherit: Record<string, string> = {};
  for (const [own, theirs] of Object.entries(input.inherit ?? {})) {
    if (theirs !== undefined) inherit[own] = theirs;
  }
  const { stream, partition, where = [], road = null } = input;
  return { stream, partition, inherit, where, road };
}
