import { expect } from 'chai';
import { isJsonArray, isJsonObject } from '../../src/json.js';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { streamDeclarations } from '../../src/streams/index.js';
import type { Simulator } from '../simulator/index.js';
import { startSimulator } from '../simulator/index.js';
import { differences } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';

/** The comparison with the answer key must see every value that does not arrive as it was sent, in every stream. */

const now = Date.parse('2026-11-22T08:00:00Z');

type Rows = readonly JsonObject[];

/** A way to spoil a value; undefined where there is nothing to spoil. */
type Spoil = (value: JsonValue) => JsonValue | undefined;

const spoils: Readonly<Record<string, Spoil>> = {
  // An empty list and none at all mean the same.
  emptied: (value) => (value === null || value === '' || isEmptyList(value) ? undefined : null),
  'cut off': (value) => {
    if (typeof value === 'string' && value.length > 1) return value.slice(0, -1);
    return typeof value === 'number' && Math.abs(value) >= 10 ? Math.trunc(value / 10) : undefined;
  },
  turned: (value) => (typeof value === 'boolean' ? !value : undefined),
  'without its last item': (value) =>
    isJsonArray(value) && value.length > 0 ? value.slice(0, -1) : undefined,
  'with an empty field inside': (value) => inside(value),
};

/** The first value within it that can be emptied. */
function inside(value: JsonValue): JsonValue | undefined {
  if (isJsonArray(value)) {
    const changed = value.map((item) => (isJsonObject(item) ? inside(item) : undefined));
    return changed.some((item) => item !== undefined)
      ? value.map((item, index) => changed[index] ?? item)
      : undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const name = Object.keys(value).find(
    (key) => value[key] !== null && value[key] !== '' && !isEmptyList(value[key]),
  );
  return name === undefined ? undefined : { ...value, [name]: null };
}

function isEmptyList(value: JsonValue | undefined): boolean {
  return isJsonArray(value) && value.length === 0;
}

function spoiled(rows: Rows, field: string, spoil: Spoil): Rows | null {
  let count = 0;
  const changed = rows.map((row) => {
    const value = spoil(row[field] ?? null);
    if (value === undefined) return row;
    count += 1;
    return { ...row, [field]: value };
  });
  return count === 0 ? null : changed;
}

function swapped(rows: Rows, one: string, other: string): Rows | null {
  const changed = rows.map((row) => ({ ...row, [one]: row[other] ?? null, [other]: row[one] ?? null }));
  return rows.some((row) => row[one] !== row[other]) ? changed : null;
}

/** Fields of our own: what they hold is in no row of Zoom's. */
const made: ReadonlySet<string> = new Set(['row_id', 'extra_fields']);
/**
 * Only that there is something can be expected: whoever shows a message first is named, files are named by a key that the
 * connector makes, and why there is no text is said in its own words.
 */
const anybody: ReadonlySet<string> = new Set(['reader_user_id', 'file_row_id', 'content_reason']);

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

describe('planted values', function () {
  this.timeout(60_000);
  let simulator: Simulator;
  let delivered: ReadonlyMap<string, Rows>;

  before(async () => {
    simulator = await startSimulator({ users: 10, now: () => now });
    const streams = streamDeclarations.map(({ name }) => name);
    delivered = (await runEngine({ simulator, streams, now })).rows;
  });
  after(() => simulator.close());

  const isSeen = (stream: string, rows: Rows): boolean =>
    differences(simulator, new Map([[stream, rows]]), { streams: [stream] }).length > 0;

  for (const { name } of streamDeclarations) {
    it(`${name}: no value can be spoiled unseen`, () => {
      const rows = delivered.get(name) ?? [];
      expect(isSeen(name, rows), 'as it came').to.equal(false);
      const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter(
        (field) => !made.has(field),
      );
      const times = fields.filter((field) => rows.some((row) => time.test(textOf(row[field]))));
      const unseen = fields.flatMap((field) =>
        Object.entries(spoils).flatMap(([title, spoil]) => {
          if (anybody.has(field) && title !== 'emptied') return [];
          const changed = spoiled(rows, field, spoil);
          return changed === null || isSeen(name, changed) ? [] : [`${field} ${title}`];
        }),
      );
      const [first, second] = times;
      const turned = first === undefined || second === undefined ? null : swapped(rows, first, second);
      if (turned !== null && !isSeen(name, turned)) unseen.push(`${first ?? ''} and ${second ?? ''} swapped`);
      expect(unseen).to.deep.equal([]);
    });
  }
});
