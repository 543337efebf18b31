import type { StreamDefinition } from '../../../../src/engine/catalog.js';
import type { Range } from '../../../../src/engine/time/ranges.js';
import { VisitedStream } from '../../../../src/engine/visit/visited-stream.js';
import { toyPlan } from '../../../support/toy-plan.js';
import { toyNames } from '../../../support/toy-streams.js';

/** Bounds in plain numbers: nothing here looks at a calendar. */
export const now = 1_000;
export const from = (value: number): Range => ({ from: value, to: Infinity });
export const span = (first: number, last: number): Range => ({ from: first, to: last });

type Wants = Readonly<Partial<Record<'events' | 'guests' | 'answers' | 'settings', readonly Range[]>>>;

/** One visit of events, their guests and their guests' answers, and of settings beside them. */
export function visited(wants: Wants, definitions: readonly StreamDefinition[] = []) {
  const { run } = toyPlan([toyNames.answers, toyNames.settings], { definitions });
  const stream = (name: keyof Wants): VisitedStream =>
    new VisitedStream(run(toyNames[name]), wants[name] ?? [], null, now);
  const [event, guest, answer, settings] = [
    stream('events'),
    stream('guests'),
    stream('answers'),
    stream('settings'),
  ];
  guest.attach(event);
  answer.attach(guest);
  for (const one of [event, guest, answer]) one.link([event, guest, answer]);
  return { event, guest, answer, settings };
}
