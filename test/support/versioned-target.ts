import type { JsonObject, JsonValue } from '../../src/json.js';
import { parseLines } from './delivery.js';
import { at, objectAt, textAt } from './json-paths.js';

interface Held {
  readonly version: JsonValue | undefined;
  readonly record: JsonObject;
}

/**
 * A Singer target that keeps one row for each key and drops what is older than an activated version, as targets do
 * that delete for good.
 */
export class VersionedTarget {
  readonly #tables = new Map<string, Map<string, Held>>();
  readonly #keys = new Map<string, readonly string[]>();
  /** The last state that came through; null before the first. */
  state: JsonValue | null = null;
  /** Streams of the activations, in order. */
  readonly activated: string[] = [];

  take(stdout: string): void {
    for (const message of parseLines(stdout)) this.#message(message);
  }

  rows(): ReadonlyMap<string, readonly JsonObject[]> {
    return new Map(
      [...this.#tables].map(([stream, table]) => [stream, [...table.values()].map(({ record }) => record)]),
    );
  }

  versions(stream: string): readonly (JsonValue | undefined)[] {
    return [...new Set([...this.#table(stream).values()].map(({ version }) => version))];
  }

  #table(stream: string): Map<string, Held> {
    const table = this.#tables.get(stream) ?? new Map<string, Held>();
    this.#tables.set(stream, table);
    return table;
  }

  #message(message: JsonObject): void {
    const type = textAt(message, 'type');
    switch (type) {
      case 'SCHEMA':
        this.#keys.set(textAt(message, 'stream'), keysOf(message));
        return;
      case 'RECORD':
        return this.#upsert(textAt(message, 'stream'), objectAt(message, 'record'), message['version']);
      case 'ACTIVATE_VERSION':
        return this.#activate(textAt(message, 'stream'), message['version']);
      case 'STATE':
        this.state = objectAt(message, 'value');
        return;
      default:
        throw new Error(`a message of an unknown type: ${type}`);
    }
  }

  #upsert(stream: string, record: JsonObject, version: JsonValue | undefined): void {
    const keys = this.#keys.get(stream);
    if (keys === undefined) throw new Error(`a record of ${stream} came before its schema`);
    this.#table(stream).set(JSON.stringify(keys.map((key) => record[key])), { version, record });
  }

  #activate(stream: string, version: JsonValue | undefined): void {
    if (!this.#keys.has(stream)) throw new Error(`${stream} was activated before its schema`);
    if (typeof version !== 'number') throw new Error(`${stream} was activated without a number`);
    this.activated.push(stream);
    const table = this.#table(stream);
    for (const [key, held] of table) {
      if (typeof held.version !== 'number' || held.version < version) table.delete(key);
    }
  }
}

function keysOf(schema: JsonObject): readonly string[] {
  const keys = at(schema, 'key_properties');
  if (!Array.isArray(keys)) throw new Error('a schema has no list of keys');
  return keys.map(String);
}
