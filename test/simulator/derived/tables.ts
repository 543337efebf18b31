import type { JsonValue } from '../../../src/json.js';
import { growingIndex, type Lookup } from '../growing-index.js';
import type { Row, TableData } from './data.js';
import { rowOf } from './values.js';
import type { Making } from './values.js';

export interface TablesPlan {
  readonly seed: number;
  readonly bornAt: number;
  /** Rows of the small lists: enough for several pages. */
  readonly area: number;
  readonly tables: Readonly<Record<string, TableData>>;
  /**
   * Tables that code makes, as they are now: tests change them. One of them is `people`. Rows of other tables are made
   * of them as they were when the account was laid out.
   */
  readonly given: Readonly<Record<string, () => readonly Row[]>>;
  /** What code tells of other things in the account, when it is first asked for. */
  readonly told: (table: string) => readonly Row[] | undefined;
}

/** The rows that exist in the account, by table. They are made when they are first looked at, and stay. */
export class Tables {
  private readonly made = new Map<string, readonly Row[]>();
  /** Of given tables, until somebody changes them. */
  private readonly shown = new Map<string, readonly Row[]>();
  /** Given tables when the account was laid out. */
  private readonly then = new Map<string, readonly Row[]>();
  private readonly lookups = new Map<string, Lookup<Row, JsonValue>>();

  constructor(private readonly plan: TablesPlan) {}

  rows(table: string): readonly Row[] {
    const given = this.plan.given[table];
    const kept = given === undefined ? this.made : this.shown;
    const known = kept.get(table);
    if (known !== undefined) return known;
    const rows = given?.() ?? this.make(table);
    kept.set(table, rows);
    return rows;
  }

  /** What given tables are made of is there now. */
  layOut(): void {
    this.changed();
    for (const table of Object.keys(this.plan.given)) this.then.set(table, this.rows(table));
  }

  /** What given tables are made of has changed. */
  changed(): void {
    this.shown.clear();
  }

  /** The rows whose column has this value. */
  with(table: string, column: string, value: JsonValue | undefined): readonly Row[] {
    const lookup = this.lookups.get(column) ?? growingIndex((row: Row) => valuesOf(row, column));
    this.lookups.set(column, lookup);
    return value === undefined ? [] : lookup(this.rows(table), value);
  }

  /** What values are made of, in whatever row. */
  get making(): Pick<Making, 'bornAt' | 'people'> {
    return { bornAt: this.plan.bornAt, people: () => this.laidOut('people') };
  }

  /** Made by code, and anew after each change. */
  isGiven(table: string): boolean {
    return this.plan.given[table] !== undefined;
  }

  private laidOut(table: string): readonly Row[] {
    return this.then.get(table) ?? this.rows(table);
  }

  private make(table: string): readonly Row[] {
    const data = this.plan.tables[table];
    if (data === undefined) return this.tell(table);
    const { rows } = data;
    if (!('of' in rows)) {
      const length = 'count' in rows ? rows.count : Math.ceil(rows.areas * this.plan.area);
      return Array.from({ length }, (_, ordinal) => this.row({ table, data, ordinal, parent: {}, of: [] }));
    }
    const spread = rows.to - rows.from + 1;
    return this.laidOut(rows.of).flatMap((parent, index) =>
      Array.from({ length: rows.from + (index % spread) }, (_, ordinal) =>
        this.row({ table, data, ordinal, parent, of: [index] }),
      ),
    );
  }

  private tell(table: string): readonly Row[] {
    const rows = this.plan.told(table);
    if (rows === undefined) throw new Error(`the simulated account has no table ${table}`);
    return rows;
  }

  private row(place: Place): Row {
    const { table, data, ordinal, parent, of } = place;
    return rowOf(data.columns, {
      words: [this.plan.seed, table, ...of, ordinal],
      ordinal,
      parent,
      ...this.making,
    });
  }
}

function valuesOf(row: Row, column: string): readonly JsonValue[] {
  const value = row[column];
  return value === undefined ? [] : [value];
}

interface Place {
  readonly table: string;
  readonly data: TableData;
  readonly ordinal: number;
  readonly parent: Row;
  /** Which of the parent's rows. */
  readonly of: readonly number[];
}
