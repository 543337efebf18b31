import type { JsonObject, JsonValue } from '../../json.js';
import type { ContentShape } from '../declaration.js';
import type { LinkedFile } from '../page-reader.js';
import type { Road } from '../plan/plan.js';
import { plainValue } from '../records/fields.js';
import type { VisitedStream } from './visited-stream.js';

/** What a child needs of a parent's row; the row itself is not kept. */
export interface Tuple {
  readonly child: VisitedStream;
  /** Identifies the child's partition among all roads. */
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
  readonly added: JsonObject;
  /** The parent row's cursor value; -Infinity when it has none. */
  readonly at: number;
  /** Of the parent's row, for what need not be asked again. */
  readonly hash: string | null;
  /** What is to be read in place of pages. */
  readonly file: LinkedFile | null;
}

/** What the rows of a list led to, and nobody has sent on its way yet. */
export class Leads {
  private found: Tuple[] = [];

  add(tuple: Tuple): void {
    this.found.push(tuple);
  }

  /** All that was found since the last time. */
  take(): readonly Tuple[] {
    const { found } = this;
    this.found = [];
    return found;
  }
}

/** What is known of children that wait until their parents are read to the end. */
export class HeldTuples {
  private readonly held = new Map<VisitedStream, Tuple[]>();

  add(tuple: Tuple): void {
    const others = this.held.get(tuple.child);
    if (others === undefined) this.held.set(tuple.child, [tuple]);
    else others.push(tuple);
  }

  takeOf(child: VisitedStream): readonly Tuple[] {
    const held = this.held.get(child) ?? [];
    this.held.delete(child);
    return held;
  }
}

/** A row of the parent as it came, and what was made of it. */
export interface LeadingRow {
  readonly raw: JsonObject;
  readonly record: JsonObject;
}

/** Null when the row lacks a field that the path needs. */
export function tupleOf(
  child: VisitedStream,
  { link }: Road,
  { raw, record }: LeadingRow,
  at: number,
): Tuple | null {
  const values: Record<string, string> = {};
  const added: Record<string, JsonValue> = {};
  for (const [placeholder, field] of Object.entries(link.partition)) {
    const value = plainValue(record, field);
    if (value === null) return null;
    values[placeholder] = String(value);
    added[placeholder] = String(value);
  }
  for (const [own, field] of Object.entries(link.inherit)) added[own] = record[field] ?? null;
  const key = Object.values(values).join('\u0000');
  const { content } = child.node.declaration.request;
  const hash = child.run.seen?.hashOf(key, content === null ? record : changing(record, content), at) ?? null;
  return { child, key, values, added, at, hash, file: content === null ? null : linkedFile(raw, content) };
}

/** Links are made anew with each listing; the file is the same. */
function changing(record: JsonObject, { changesWith }: ContentShape): JsonObject {
  return Object.fromEntries(changesWith.map((field) => [field, record[field] ?? null]));
}

/** Out of the row as it came: a record has lost what opens the link. */
function linkedFile(raw: JsonObject, { link, size, fileName }: ContentShape): LinkedFile {
  const bytes = size === null ? null : Number(plainValue(raw, size) ?? Number.NaN);
  return {
    link: textIn(raw, link),
    name: fileName === null ? null : textIn(raw, fileName),
    size: bytes === null || Number.isNaN(bytes) ? null : bytes,
  };
}

function textIn(raw: JsonObject, field: string): string | null {
  const value = plainValue(raw, field);
  return value === null ? null : String(value);
}
