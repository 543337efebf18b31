import type { JsonObject } from '../../src/json.js';
import { identitiesOf, standard } from './derived/products.js';
import { derivedAnswer } from './derived/truth.js';
import type { Truth } from './answers/world.js';
import { day, startOfDay } from './time.js';
import { contentAnswers } from './answers/contents.js';
import { writtenAnswers } from './answers/written.js';

/** A row as Zoom sends it, and its parents' keys under names of their own. */
export type ExpectedRow = JsonObject;

export interface ExpectedRange {
  /** Epoch milliseconds, both edges included. */
  readonly from?: number;
  readonly to?: number;
}

/** Every stream that has an answer key. */
export const answeredStreams: readonly string[] = [
  ...Object.keys(writtenAnswers),
  ...Object.keys(contentAnswers),
  ...Object.keys(identitiesOf(standard)),
];

/**
 * Every row that a correct connector must deliver, worked out from the account and not from the API's answers. Where
 * rows have a time (the end of an instance in reports, its start in past reads and recordings, a message's time), the
 * range chooses among them; all others come whatever the range.
 */
export function expectedRows(truth: Truth, stream: string, range: ExpectedRange): readonly ExpectedRow[] {
  const answer = writtenAnswers[stream] ?? contentAnswers[stream] ?? derivedAnswer(truth, stream);
  if (answer === undefined) throw new Error(`the simulator has no answer key for ${stream}`);
  const from = range.from ?? usualStart(truth, stream);
  const to = range.to ?? Number.POSITIVE_INFINITY;
  return answer(truth)
    .filter(({ at }) => at === null || (at >= from && at <= to))
    .map(({ row }) => row);
}

/** A connector that is told of no start goes back a year at most, where it asks by dates. */
function usualStart({ now, account }: Truth, stream: string): number {
  const asked = [...account.products.endpoints.values()].find((one) => one.stream === stream);
  return asked?.select.window === undefined ? Number.NEGATIVE_INFINITY : startOfDay(now) - 365 * day;
}
