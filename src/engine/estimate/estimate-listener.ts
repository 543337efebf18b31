import type { Clock } from '../../clock.js';
import type { LogLevel } from '../events.js';
import type { ServiceListener } from '../service.js';

export interface EstimateListenerOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly log: (level: LogLevel, message: string) => void;
  /** Of each label, those that were made. */
  readonly calls: Map<string, number>;
}

/** A wait shorter than this is not worth a word, and the same word comes again only after the other. */
const longWait = 5_000;
const silence = 60_000;

/** Counts the requests of an estimate, and says what it waits for: nothing else shows that it goes on. */
export function estimateListener({ clock, log, calls }: EstimateListenerOptions): ServiceListener {
  const told = new Map<string, number>();
  const tell = (text: string): void => {
    const now = clock.now();
    if (now - (told.get(text) ?? -Infinity) < silence) return;
    told.set(text, now);
    log('info', text);
  };
  return {
    attempted: ({ label, stream, retriedFor }) => {
      calls.set(label, (calls.get(label) ?? 0) + 1);
      if (retriedFor !== null) tell(`${stream} is asked again: ${retriedFor}.`);
    },
    waits: (stream, until) => {
      if (until - clock.now() >= longWait) tell(`${stream} waits for its rate limit.`);
    },
    lowersLimit: () => undefined,
    notes: (message) => log('warn', message),
  };
}
