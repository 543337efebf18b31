/** How long a sync will still take, as far as one can know. Pure: it is told what there is, and when. */

/** A component on its way through its partitions. */
export interface Passage {
  readonly planned: number;
  readonly begun: number;
  readonly finished: number;
  readonly streams: readonly StreamEffort[];
  /** Of the windows that the lists of those begun have, the part that was read, in (0, 1]. */
  readonly seen: number;
}

export interface StreamEffort {
  readonly bucket: string;
  /** Requests made for it on this passage. */
  readonly requests: number;
  /** Requests that are known and wait to be made. */
  readonly waiting: number;
}

export interface BucketState {
  readonly bucket: string;
  /** Requests that may be made a second; null where nothing limits them. */
  readonly perSecond: number | null;
  /** Whether requests wait for the limit at this moment: else something else is slower. */
  readonly isShort: boolean;
  /** Requests made since the sync began. */
  readonly requests: number;
  /** The budget of the day that it shares with others of the group; null where there is none. */
  readonly day: DayBudget | null;
}

export interface DayBudget {
  readonly group: string;
  readonly perDay: number;
  readonly spent: number;
}

export interface TimeLeft {
  readonly seconds: number;
  /** What takes longest. */
  readonly bucket: string;
  /** It is the budget of the day that makes it so long. */
  readonly isForBudget: boolean;
}

export interface Known {
  readonly passages: readonly Passage[];
  readonly buckets: readonly BucketState[];
  /** Since the sync began. */
  readonly seconds: number;
  /** Until the budgets of the day are new. */
  readonly untilMidnight: number;
}

const secondsOfDay = 86_400;

/** Null while nobody knows: a list is not read yet, or nobody of it is finished. */
export function timeLeft(known: Known): TimeLeft | null {
  const left = requestsLeft(known.passages);
  if (left === null) return null;
  const times = known.buckets
    .filter(({ bucket }) => (left.get(bucket) ?? 0) > 0)
    .map((state) => timeOf(state, left, known));
  return times.reduce<TimeLeft | null>(
    (longest, time) => (longest === null || time.seconds > longest.seconds ? time : longest),
    null,
  );
}

/** Requests still to make, by bucket. */
function requestsLeft(passages: readonly Passage[]): ReadonlyMap<string, number> | null {
  const left = new Map<string, number>();
  for (const { planned, begun, finished, seen, streams } of passages) {
    if (planned > 1 && finished === 0) return null;
    for (const { bucket, ...effort } of streams) {
      left.set(bucket, (left.get(bucket) ?? 0) + effortLeft(effort, { planned, begun, finished, seen }));
    }
  }
  return left;
}

/**
 * What a partition takes is known of those that were begun, as far as their windows were read and their requests wait, and
 * of those that are done, where those under way count for half. Both leave something out, so the larger one is nearer.
 */
function effortLeft(
  { requests, waiting }: Omit<StreamEffort, 'bucket'>,
  { planned, begun, finished, seen }: Omit<Passage, 'streams'>,
): number {
  if (begun === 0) return waiting;
  const byThoseBegun = Math.max(waiting, ((requests + waiting) / seen) * (planned / begun) - requests);
  if (planned <= 1) return byThoseBegun;
  const done = (begun + finished) / 2;
  return Math.max(byThoseBegun, (requests * (planned - done)) / done);
}

function timeOf(state: BucketState, left: ReadonlyMap<string, number>, known: Known): TimeLeft {
  const { bucket, day } = state;
  const rate = rateOf(state, known.seconds);
  const atThisPace = (left.get(bucket) ?? 0) / rate;
  if (day === null) return { seconds: atThisPace, bucket, isForBudget: false };
  const group = known.buckets.filter((other) => other.day?.group === day.group);
  const ofGroup = group.reduce((sum, other) => sum + (left.get(other.bucket) ?? 0), 0);
  // Others of the account may have spent more than our part of the day; tomorrow's is whole all the same.
  const beyondToday = ofGroup - Math.max(0, day.perDay - day.spent);
  if (beyondToday <= 0) return { seconds: atThisPace, bucket, isForBudget: false };
  const days = Math.floor(beyondToday / day.perDay);
  const rest = (beyondToday - days * day.perDay) / rate;
  const seconds = known.untilMidnight + days * secondsOfDay + Math.min(rest, secondsOfDay);
  return { seconds: Math.max(seconds, atThisPace), bucket, isForBudget: seconds >= atThisPace };
}

/** The limit where it is what is waited for, else what was reached so far: answers take their time too. */
function rateOf({ perSecond, isShort, requests }: BucketState, seconds: number): number {
  const reached = requests / Math.max(1, seconds);
  if (perSecond === null) return Math.max(reached, 1e-6);
  return isShort || requests === 0 ? perSecond : Math.min(perSecond, reached);
}
