import fc from 'fast-check';
import type { JsonValue } from '../../../src/json.js';
import { isJsonArray, isJsonObject } from '../../../src/json.js';
import { at } from '../../support/json-paths.js';
import { anyJson } from './arbitrary-json.js';

/** Ways to damage a JSON document. */

export type Path = readonly (string | number)[];

/** All nodes of a document, the whole first. */
export function pathsOf(value: JsonValue, above: Path = []): readonly Path[] {
  const children: readonly (readonly [string | number, JsonValue])[] = isJsonArray(value)
    ? [...value.entries()]
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  return [above, ...children.flatMap(([key, child]) => pathsOf(child, [...above, key]))];
}

/** The document with another value there; with nothing there where the value is undefined. */
export function replaced(value: JsonValue, path: Path, by: JsonValue | undefined): JsonValue | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (isJsonArray(value)) {
    return value.flatMap((item, index) => {
      const next = index === key ? replaced(item, rest, by) : item;
      return next === undefined ? [] : [next];
    });
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(
    ([name, item]) => [name, name === key ? replaced(item, rest, by) : item] as const,
  );
  return Object.fromEntries(entries.flatMap(([name, item]) => (item === undefined ? [] : [[name, item]])));
}

export interface Damage {
  readonly path: Path;
  /** Undefined: the node is gone. */
  readonly by: JsonValue | undefined;
}

/** One to three nodes replaced or gone; `fits` leaves out damages that no program could notice. */
export function damages(
  document: JsonValue,
  fits: (damage: Damage) => boolean,
): fc.Arbitrary<readonly Damage[]> {
  const one: fc.Arbitrary<Damage> = fc
    .record({
      path: fc.constantFrom(...pathsOf(document)),
      by: fc.oneof({ weight: 3, arbitrary: anyJson }, { weight: 1, arbitrary: fc.constant(undefined) }),
    })
    .filter(fits);
  return fc.array(one, { minLength: 1, maxLength: 3 });
}

export function damaged(document: JsonValue, all: readonly Damage[]): string {
  const left = all.reduce<JsonValue | undefined>(
    (value, { path, by }) =>
      value === undefined || (path.length > 0 && at(value, ...path) === undefined)
        ? value
        : replaced(value, path, by),
    document,
  );
  return left === undefined ? '' : JSON.stringify(left);
}
