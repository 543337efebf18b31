import type { JsonObject } from '../../json.js';

/** Singer's messages as lines: https://hub.meltano.com/singer/spec (2026-11). */

export interface SchemaMessage {
  readonly stream: string;
  readonly schema: JsonObject;
  readonly keyProperties: readonly string[];
  readonly bookmarkProperties: readonly string[];
}

export function schemaLine(message: SchemaMessage): string {
  return JSON.stringify({
    type: 'SCHEMA',
    stream: message.stream,
    schema: message.schema,
    key_properties: message.keyProperties,
    bookmark_properties: message.bookmarkProperties,
  });
}

/** What opens every record of a stream; null for records without a version. */
export function recordHead(stream: string, version: number | null): string {
  const versioned = version === null ? '' : `"version":${version},`;
  return `{"type":"RECORD","stream":${JSON.stringify(stream)},${versioned}"record":`;
}

/** What closes every record of one moment: RFC 3339 in UTC. */
export function recordTail(extractedAt: number): string {
  return `,"time_extracted":"${new Date(extractedAt).toISOString()}"}`;
}

/** `value` is JSON text: the bookmarks of streams at rest are not written anew for every state. */
export function stateLine(value: string): string {
  return `{"type":"STATE","value":${value}}`;
}

/** Rows of the stream with an older version are deleted or marked so: https://hub.meltano.com/singer/docs#activate-version (2026-11). */
export function activateVersionLine(stream: string, version: number): string {
  return JSON.stringify({ type: 'ACTIVATE_VERSION', stream, version });
}

export interface Metric {
  readonly type: 'counter' | 'timer';
  readonly metric: 'record_count' | 'http_request_count' | 'sync_duration' | 'job_duration';
  /** A count, or seconds. */
  readonly value: number;
  readonly tags: Readonly<Record<string, string>>;
}
