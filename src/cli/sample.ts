import type { EventSink, RecordsEvent, StreamEndedEvent, SyncEvent } from '../engine/events.js';
import type { ReadOutcome, Source } from '../engine/source.js';

/**
 * A trial run: lets one record of each stream through and calls `enough` once every stream has shown one or ended.
 * Checkpoints are kept back, and so is that old rows are gone: both would speak of the rows that were left out.
 */
export class Sampler {
  readonly #waitedFor: Set<string>;
  readonly #enough: () => void;
  #isEnough = false;
  #hasProblem = false;

  constructor(streams: readonly string[], enough: () => void) {
    this.#waitedFor = new Set(streams);
    this.#enough = enough;
  }

  /** The sink that stands between the engine and the real one. */
  wrap(sink: EventSink): EventSink {
    return {
      write: (event) => {
        const passed = this.#pass(event);
        if (passed !== null) sink.write(passed);
      },
      ready: () => sink.ready(),
    };
  }

  /** Being stopped by ourselves is success. */
  judge(outcome: ReadOutcome): ReadOutcome {
    return this.#isEnough ? { complete: !this.#hasProblem, stopped: false } : outcome;
  }

  #pass(event: SyncEvent): SyncEvent | null {
    if (event.type === 'records') return this.#first(event);
    if (event.type === 'stream-ended') return this.#ended(event);
    return keptBack.has(event.type) ? null : event;
  }

  #first(event: RecordsEvent): SyncEvent | null {
    if (event.records.length === 0 || !this.#waitedFor.has(event.stream)) return null;
    this.#settle(event.stream);
    return { ...event, records: event.records.slice(0, 1) };
  }

  #ended(event: StreamEndedEvent): SyncEvent {
    if (event.problem !== null) this.#hasProblem = true;
    this.#settle(event.stream);
    return { ...event, stopped: event.stopped && !this.#isEnough };
  }

  #settle(stream: string): void {
    if (!this.#waitedFor.delete(stream) || this.#waitedFor.size > 0) return;
    this.#isEnough = true;
    this.#enough();
  }
}

const keptBack: ReadonlySet<SyncEvent['type']> = new Set(['checkpoint', 'stream-replaced']);

/** A source that gives one record of each stream. */
export function sampled(source: Source, streams: readonly string[]): Source {
  return {
    discover: () => source.discover(),
    check: (signal) => source.check(signal),
    async read(request, sink, signal) {
      const own = new AbortController();
      const sampler = new Sampler(streams, () => own.abort());
      const outcome = await source.read(request, sampler.wrap(sink), AbortSignal.any([signal, own.signal]));
      return sampler.judge(outcome);
    },
  };
}
