import type { JsonObject } from '../../../src/json.js';

/** Links to files, as the account has them: each leads to a host of Zoom's. */
const zooms = [
  'https://example.zoom.us/rec/download/',
  'https://example.zoom.us/file/',
  'https://example.zoom.us/v2/phone/recording_transcript/download/',
];

/** Served, they lead to the simulator, wherever it listens. */
export function withOrigin(text: string, origin: string): string {
  return zooms.reduce(
    (changed, start) =>
      changed.includes(start)
        ? changed.replaceAll(start, start.replace('https://example.zoom.us', origin))
        : changed,
    text,
  );
}

export function rowsWithOrigin(rows: readonly JsonObject[], origin: string): readonly JsonObject[] {
  return rows.map((row) => {
    const text = JSON.stringify(row);
    const changed = withOrigin(text, origin);
    if (changed === text) return row;
    const parsed: unknown = JSON.parse(changed);
    if (!isRow(parsed)) throw new Error('a row is no row any more');
    return parsed;
  });
}

function isRow(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
