import { isJsonObject, type JsonObject } from '../../src/json.js';
import type { EventSink, StreamStateJson, SyncEvent } from '../../src/engine/events.js';
import { wholeRecords } from '../support/whole-records.js';

/** A destination in memory: what arrived, by stream and key, and every state that it saw on the way. */
export class Target implements EventSink {
  private readonly rows = new Map<string, Map<string, number>>();
  /** States by stream, oldest first; a cleared stream begins anew. */
  private readonly history = new Map<string, StreamStateJson[]>();
  private sync = new Map<string, Set<string>>();
  readonly doubled: string[] = [];
  /** How the streams of the last sync ended that did not end well. */
  problems: string[] = [];
  /** Streams that the last sync called complete. */
  complete = new Set<string>();

  write(event: SyncEvent): void {
    if (event.type === 'records') for (const record of wholeRecords(event)) this.take(event.stream, record);
    if (event.type === 'stream-ended' && event.problem !== null) {
      this.problems.push(`${event.stream}: ${event.problem.message}`);
    }
    if (event.type === 'stream-ended' && event.problem === null && !event.stopped)
      this.complete.add(event.stream);
    if (event.type === 'checkpoint') {
      const states = this.history.get(event.stream) ?? [];
      states.push(event.state);
      // A pass that was old when it closed is followed by the next one, which reads the lookback again.
      if (event.state.pass === null) this.sync.delete(event.stream);
      this.history.set(event.stream, states);
    }
  }

  ready(): Promise<void> {
    return Promise.resolve();
  }

  beginSync(): void {
    this.sync = new Map();
    this.problems = [];
    this.complete = new Set();
  }

  private take(stream: string, record: JsonObject): void {
    const key = keyOf(stream, record);
    const inSync = this.sync.get(stream) ?? new Set();
    if (inSync.has(key)) this.doubled.push(`${stream} ${key}`);
    inSync.add(key);
    this.sync.set(stream, inSync);
    const rows = this.rows.get(stream) ?? new Map<string, number>();
    rows.set(key, Math.max(versionOf(record), rows.get(key) ?? 0));
    this.rows.set(stream, rows);
  }

  clear(stream: string): void {
    this.rows.delete(stream);
    this.history.delete(stream);
  }

  /** The newest version of a row that arrived; 0 for none. */
  version(stream: string, key: string): number {
    return this.rows.get(stream)?.get(key) ?? 0;
  }

  states(stream: string): readonly StreamStateJson[] {
    return this.history.get(stream) ?? [];
  }
}

const keyFields: Readonly<Record<string, readonly string[]>> = {
  users: ['id'],
  meetings: ['id'],
  meeting_registrants: ['meeting_id', 'id'],
  report_meetings: ['uuid'],
  report_history_meetings: ['meeting_uuid'],
  report_meeting_participants: ['meeting_uuid', 'user_id'],
  past_meeting_instances: ['uuid'],
  past_meetings: ['uuid'],
  past_meeting_participants: ['meeting_uuid', 'user_id'],
  recordings: ['uuid'],
  account_recordings: ['uuid'],
  recording_files: ['meeting_uuid', 'id'],
  recording_settings: ['meeting_uuid'],
  recording_analytics_summary: ['meeting_uuid', 'date'],
  recording_analytics_details: ['meeting_uuid', 'analytics_date'],
  desks: ['id'],
  desk_plans: ['id'],
  desk_sessions: ['uuid'],
  desk_visitors: ['session_uuid', 'user_id'],
  desk_talks: ['session_uuid', 'user_id'],
  shelves: ['id'],
  shelf_items: ['id'],
};

/** The field that tells how often a row has changed. */
function versionOf(record: JsonObject): number {
  const version = record['participants_count'] ?? record['total_size'] ?? record['file_size'];
  return typeof version === 'number' ? version : 1;
}

function keyOf(stream: string, record: JsonObject): string {
  return (keyFields[stream] ?? []).map((field) => JSON.stringify(record[field])).join(' ');
}

export function key(...parts: readonly string[]): string {
  return parts.map((part) => JSON.stringify(part)).join(' ');
}

/** What an orchestrator does that merges states: keys are never deleted, everything else is replaced. */
export function merged(old: StreamStateJson | undefined, next: StreamStateJson): StreamStateJson {
  return isJsonObject(old) ? { ...old, ...next, due: { ...old.due, ...next.due } } : next;
}
