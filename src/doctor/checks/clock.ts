import { WantingError } from '../case.js';
import type { Check } from '../check.js';
import { durationText } from '../duration.js';
import { note, ok, problem } from '../finding.js';
import type { Sight } from '../witness.js';

const name = 'Clock';

const tolerated = 60_000;
/** From here on a state counts for nothing (engine/state/stored-state.ts), and certificates fail. */
const ruinous = 86_400_000;

export const clock: Check = {
  name,
  examine: ({ sights }) => {
    const ahead = aheadBy(sights);
    if (ahead === null) throw new WantingError('an answer that tells the time');
    const by = Math.abs(ahead);
    if (by <= tolerated) return Promise.resolve([ok(name, "Within a minute of the server's.")]);
    const is = `${durationText(by)} ${ahead > 0 ? 'ahead of' : 'behind'} the server's.`;
    const finding = by > ruinous ? problem : note;
    return Promise.resolve([finding(name, is, { means: meaning(ahead), advice })]);
  },
};

const advice = 'Let the clock be set by the network (NTP), before the next sync.';

function meaning(ahead: number): string {
  const days =
    'Which day it is, what is too old to be served and when the daily limit returns go by this clock; a day or more makes ' +
    'certificates invalid and states count for nothing.';
  return ahead > 0
    ? `A sync takes for read what has not happened yet, and only lookback_days brings it later. ${days}`
    : `A sync leaves the newest rows to a later one. ${days}`;
}

/** Of all answers the least, for some come late; the header has whole seconds. */
function aheadBy(sights: readonly Sight[]): number | null {
  const differences = sights.flatMap(({ at, serverTime }) =>
    serverTime === null ? [] : [at - (serverTime + 500)],
  );
  if (differences.length === 0) return null;
  return differences.reduce((least, one) => (Math.abs(one) < Math.abs(least) ? one : least));
}
