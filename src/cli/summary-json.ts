import type { StreamProblem } from '../engine/stream-problem.js';
import type { DaySpent, StreamLeft, StreamSummary, Summary } from '../engine/summary.js';
import type { FailureType } from '../errors.js';
import type { JsonObject, JsonValue } from '../json.js';

/** The version of the form; docs/summary.schema.json says what it holds. */
const version = 1;

export interface Failure {
  readonly type: FailureType;
  readonly message: string;
}

/** What is known of a run when it has ended. */
export interface RunFacts {
  readonly connector: string;
  readonly connectorVersion: string;
  readonly protocol: 'airbyte' | 'singer';
  /** Epoch milliseconds. */
  readonly begunAt: number;
  readonly endedAt: number;
  readonly outcome: 'complete' | 'incomplete' | 'stopped' | 'failed';
  readonly failure: Failure | null;
  readonly isSample: boolean;
  readonly isRepair: boolean;
  /** Streams of the catalog that are not offered. */
  readonly unknown: readonly string[];
  /** Null where nothing was read. */
  readonly summary: Summary | null;
}

export function summaryJson({ summary, ...facts }: RunFacts): JsonObject {
  const streams = summary?.streams ?? [];
  return {
    version,
    connector: { name: facts.connector, version: facts.connectorVersion },
    protocol: facts.protocol,
    sample: facts.isSample,
    repair: facts.isRepair,
    begun_at: time(facts.begunAt),
    ended_at: time(facts.endedAt),
    seconds: rounded((facts.endedAt - facts.begunAt) / 1000),
    outcome: facts.outcome,
    failure: facts.failure === null ? null : { ...facts.failure },
    records: streams.reduce((sum, { selected, records }) => sum + (selected ? records : 0), 0),
    requests: streams.reduce((sum, { requests }) => sum + requests, 0),
    requests_by_label: { ...summary?.requestsByLabel },
    days: (summary?.days ?? []).map(dayJson),
    waits: waitsJson(summary),
    unknown_streams: facts.unknown,
    streams: streams.map(streamJson),
  };
}

function streamJson(stream: StreamSummary): JsonObject {
  return {
    stream: stream.stream,
    selected: stream.selected,
    status: stream.status,
    problem: stream.problem === null ? null : { ...failureOf(stream.problem) },
    records: stream.records,
    requests: stream.requests,
    requests_by_label: { ...stream.requestsByLabel },
    listed: listedJson(stream),
    retries: { ...stream.retries },
    skips: skipsJson(stream),
    refused: { ...stream.refused },
    failures: { ...stream.failures },
    unchanged: stream.unchanged,
    misfits: stream.misfits,
    empty: stream.empty,
    seconds: rounded(stream.seconds),
    ...leftJson(stream.left),
  };
}

export function failureOf({ failureType: type, message }: StreamProblem): Failure {
  return { type, message };
}

/** A list without a beginning was read as far back as there is anything. */
function listedJson({ listed }: StreamSummary): JsonValue {
  if (listed === null) return null;
  return { from: Number.isFinite(listed.from) ? time(listed.from) : null, to: time(listed.to) };
}

function skipsJson({ skips, skippedFirst }: StreamSummary): JsonObject {
  return Object.fromEntries(
    Object.entries(skips).map(([reason, count]) => [
      reason,
      { count, example: skippedFirst[reason] ?? null },
    ]),
  );
}

function leftJson(left: StreamLeft | null): JsonObject {
  if (left === null) return { due: null, pass: null, cursor: null };
  const { partitions, earliest, pass, cursor } = left;
  return { due: { partitions, earliest }, pass, cursor };
}

function dayJson({ label, spent, perDay }: DaySpent): JsonObject {
  return { label, spent, per_day: perDay };
}

function waitsJson(summary: Summary | null): JsonObject {
  const { limits = {}, day = {}, retries = 0, outages = 0, reader = 0 } = summary?.waits ?? {};
  return {
    limits: allRounded(limits),
    day: allRounded(day),
    retries: rounded(retries),
    outages: rounded(outages),
    reader: rounded(reader),
  };
}

function allRounded(seconds: Readonly<Record<string, number>>): JsonObject {
  return Object.fromEntries(Object.entries(seconds).map(([name, value]) => [name, rounded(value)]));
}

function rounded(seconds: number): number {
  return Math.max(0, Math.round(seconds * 1000) / 1000);
}

/** `2026-11-22T12:00:00Z` */
function time(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
