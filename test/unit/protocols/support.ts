import type { CatalogStream } from '../../../src/engine/catalog.js';
import type { LogLevel, StreamStateJson } from '../../../src/engine/events.js';
import type { EncoderEdges } from '../../../src/protocols/protocol.js';

export function state(cursor: string | null, changes: Partial<StreamStateJson> = {}): StreamStateJson {
  const rest = { pass: null, watermark: '', due: {}, full: null, start: null, seen: '', seen_from: null };
  const more = { refused: '', plan: 'p', spent: '', sync: '' };
  return { version: 1, cursor, ...rest, ...more, ...changes };
}

export const users: CatalogStream = {
  name: 'users',
  schema: {
    type: 'object',
    additionalProperties: true,
    properties: {
      id: { type: ['string'] },
      email: { type: ['null', 'string'] },
      settings: {
        type: ['null', 'object'],
        properties: { audio: { type: ['null', 'string'] }, video: { type: ['null', 'string'] } },
      },
    },
  },
  syncModes: ['full_refresh'],
  primaryKey: ['id'],
  cursorField: null,
};

export const reports: CatalogStream = {
  name: 'report_meetings',
  schema: {
    type: 'object',
    properties: {
      uuid: { type: ['string'] },
      end_time: { type: ['null', 'string'], format: 'date-time' },
      topic: { type: ['null', 'string'] },
    },
  },
  syncModes: ['full_refresh', 'incremental'],
  primaryKey: ['uuid'],
  cursorField: 'end_time',
};

export const offered: readonly CatalogStream[] = [users, reports];

export interface Recorder {
  readonly lines: string[];
  readonly logs: { level: LogLevel; message: string }[];
  readonly edges: EncoderEdges;
  /** Epoch milliseconds; tests move it. */
  time: number;
  readonly messages: () => Record<string, unknown>[];
}

export function recorder(): Recorder {
  const made: Recorder = {
    lines: [],
    logs: [],
    time: Date.parse('2026-11-22T08:00:00Z'),
    messages: () => made.lines.map(parse),
    edges: {
      write: (...parts) => made.lines.push(parts.join('')),
      log: (level, message) => made.logs.push({ level, message }),
      scrub: (text) => text.replaceAll('hidden', '****'),
      now: () => made.time,
    },
  };
  return made;
}

export function parse(line: string): Record<string, unknown> {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null) throw new Error(`no object: ${line}`);
  return { ...value };
}

/** Follows names and indexes into parsed JSON; undefined where they lead nowhere. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((found, key) => {
    if (typeof found !== 'object' || found === null) return undefined;
    const own: unknown = Reflect.get(found, key);
    return own;
  }, value);
}
