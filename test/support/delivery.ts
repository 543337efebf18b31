import type { JsonObject, JsonValue } from '../../src/json.js';
import { at, listAt, objectAt, parseObject, textAt } from './json-paths.js';

/** What one run of a program delivered, in no protocol's words. */
export interface Delivery {
  readonly messages: readonly JsonObject[];
  /** Records by stream, in order. */
  readonly rows: ReadonlyMap<string, readonly JsonObject[]>;
  /** The last state, as a destination would hand it back; null without one. */
  readonly state: JsonValue | null;
  /** The last state of a stream; undefined without one. */
  stateOf(stream: string): JsonObject | undefined;
  /** How often a stream's state was written. */
  countStates(stream: string): number;
}

/** Whole lines only: a killed program may have been cut in the middle of its last one. */
export function parseLines(stdout: string): readonly JsonObject[] {
  const lines = stdout.split('\n');
  lines.pop();
  return lines.map(parseObject);
}

function groupRows(
  messages: readonly JsonObject[],
  read: (message: JsonObject) => readonly [stream: string, row: JsonObject] | null,
): ReadonlyMap<string, readonly JsonObject[]> {
  const rows = new Map<string, JsonObject[]>();
  for (const message of messages) {
    const found = read(message);
    if (found === null) continue;
    const [stream, row] = found;
    const known = rows.get(stream);
    if (known === undefined) rows.set(stream, [row]);
    else known.push(row);
  }
  return rows;
}

export function airbyteDelivery(stdout: string): Delivery {
  const messages = parseLines(stdout);
  const states = messages.filter(({ type }) => type === 'STATE').map((message) => objectAt(message, 'state'));
  const nameOf = (state: JsonObject): string => textAt(state, 'stream', 'stream_descriptor', 'name');
  const last = new Map(states.map((state) => [nameOf(state), state]));
  return {
    messages,
    rows: groupRows(messages, (message) =>
      message['type'] === 'RECORD'
        ? [textAt(message, 'record', 'stream'), objectAt(message, 'record', 'data')]
        : null,
    ),
    state: last.size === 0 ? null : [...last.values()],
    stateOf: (stream) => {
      const state = last.get(stream);
      return state === undefined ? undefined : objectAt(state, 'stream', 'stream_state');
    },
    countStates: (stream) => states.filter((state) => nameOf(state) === stream).length,
  };
}

export function singerDelivery(stdout: string): Delivery {
  const messages = parseLines(stdout);
  const values = messages.filter(({ type }) => type === 'STATE').map((message) => objectAt(message, 'value'));
  const last = values.at(-1);
  const stateOf = (stream: string): JsonObject | undefined =>
    at(last, 'bookmarks', stream) === undefined ? undefined : objectAt(last, 'bookmarks', stream);
  return {
    messages,
    rows: groupRows(messages, (message) =>
      message['type'] === 'RECORD' ? [textAt(message, 'stream'), objectAt(message, 'record')] : null,
    ),
    state: last ?? null,
    stateOf,
    countStates: (stream) => values.filter((value) => at(value, 'bookmarks', stream) !== undefined).length,
  };
}

/** Airbyte's statuses of a stream, in order. */
export function statusesOf({ messages }: Delivery, stream: string): readonly string[] {
  return messages
    .filter((message) => at(message, 'trace', 'type') === 'STREAM_STATUS')
    .map((message) => objectAt(message, 'trace', 'stream_status'))
    .filter((status) => at(status, 'stream_descriptor', 'name') === stream)
    .map((status) => textAt(status, 'status'));
}

/** Airbyte's error traces about a stream. */
export function errorsOf({ messages }: Delivery, stream: string): readonly JsonObject[] {
  return messages
    .filter((message) => at(message, 'trace', 'type') === 'ERROR')
    .map((message) => objectAt(message, 'trace', 'error'))
    .filter((error) => at(error, 'stream_descriptor', 'name') === stream);
}

/** Texts of Airbyte's log messages of a level. */
export function logsOf({ messages }: Delivery, level: string): readonly string[] {
  return messages
    .filter((message) => at(message, 'log', 'level') === level)
    .map((message) => textAt(message, 'log', 'message'));
}

/** Singer's SCHEMA messages, by stream; several where a stream was announced more than once. */
export function schemasOf({ messages }: Delivery): ReadonlyMap<string, readonly JsonObject[]> {
  const schemas = new Map<string, JsonObject[]>();
  for (const message of messages.filter(({ type }) => type === 'SCHEMA')) {
    const stream = textAt(message, 'stream');
    schemas.set(stream, [...(schemas.get(stream) ?? []), message]);
  }
  return schemas;
}

export function catalogOf(stdout: string): readonly JsonObject[] {
  const text = stdout.trimStart();
  const whole = text.startsWith('{"type"')
    ? parseLines(text).find(({ type }) => type === 'CATALOG')
    : parseObject(text);
  const streams = at(whole, 'catalog', 'streams') ?? at(whole, 'streams');
  return listAt(streams).map((stream) => objectAt(stream));
}
