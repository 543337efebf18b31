import type { CatalogStream, ReadRequest } from '../engine/catalog.js';
import type { LogLevel, RecordsEvent, SyncEvent } from '../engine/events.js';
import type { StreamProblem } from '../engine/stream-problem.js';
import type { ReadOutcome } from '../engine/source.js';
import { shortened } from '../shortened.js';

export interface Notice {
  readonly level: LogLevel;
  readonly message: string;
}

export interface PlanInput {
  /** The parsed catalog file; undefined where none was given. */
  readonly catalog: unknown;
  /** The parsed state file; undefined where none was given. */
  readonly state: unknown;
  readonly offered: readonly CatalogStream[];
}

/** What a read shall do, made of the catalog and the state, with what there is to say about them. */
export interface ReadPlan {
  readonly request: ReadRequest;
  /** Streams that the catalog asks for and that are not offered. The others are read, the run ends non-zero. */
  readonly unknown: readonly string[];
  readonly notices: readonly Notice[];
}

export interface EncoderEdges {
  /** Takes one line without its end, in up to three parts: to join them would cost more than to write them. */
  readonly write: (line: string, more?: string, rest?: string) => void;
  readonly log: (level: LogLevel, message: string) => void;
  /** Blanks the secrets in a text for people; records and state never pass through it. */
  readonly scrub: (text: string) => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** How a run ended, for the process: the exit code and, unless it is 0, a sentence or more for the user. */
export interface RunResult {
  readonly exitCode: 0 | 1;
  readonly reason: string | null;
}

/** Turns the events of one run into lines, in order. It holds the run's protocol state. */
export interface Encoder {
  /** Called once, before the first event. */
  begin(): void;
  encode(event: SyncEvent): void;
  /**
   * Called once, after the last event; null when the read threw. Exit code 0 only if every stream of the plan
   * ended complete: Airbyte marks all streams complete on exit code 0.
   */
  end(outcome: ReadOutcome | null): RunResult;
}

/** One wire format. A third protocol is one more folder with one of these. */
export interface Protocol<Plan extends ReadPlan> {
  /** The text that discovery prints, in lines. */
  discover(streams: readonly CatalogStream[]): string;
  /** Throws SourceError (config_error, one sentence per line) where catalog or state cannot be read. */
  plan(input: PlanInput): Plan;
  createEncoder(plan: Plan, edges: EncoderEdges): Encoder;
}

/** Streams that ended for the same reason. */
interface Cause {
  /** In the words of the first of them. */
  readonly text: string;
  readonly streams: string[];
}

/** So many streams of one cause are named at the end; the summary names all. */
const mostNamed = 5;

/** How each stream of a plan stands. Shared by the adapters, for both end a run by the same rule. */
export class StreamLedger {
  readonly #open: Set<string>;
  readonly #causes = new Map<string, Cause>();

  constructor(plan: ReadPlan) {
    this.#open = new Set(plan.request.streams.map(({ name }) => name));
    for (const name of plan.unknown) this.failed(name, { message: unknownStreamMessage(name) });
  }

  /** A stopped stream stays open. */
  completed(stream: string): void {
    this.#open.delete(stream);
  }

  /** Returns whether its cause is news: what ended other streams too is told with the first of them, and at the end. */
  failed(stream: string, { message, cause = message }: Pick<StreamProblem, 'message' | 'cause'>): boolean {
    this.#open.delete(stream);
    const known = this.#causes.get(cause);
    if (known === undefined) this.#causes.set(cause, { text: message, streams: [stream] });
    else known.streams.push(stream);
    return known === undefined;
  }

  result(outcome: ReadOutcome | null): RunResult {
    // The widest cause; each was told when the first of its streams ended.
    const [widest, ...others] = [...this.#causes.values()].sort(
      (left, right) => right.streams.length - left.streams.length,
    );
    if (widest !== undefined) {
      return { exitCode: 1, reason: `Not complete: ${causeText(widest)}${alsoText(others)}` };
    }
    if (outcome?.stopped === true && !outcome.complete) {
      return { exitCode: 1, reason: 'Stopped before the end; the next run goes on from the last state.' };
    }
    if (outcome?.complete === true && this.#open.size === 0) return { exitCode: 0, reason: null };
    const names = shortened([...this.#open], mostNamed);
    return { exitCode: 1, reason: `Not complete: ${names} did not end.` };
  }
}

/** The cause first, and then whom it concerns. */
function causeText({ text, streams }: Cause): string {
  const line = text.replaceAll('\n', ' ');
  const [only = ''] = streams;
  return streams.length === 1 ? `${only}: ${line}` : `${line} That ended ${countedNames(streams)}.`;
}

function alsoText(others: readonly Cause[]): string {
  const streams = others.flatMap((cause) => cause.streams);
  return streams.length === 0 ? '' : ` Also not complete, for other reasons: ${countedNames(streams)}.`;
}

function countedNames(streams: readonly string[]): string {
  const noun = streams.length === 1 ? 'stream' : 'streams';
  return `${streams.length} ${noun} (${shortened(streams, mostNamed)})`;
}

/** A log line says which stream it is about, once. */
export function logText({ message, stream }: Extract<SyncEvent, { type: 'log' }>): string {
  return stream === undefined || message.includes(stream) ? message : `${stream}: ${message}`;
}

export function unknownStreamMessage(name: string): string {
  return (
    `The catalog names the stream ${name}, which is not offered. ` +
    'Check the spelling and the settings products and streams, and discover the catalog again.'
  );
}

/** What stands around each record of an event. */
export interface RecordFrame {
  readonly head: string;
  readonly tail: string;
}

/** Writes the records of an event, a line each. What all of them have besides their own fields is made text once. */
export function writeRecords(
  { records, added }: RecordsEvent,
  { head, tail }: RecordFrame,
  write: EncoderEdges['write'],
): void {
  const shared = JSON.stringify(added);
  const end = shared === '{}' ? `}${tail}` : `,${shared.slice(1)}${tail}`;
  for (const record of records) {
    const own = JSON.stringify(record);
    if (own === '{}') write(head, shared, tail);
    else write(head, own.slice(0, -1), end);
  }
}
