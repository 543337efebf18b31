import type { JsonObject } from '../../json.js';
import { isJsonObject } from '../../json.js';
import type { Notice } from '../protocol.js';

export interface StateInput {
  /** What the platform stored, by stream name, untouched: the engine decides what it is worth. */
  readonly byStream: ReadonlyMap<string, unknown>;
  readonly notices: readonly Notice[];
}

/**
 * Keys that the platform and the Python CDK put in the place of a state. They are no state of ours.
 * https://docs.airbyte.com/understanding-airbyte/airbyte-protocol (2026-11)
 */
const sentinels: ReadonlyMap<string, string> = new Map([
  ['__ab_full_refresh_sync_complete', 'says that a full refresh is finished'],
  ['__ab_no_cursor_state_message', 'says that the stream has no cursor'],
  ['__ab_is_stream_resumable', 'says whether the stream can be resumed'],
]);

/**
 * Reads every form in which a state file is met: a list of messages, one message, wrapped in STATE or not;
 * STREAM, GLOBAL and LEGACY; an empty list, object or file. Nothing here can fail a sync: what is not understood is
 * named and left out.
 */
export function readState(state: unknown): StateInput {
  const reading: Reading = { byStream: new Map(), notices: [] };
  const messages = Array.isArray(state) ? state : [state ?? {}];
  for (const message of messages) readMessage(unwrap(message), reading);
  return reading;
}

interface Reading {
  readonly byStream: Map<string, unknown>;
  readonly notices: Notice[];
}

/** A line of stdout that was saved as it was: {"type": "STATE", "state": {...}}. */
function unwrap(message: unknown): unknown {
  return isJsonObject(message) && message['type'] === 'STATE' && 'state' in message
    ? message['state']
    : message;
}

function readMessage(message: unknown, reading: Reading): void {
  if (!isJsonObject(message)) {
    warn(reading, 'An entry of the state is no object and is ignored.');
  } else if (isJsonObject(message['stream'])) {
    readStream(message['stream'], reading);
  } else if (isJsonObject(message['global'])) {
    readGlobal(message['global'], reading);
  } else if (isJsonObject(message['data'])) {
    readLegacy(message['data'], reading);
  } else if (isJsonObject(message['bookmarks'])) {
    // It tells what another destination has.
    warn(reading, "The state is one of Singer's, and is ignored.");
  } else if (typeof message['type'] === 'string') {
    warn(reading, `A state of type ${message['type']} without content is ignored.`);
  } else {
    readLegacy(message, reading);
  }
}

function readStream(stream: JsonObject, reading: Reading): void {
  const descriptor = stream['stream_descriptor'];
  const name = isJsonObject(descriptor) ? descriptor['name'] : undefined;
  if (typeof name !== 'string') {
    warn(reading, 'A state without the name of its stream is ignored.');
    return;
  }
  put(name, stream['stream_state'], reading);
}

function readGlobal(global: JsonObject, reading: Reading): void {
  const shared = global['shared_state'];
  if (isJsonObject(shared) && Object.keys(shared).length > 0) {
    warn(reading, 'The shared part of a GLOBAL state is ignored: every stream has a state of its own.');
  }
  const streams = global['stream_states'];
  if (!Array.isArray(streams)) {
    warn(reading, 'A GLOBAL state without stream_states is ignored.');
    return;
  }
  for (const stream of streams) {
    if (isJsonObject(stream)) readStream(stream, reading);
    else warn(reading, 'An entry of stream_states is no object and is ignored.');
  }
}

/** The oldest form: one object, stream name to state. */
function readLegacy(data: JsonObject, reading: Reading): void {
  for (const [name, state] of Object.entries(data)) {
    const sentinel = sentinels.get(name);
    if (sentinel === undefined) put(name, state, reading);
    else
      reading.notices.push({
        level: 'info',
        message: `The state ${sentinel} and names no stream; it is ignored.`,
      });
  }
}

function put(name: string, state: unknown, { byStream, notices }: Reading): void {
  if (state === undefined || state === null) return;
  const sentinel = soleSentinel(state);
  if (sentinel === null) {
    byStream.set(name, state);
    return;
  }
  notices.push({ level: 'info', message: `The state of ${name} ${sentinel} and holds no progress.` });
}

/** What a state says that consists of the platform's keys alone; null where there is anything else. */
function soleSentinel(state: unknown): string | null {
  const keys = isJsonObject(state) ? Object.keys(state) : [];
  const meanings = keys.flatMap((key) => sentinels.get(key) ?? []);
  return meanings.length === keys.length ? (meanings[0] ?? null) : null;
}

function warn({ notices }: Reading, message: string): void {
  notices.push({ level: 'warn', message });
}
