import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import type { ExpectedRange, Simulator } from '../simulator/index.js';
import { compareRows, identify } from '../simulator/index.js';

type Rows = ReadonlyMap<string, readonly JsonObject[]>;

export interface Difference {
  readonly stream: string;
  readonly missing: number;
  readonly strange: number;
  readonly doubled: number;
  readonly wrong: number;
  /** One of each kind, for the message. */
  readonly examples: readonly string[];
}

/** Streams whose rows are not exactly those of the answer key. Rows may repeat where several syncs are put together. */
export function differences(
  simulator: Simulator,
  rows: Rows,
  options: {
    readonly streams: readonly string[];
    readonly repeats?: 'allowed' | 'forbidden';
    readonly range?: ExpectedRange;
    /** A database writes values in its own way, and has columns of its own: there only the rows are looked for. */
    readonly values?: 'as sent' | 'as a database has them';
  },
): readonly Difference[] {
  const { streams, repeats = 'forbidden', range = {}, values: ways = 'as sent' } = options;
  return streams.flatMap((stream) => {
    const expected = simulator.expected(stream, range);
    const delivered = rows.get(stream) ?? [];
    const { missing: absent, strange: foreign, ...found } = compareRows(stream, delivered, expected);
    const doubled = repeats === 'allowed' ? [] : found.doubled;
    // Of what came several times a destination keeps the last, and the account may have changed in between.
    const last = repeats === 'allowed' ? latest(stream, delivered) : delivered;
    const wrong = ways === 'as sent' ? compareRows(stream, last, expected).wrong : [];
    const kinds = [absent, foreign, doubled, wrong];
    if (kinds.every((ids) => ids.length === 0)) return [];
    const [missing = 0, strange = 0, twice = 0, values = 0] = kinds.map((ids) => ids.length);
    const examples = kinds.flatMap((ids) => ids.slice(0, 2));
    return [{ stream, missing, strange, doubled: twice, wrong: values, examples }];
  });
}

/** Of each row, as it came last. */
export function latest(stream: string, rows: readonly JsonObject[]): readonly JsonObject[] {
  return [...new Map(rows.map((row) => [identify(stream, row), row])).values()];
}

/** Rows of several syncs, one after another. */
export function together(...deliveries: readonly Rows[]): Rows {
  const all = new Map<string, JsonObject[]>();
  for (const rows of deliveries) {
    for (const [stream, found] of rows) all.set(stream, [...(all.get(stream) ?? []), ...found]);
  }
  return all;
}

/** No key is null, and no two rows share one. */
export function expectSoundKeys(rows: readonly JsonObject[], key: readonly string[]): void {
  const seen = new Set<string>();
  const unsound: string[] = [];
  for (const row of rows) {
    const values = key.map((field) => row[field]);
    const text = JSON.stringify(values);
    const isFilled = values.every((value) => typeof value === 'string' || typeof value === 'number');
    if (!isFilled || seen.has(text)) unsound.push(text);
    seen.add(text);
  }
  expect(unsound, 'keys that are null or come twice').to.deep.equal([]);
}
