import type { RefusalRow } from '../refusal-rows/row.js';

/** Zoom's rate limit labels; a stream's label decides which budget its requests use. */
export type RateLabel = 'light' | 'medium' | 'heavy' | 'resource-intensive';
export type RatePool = 'main' | 'phone' | 'contact-center';

/** How a request looks: all that the page reader needs to know of a stream. */
export interface RequestShape {
  /** With named placeholders: `/meetings/{meeting_id}/registrants`, `/workspaces?location_id={location_id}`. */
  readonly path: string;
  /** The body's field that holds the rows; null when the body itself is the one row. */
  readonly recordsPath: string | null;
  /** More fields of the same body that hold rows, and what their rows get: own name <- constant. Mostly none. */
  readonly moreRecords: readonly MoreRecords[];
  readonly rateLimit: RateLabel;
  readonly pool: RatePool;
  /** Largest page that the endpoint serves; null when it has no pages. */
  readonly pageSize: number | null;
  /** True where Zoom hands out a token after the last page, so that the first empty page is the end. */
  readonly tokenAfterEnd: boolean;
  /** True where ids in the path are encoded twice whatever they look like. */
  readonly encodesTwice: boolean;
  /** Fields of the body that tell which window was served, before `from` and `to` do. */
  readonly servedAs: { readonly from: string; readonly to: string };
  /** Granular scopes and classic ones; any one of all of them suffices. Empty when the specs name none. */
  readonly scopes: readonly string[];
  readonly classicScopes: readonly string[];
  /** A file is read in place of pages; null for all that is no content. */
  readonly content: ContentShape | null;
  /** What the errors of its product mean, in order of precedence, where the common table does not say it. */
  readonly refusals: readonly RefusalRow[];
}

/** A file that a row of the parent links to, and the rows that are made of it. */
export interface ContentShape {
  /** Fields of the parent's row, as it came: where the file lies, and what is said of it before it is asked for. */
  readonly link: string;
  readonly size: string | null;
  readonly fileName: string | null;
  /** How bytes become rows: the words are those of whoever decodes (`decoding/`). */
  readonly decoder: string;
  /** A file that cannot be read is a row of its own that says why, or a counted skip. */
  readonly absent: 'row' | 'skip';
  /** Fields of the parent's record that change with the file; while they stay it is not read again. */
  readonly changesWith: readonly string[];
  /** Where a token for this one file may be asked for, when the ordinary one is refused; null: nowhere. */
  readonly ticketPath: string | null;
}

export interface MoreRecords {
  readonly recordsPath: string;
  readonly adds: Readonly<Record<string, string>>;
}

/** How far back the endpoint keeps rows; asking for older ones is refused or narrowed. */
export type Retention = { readonly months: number } | { readonly days: number };

export interface WindowShape {
  /** Names of the two query parameters; of the year and the month where that is the format. */
  readonly from: string;
  readonly to: string;
  readonly format: 'date' | 'date-time' | 'year-month';
  /** Days that one request may span, both edges included; null: any. */
  readonly maxDays: number | null;
  /** Days asked for around the wanted ones, of those that a request may span; its rows are the neighbours'. */
  readonly around: { readonly before: number; readonly after: number };
  /** True where leaving both bounds out gives all that is kept: a range wider than `maxDays` is then one request. */
  readonly optional: boolean;
  /**
   * Set where rows are sums over the window, so that it belongs to their key: windows are whole calendar months then, the
   * current one up to today, and a month that is no longer kept from its first day on is none. Null: cut as it comes.
   */
  readonly period: 'month' | null;
  /** Days after today that may be asked for: 14 for a list of what is planned, -1 where today's rows come tomorrow. */
  readonly ahead: number;
}

/** A field that rows get from the request that brought them, where Zoom does not say it in the row. */
export interface RequestField {
  /** A parameter of the query, of the window or of a variant. */
  readonly parameter: string;
  /** Where the request has no such parameter; null: no field then. */
  readonly absent: string | null;
}

/** A field in whose place, or beside which, a count since 1970 says the same. */
export interface EpochField {
  readonly field: string;
  readonly unit: 'seconds' | 'milliseconds';
}

/** A choice among parent rows, as data: the row's field is (not) one of the values. */
export interface RowFilter {
  readonly field: string;
  readonly in?: readonly (string | number)[];
  readonly notIn?: readonly (string | number)[];
}

/** One of the ways to the same rows, of which a family has several and a sync takes one. */
export interface RoadName {
  readonly family: string;
  readonly road: string;
}

/** One road to a substream: through the rows of this parent. */
export interface ParentLink {
  readonly stream: string;
  /** Placeholder of the path <- field of the parent's record. Placeholders are also added to the child's records. */
  readonly partition: Readonly<Record<string, string>>;
  /** More fields to add to the child's records: own name <- field of the parent's record. */
  readonly inherit: Readonly<Record<string, string>>;
  readonly where: readonly RowFilter[];
  /** Array of the parent's row whose entries lead on, each over the row's own fields; the row itself where it is empty. */
  readonly each: string | null;
  /** Of rows that came inside one row, only those with the first of these values that occurs there. */
  readonly firstOf: { readonly field: string; readonly values: readonly string[] } | null;
  /** Taken only where the configuration takes this road; null: always. */
  readonly road: RoadName | null;
  /**
   * True where a parent's row goes on having new rows for as long as it is there, as a recording has views: rows of all
   * times lead to them, and each is asked from a day before its own time on. Of substreams with a window.
   */
  readonly anyAge: boolean;
}

/** An item need not be asked where the answer to another one of the same parent's row says that it has no rows. */
export interface Spared {
  /** Asked of the same rows with the same values. Where it is not read, or does not tell, the item is asked. */
  readonly by: string;
  /** Where in its row. */
  readonly path: readonly [string, ...string[]];
  readonly values: readonly (string | number)[];
  /** For the summary. */
  readonly reason: string;
}

/** Partitions and windows in which another stream shows no row are not asked for. */
export interface Narrowing {
  readonly road: RoadName;
  /** An account-level stream with windows and the same times in its cursor field. */
  readonly stream: string;
  /** Its field that names the partition, in whatever case, by that field of the partition's row. */
  readonly field: string;
  /** Its field that is the key of the narrowed stream's row. */
  readonly keyField: string;
  readonly partitionField: string;
  /**
   * Its fields that change with what its row leads to, and of a list of things the fields of each; others are made anew with
   * each listing, as links are. Null: the whole row.
   */
  readonly changesWith: Readonly<Record<string, readonly string[]>> | null;
  /** Partitions that it names and no list has are asked for by that name. */
  readonly asksStrangers: boolean;
}

/**
 * How `row_id` is made where no natural key holds. A list of alternatives: the first whose fields are all filled
 * makes the id, the last one where any of them is, and a hash of the row where none is. All but the last are ids; rows
 * that differ and have the last one's fields in common get a number. `content`: always the hash.
 */
export type RowId = 'content' | readonly (readonly string[])[];

/**
 * What a stream is, all of it data. The engine knows streams, products and roads by nothing but this; who writes them
 * (`streams/define-stream.ts`) has the names checked by the compiler.
 */
export interface StreamDeclaration {
  readonly name: string;
  readonly product: string;
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
  /** Sets of parameters: each slice is read once with each, and rows are merged by key. Never empty. */
  readonly variants: readonly Readonly<Record<string, string>>[];
  /** Sets of parameters of which Zoom takes only one, and nobody knows which: tried in turn, once a run. Mostly `[{}]`. */
  readonly spellings: readonly Readonly<Record<string, string>>[];
  /** Parameters that every request carries. */
  readonly query: Readonly<Record<string, string>>;
  /** Own fields that rows get from their request: which variant, which period. */
  readonly fromRequest: Readonly<Record<string, RequestField>>;
  /** Own date-time fields made of counts that stay as they are. */
  readonly moments: Readonly<Record<string, EpochField>>;
  readonly window: WindowShape | null;
  readonly retention: Retention | null;
  /**
   * True where the window's bounds choose by a time that rows do not tell: the cursor field is another one, and a row is
   * taken from whichever window brings it.
   */
  readonly undated: boolean;
  readonly spared: Spared | null;
  /**
   * True where each sync asks it of all rows there are, however old, and once a day is enough: unless the configuration says
   * otherwise it is not read each time.
   */
  readonly seldom: boolean;
  /** Incremental streams only: a field of the record. A substream without a window follows its parents' where all have one. */
  readonly cursorField: string | null;
  /**
   * Milliseconds that an incremental sync reads again, where the configured days are too many for what comes late:
   * records of audits are complete within hours. Null: the configured days.
   */
  readonly lookback: number | null;
  /**
   * On a stream whose rows are the partitions of others: the fields of their id and of their birth, before which this
   * list does not show them. Null where nobody tells of a birth: no incremental stream can go through such a list, since
   * it would not know who is new, and whose history is still to be read. `name`: by which people know them.
   * `typical`: who of them is likely to have rows.
   */
  readonly partitions: {
    readonly id: string;
    readonly createdAt: string | null;
    readonly name?: string;
    readonly typical?: { readonly field: string; readonly value: string };
  } | null;
  /** A row belongs to the partition whose `partitionField` equals the row's `field`, or to any if no partition does. */
  readonly owner: { readonly field: string; readonly partitionField: string } | null;
  readonly narrowed: Narrowing | null;
}
