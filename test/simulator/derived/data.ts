import type { JsonObject, JsonValue } from '../../../src/json.js';
import type { WindowRule } from '../windows.js';

/**
 * What an ordinary endpoint serves, as data: `products/<product>/endpoints.json`, written from Zoom's documentation.
 * Rows, answers, truth and identity all follow from it.
 */

/** A value in the words of `values.ts`, a constant, or an object of these. */
export type ValueData = JsonValue;

/** Rows that exist in the account. Columns whose name begins with `_` are never served. */
export interface TableData {
  /**
   * How many there are, in areas: one is enough for several pages; or exactly, as the one row of an object; or how many
   * for each row of another table, where neighbours have different numbers of them.
   */
  readonly rows:
    | { readonly areas: number }
    | { readonly count: number }
    | { readonly of: string; readonly from: number; readonly to: number };
  readonly columns: Readonly<Record<string, ValueData>>;
}

/**
 * `[left, word, right]`, where a side is `row.<column>`, `parent.<column>` or a constant. `is`: they are equal; `has`: the
 * left one is a list that holds the right one.
 */
export type Condition = readonly [left: JsonValue, word: 'is' | 'has', right: JsonValue];

/** An answer that is no data. */
export interface RefusalData {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

export interface RefusedData extends RefusalData {
  readonly where: readonly Condition[];
}

/**
 * The rows of another table by which the rows of this one are asked for. Where lists serve that table, a connector knows
 * those rows of it that they give; of what no list serves, all.
 */
export interface ParentData {
  /** Or a stream whose rows code makes, as `recordings` and `webinars`, where no product has such a table. */
  readonly table: string;
  /** The stream whose list alone tells of them, where several lists serve the table. */
  readonly stream?: string;
  /** Which of them a connector can come by; all when absent. */
  readonly where?: readonly Condition[];
  /** The column that stands in the path; of several placeholders each in turn. */
  readonly by: string | readonly string[];
  /** The parameter of the query in which it stands instead; leaving it out is refused. */
  readonly parameter?: string;
  /** Fields that a connector adds to its rows, by their public names: column of the parent. */
  readonly adds: Readonly<Record<string, string>>;
  /** What is said of an id that is none of theirs; `{id}` stands for it. Users have their own answers. */
  readonly unknown?: RefusalData;
  /** Those that are refused, one by one, in one way or in several: their rows are nobody's. */
  readonly refused?: RefusedData | readonly RefusedData[];
  /** An id that was encoded once is none of theirs. */
  readonly encodedTwice?: true;
}

/** A parameter that chooses among the rows, and what leaving it out means. */
export interface VariantData {
  readonly parameter: string;
  /** A column of the table, of those that are not served too: the row's value, or all of its values. */
  readonly column?: string;
  /**
   * In the place of `column`: for each value of the parameter the columns that are served then, as where `option` has
   * the reply hold other settings. The value `""` is leaving the parameter out.
   */
  readonly slices?: Readonly<Record<string, Readonly<Record<string, ValueData>>>>;
  /** Null: leaving it out gives all of them. Of slices: `""`. */
  readonly absent: string | null;
  /** The connector's name for the parameter's value, which it adds to the rows, as where no row says it itself. */
  readonly adds?: string;
}

/** Rows of the same table that come in an array of their own. */
export interface MoreRowsData {
  /** In the place of the endpoint's `where`: a row may well be in both arrays. */
  readonly where: readonly Condition[];
  /** Fields that a connector adds to these rows, and to no others. */
  readonly adds: Readonly<Record<string, JsonValue>>;
  /** They come only where this is among the parameter's values, which commas part. */
  readonly asked?: { readonly parameter: string; readonly value: string };
}

export interface SelectData {
  readonly table: string;
  readonly where?: readonly Condition[];
  /**
   * What is served of a row, where that is not all of its columns, and what is served besides. Beside the words of
   * `values.ts`: `row.<column>`, `parent.<column>`, and `{"count": <table>, "where": [...]}`, where `parent` is this row.
   */
  readonly columns?: Readonly<Record<string, ValueData>>;
  readonly more?: Readonly<Record<string, ValueData>>;
  readonly parent?: ParentData;
  /** One parameter or several, each of which chooses. */
  readonly variant?: VariantData | readonly VariantData[];
  /**
   * Date-times that a connector makes of counts since 1970, beside them, by its names for them. They are expected as
   * `new Date(milliseconds).toISOString()` writes them, in UTC and with three decimals; the same moment written otherwise is
   * the same. `time` may name one of them.
   */
  readonly times?: Readonly<
    Record<string, { readonly column: string; readonly unit: 'seconds' | 'milliseconds' }>
  >;
  /**
   * Fields that a connector adds because it asked by them, beside those of the parent, by its public names: column of the
   * row.
   */
  readonly adds?: Readonly<Record<string, string>>;
  /** More arrays in the same pages, by their names. Their rows are served and counted with all others. */
  readonly also?: Readonly<Record<string, MoreRowsData>>;
  /** The column by which the window, and a connector's dates, choose; `parent.<column>`: the time is the parent's. */
  readonly time?: string;
  /** The parameter whose value names the column by which the window chooses; what leaving it out means. */
  readonly timeBy?: { readonly parameter: string; readonly absent: string };
  readonly window?: WindowRule;
  /**
   * Rows are sums over the window that is asked for: the table holds of whom or what, and values in the words of
   * `values.ts` under `columns` and `more` are another for each window. A connector must ask for whole calendar months,
   * the current one up to today, and adds `period_start` and `period_end`. `day`: a row for each day of the window, which
   * says its `date`; so it is, too, where the window is asked for by year and month.
   */
  readonly sums?: 'month' | 'day';
  /** The reply repeats the window; `row`: the one row of sums does. */
  readonly echo?: true | 'row';
  /** Deprecated paging by number still works here. */
  readonly pageNumber?: true;
  /** The last page has a token too, which leads to a page without rows. */
  readonly tokenAfterEnd?: true;
  /** Where the options want it (`loops`), the first page follows the last one, with a new token, and so on for ever. */
  readonly loops?: true;
}

export interface EndpointData {
  readonly label: string;
  readonly pool: string;
  readonly granular: readonly string[];
  readonly classic: readonly string[];
  /** Null: the whole list comes at once. */
  readonly pageSize: { readonly default: number; readonly max: number } | null;
  /** Name of the array in the reply; null: the reply is the one row. */
  readonly rows: string | null;
  /** The connector's public name for these rows. */
  readonly stream: string;
  /** What tells the rows apart: lists of alternatives, the first filled one counts. */
  readonly identity: readonly (readonly string[])[];
  readonly select: SelectData;
  /** Streams whose rows stand in a list within these rows, and are asked for with them. */
  readonly embedded?: Readonly<Record<string, EmbeddedData>>;
}

export interface EmbeddedData {
  /** The field that holds the list. */
  readonly field: string;
  readonly identity: EndpointData['identity'];
  /** Fields that a connector adds, by their public names: field of the row around the list. */
  readonly adds: Readonly<Record<string, string>>;
}

/** An endpoint at its place. */
export interface Endpoint extends EndpointData {
  readonly path: string;
  /** The name of the product's folder. */
  readonly product: string;
  readonly refusal?: RefusalData;
  readonly errors?: 'errorCode';
}

export interface ProductData {
  /** What an account without the product is told; options name the products that are missing (`missing.products`). */
  readonly refusal?: RefusalData;
  /** Refusals of the product's own come as `{"status": false, "errorCode": 1, "errorMessage": "…"}`. */
  readonly errors?: 'errorCode';
  readonly tables: Readonly<Record<string, TableData>>;
  readonly endpoints: Readonly<Record<string, EndpointData>>;
}

/** All that an account is made of and asked by. */
export interface Products {
  readonly tables: Readonly<Record<string, TableData>>;
  /** By path template. */
  readonly endpoints: ReadonlyMap<string, Endpoint>;
}

export type Row = JsonObject;
