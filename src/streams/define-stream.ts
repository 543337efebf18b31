import type {
  ContentShape,
  EpochField,
  MoreRecords,
  Narrowing,
  ParentLink,
  RateLabel,
  RatePool,
  RequestField,
  RequestShape,
  Retention,
  RoadName,
  RowFilter,
  Spared,
  StreamDeclaration,
  WindowShape,
} from '../engine/declaration.js';
import type { Fields } from '../generated/index.js';
import type { OwnRoad } from './roads.js';

export type StreamName = keyof Fields;

type FieldOf<N extends StreamName> = Fields[N];

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
  readonly each?: FieldOf<P>;
  readonly firstOf?: { readonly field: FieldOf<P>; readonly values: readonly string[] };
  readonly road?: OwnRoad;
  readonly anyAge?: true;
}

type ParentInput<N extends StreamName, Path extends string> = {
  [P in StreamName]: ParentInputOf<N, Path, P>;
}[StreamName];

interface NarrowingOf<P extends StreamName> extends Omit<Narrowing, 'changesWith' | 'asksStrangers'> {
  readonly road: OwnRoad;
  readonly stream: P;
  readonly field: FieldOf<P>;
  readonly keyField: FieldOf<P>;
  readonly changesWith?: { readonly [K in FieldOf<P>]?: readonly string[] };
  readonly asksStrangers?: true;
}

type NarrowingInput = { [P in StreamName]: NarrowingOf<P> }[StreamName];

/** What an author writes. Keys, placeholders and parents' fields are checked against the generated record types. */
export interface StreamInput<N extends StreamName, Path extends string> {
  readonly name: N;
  readonly about: string;
  readonly path: Path;
  readonly recordsPath: string | null;
  readonly moreRecords?: readonly MoreRecords[];
  readonly rateLimit: RateLabel;
  /** Absent: that of the product. */
  readonly pool?: RatePool;
  readonly pageSize?: number;
  readonly tokenAfterEnd?: true;
  readonly encodesTwice?: true;
  /** A file in place of pages; the path only names it in messages then. */
  readonly content?: ContentShape;
  readonly scopes: readonly string[];
  /** Absent: those of the product. */
  readonly classicScopes?: readonly string[];
  readonly embedded?: string;
  readonly primaryKey: readonly FieldOf<N>[];
  readonly rowId?: 'content' | readonly (readonly FieldOf<N>[])[];
  readonly standIn?: readonly (readonly FieldOf<N>[])[];
  readonly parents?: readonly ParentInput<N, Path>[];
  readonly variants?: readonly Readonly<Record<string, string>>[];
  readonly spellings?: readonly Readonly<Record<string, string>>[];
  readonly query?: Readonly<Record<string, string>>;
  /** Own field <- parameter; with what stands in its place in requests that lack it. */
  readonly fromRequest?: {
    readonly [K in FieldOf<N>]?: string | { readonly parameter: string; readonly absent: string };
  };
  readonly moments?: { readonly [K in FieldOf<N>]?: EpochField & { readonly field: FieldOf<N> } };
  readonly window?: WindowShape;
  readonly retention?: Retention;
  readonly undated?: true;
  readonly seldom?: true;
  readonly spared?: Spared & { readonly by: StreamName };
  readonly cursorField?: FieldOf<N>;
  readonly lookbackHours?: number;
  readonly partitions?: {
    readonly id: FieldOf<N>;
    readonly createdAt: FieldOf<N> | null;
    readonly name?: FieldOf<N>;
    readonly typical?: { readonly field: FieldOf<N>; readonly value: string };
  };
  readonly owner?: { readonly field: FieldOf<N>; readonly partitionField: string };
  readonly narrowed?: NarrowingInput;
}

/** A stream before its product has added what is the same for all of its streams. */
export interface StreamOfProduct extends Omit<StreamDeclaration, 'product' | 'request'> {
  readonly request: Omit<RequestShape, 'pool' | 'classicScopes' | 'refusals'> & {
    readonly pool: RatePool | null;
    readonly classicScopes: readonly string[] | null;
  };
}

const hour = 3_600_000;

/** What a stream has that says nothing of it. */
const usual = {
  embedded: null,
  rowId: null,
  standIn: null,
  variants: [{}],
  query: {},
  spellings: [{}],
  moments: {},
  window: null,
  retention: null,
  undated: false,
  seldom: false,
  spared: null,
  cursorField: null,
  partitions: null,
  owner: null,
} satisfies Partial<StreamOfProduct>;

export function defineStream<const N extends StreamName, const Path extends string>(
  input: StreamInput<N, Path>,
): StreamOfProduct {
  const { path, recordsPath, rateLimit, scopes, ...own } = input;
  const {
    parents = [],
    pool = null,
    pageSize = null,
    classicScopes = null,
    lookbackHours,
    tokenAfterEnd = false,
    encodesTwice = false,
    moreRecords = [],
    content = null,
    fromRequest = {},
    narrowed,
    ...rest
  } = own;
  return {
    ...usual,
    ...rest,
    parents: parents.map(parentLink),
    fromRequest: requestFields(fromRequest),
    narrowed: narrowed === undefined ? null : narrowing(narrowed),
    lookback: lookbackHours === undefined ? null : lookbackHours * hour,
    request: {
      path,
      recordsPath,
      moreRecords,
      rateLimit,
      pool,
      pageSize,
      tokenAfterEnd,
      encodesTwice,
      servedAs: servedAs(input.window),
      content,
      scopes,
      classicScopes,
    },
  };
}

/** Whoever asks by other names than `from` and `to` is told by them too: the others may then say something else. */
function servedAs(window: WindowShape | undefined): RequestShape['servedAs'] {
  if (window === undefined || window.format === 'year-month') return { from: 'from', to: 'to' };
  const { from, to } = window;
  return { from, to };
}

type RequestFieldInput = string | { readonly parameter: string; readonly absent: string } | undefined;

function requestFields(input: Readonly<Record<string, RequestFieldInput>>): StreamOfProduct['fromRequest'] {
  const made: Record<string, RequestField> = {};
  for (const [field, source] of Object.entries(input)) {
    if (source !== undefined)
      made[field] = typeof source === 'string' ? { parameter: source, absent: null } : source;
  }
  return made;
}

interface AnyParentInput {
  readonly stream: StreamName;
  readonly partition: Readonly<Record<string, string>>;
  readonly inherit?: Readonly<Record<string, string | undefined>>;
  readonly where?: readonly RowFilter[];
  readonly each?: string;
  readonly firstOf?: ParentLink['firstOf'];
  readonly road?: RoadName;
  readonly anyAge?: true;
}

function parentLink(input: AnyParentInput): ParentLink {
  const inherit: Record<string, string> = {};
  for (const [own, theirs] of Object.entries(input.inherit ?? {})) {
    if (theirs !== undefined) inherit[own] = theirs;
  }
  const { stream, partition, where = [], each = null, firstOf = null, road = null, anyAge = false } = input;
  return { stream, partition, inherit, where, each, firstOf, road, anyAge };
}

interface AnyNarrowingInput extends Omit<Narrowing, 'changesWith' | 'asksStrangers'> {
  readonly changesWith?: Readonly<Record<string, readonly string[] | undefined>>;
  readonly asksStrangers?: true;
}

function narrowing({ changesWith, ...rest }: AnyNarrowingInput): Narrowing {
  const fields: Record<string, readonly string[]> = {};
  for (const [field, within] of Object.entries(changesWith ?? {}))
    if (within !== undefined) fields[field] = within;
  return {
    ...rest,
    asksStrangers: rest.asksStrangers === true,
    changesWith: changesWith === undefined ? null : fields,
  };
}
