import { isJsonArray, isJsonObject } from '../json.js';
import type { JsonObject, JsonValue } from '../json.js';
import { clockMs } from './clock-time.js';
import type { Decoded, ServedFile } from './content.js';
import { decodeText } from './text.js';

/**
 * Segments of a phone call's transcript: JSON with a `timeline`.
 * https://developers.zoom.us/docs/api/phone/#tag/recordings (2026-11)
 */
export function* segments({ bytes }: ServedFile): Generator<Decoded> {
  const timeline = timelineOf(decodeText(bytes).text);
  yield timeline === null
    ? { status: 'unreadable', reason: 'it is no transcript: it has no timeline' }
    : timeline.map(rowOf);
}

function timelineOf(text: string): readonly JsonObject[] | null {
  try {
    const body: unknown = JSON.parse(text);
    const timeline = isObject(body) ? body['timeline'] : undefined;
    return isJsonArray(timeline) ? timeline.filter(isJsonObject) : null;
  } catch {
    return null;
  }
}

/** `JSON.parse` gives nothing but JSON. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rowOf(segment: JsonObject, place: number): JsonObject {
  return {
    ...segment,
    segment: String(place + 1),
    start_ms: milliseconds(segment['ts']),
    end_ms: milliseconds(segment['end_ts']),
    speaker: speakerOf(segment['users']),
  };
}

/** `hh:mm:ss.SSS` from the start of the recording; null for anything else. */
function milliseconds(value: JsonValue | undefined): number | null {
  const found = typeof value === 'string' ? /^(\d+):(\d\d):(\d\d)(?:[.,](\d{1,3}))?$/.exec(value) : null;
  if (found === null) return null;
  const [, hours = '', minutes = '', seconds = '', rest = ''] = found;
  return clockMs(hours, minutes, seconds, rest);
}

function speakerOf(users: JsonValue | undefined): string | null {
  const names = isJsonArray(users)
    ? users.flatMap((user) =>
        isJsonObject(user) && typeof user['username'] === 'string' ? [user['username']] : [],
      )
    : [];
  return names.length === 0 ? null : names.join(', ');
}
