import type { RateLabel, StreamDeclaration } from '../engine/declaration.js';
import { cutWindows, day, windowQuery } from '../engine/time/windows.js';
import { ReadError } from '../errors.js';
import type { JsonObject } from '../json.js';
import type { Case } from './case.js';

export interface Asked {
  /** Values of the path's placeholders. */
  readonly pathValues?: Readonly<Record<string, string>>;
  readonly variant?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** The cheapest first. */
export const labels: readonly RateLabel[] = ['light', 'medium', 'heavy', 'resource-intensive'];

/** Asks for one row, of the last days where it is asked for by dates. Rejects as the page reader does. */
export async function askForOne(
  subject: Case,
  declaration: StreamDeclaration,
  { pathValues = {}, variant = declaration.variants[0] ?? {}, signal }: Asked,
): Promise<JsonObject | null> {
  const api = await subject.opened(signal);
  const { name, request, query, spellings } = declaration;
  const shape = { ...request, pageSize: request.pageSize === null ? null : 1 };
  const dates = datesOf(declaration, subject.options.clock.now());
  for (const [place, spelling] of spellings.entries()) {
    const whole = { ...query, ...spelling, ...variant, ...dates };
    const common = { rank: 0, order: 0, signal };
    try {
      for await (const { rows } of api.readPages({
        stream: name,
        shape,
        pathValues,
        query: whole,
        ...common,
      })) {
        return rows[0] ?? null;
      }
      return null;
    } catch (error) {
      const isSpelledWrong = error instanceof ReadError && error.reason === 'validation failed';
      if (!isSpelledWrong || place + 1 === spellings.length) throw error;
    }
  }
  return null;
}

/** The newest window of two days: an edge of what is kept lies far from there. */
function datesOf({ window, retention }: StreamDeclaration, now: number): Record<string, string> {
  const bounds = { now, startDate: null, endDate: null, retention };
  const newest = cutWindows([{ from: now - 2 * day, to: Infinity }], window, bounds).at(-1);
  return newest === undefined ? {} : windowQuery(newest, window);
}
