import type { Settings } from '../../config/settings.js';
import { streamDeclarations } from '../../streams/index.js';
import { planAccepting } from '../../zoom/limits/rate-limits.js';
import type { Case } from '../case.js';
import type { Check } from '../check.js';
import { note, ok, problem } from '../finding.js';
import type { Finding } from '../finding.js';
import type { LimitSight } from '../witness.js';

const name = 'Limits';

/** By what the answers to the other checks said of them: nothing is asked for it. */
export const limits: Check = {
  name,
  examine: async (subject, signal) => {
    await subject.opened(signal);
    const { plan } = await subject.validSettings();
    const seen = latest(subject);
    if (seen.length === 0)
      return [ok(name, `Zoom says nothing of them: those of the plan ${plan} are kept to, as configured.`)];
    return [
      ok(name, `${seen.map(limitText).join('; ')}.`),
      ...planFinding(subject, plan),
      ...seen.filter(({ isOfDay, remaining }) => isOfDay && remaining === 0).map(usedUp),
    ];
  },
};

/** The last word on each label. */
function latest({ sights }: Case): readonly LimitSight[] {
  const found = new Map<string, LimitSight>();
  for (const { limit } of sights)
    if (limit !== null) found.set(`${limit.label} ${String(limit.isOfDay)}`, limit);
  return [...found.values()];
}

function limitText({ label, isOfDay, limit, remaining }: LimitSight): string {
  const named = label.toUpperCase();
  const [most, left] = [limit.toLocaleString('en-US'), remaining.toLocaleString('en-US')];
  return isOfDay ? `${named}: ${left} of ${most} left of the day` : `${named}: ${most} a second`;
}

function usedUp({ label }: LimitSight): Finding {
  return problem(name, `The ${label.toUpperCase()} calls of the day are used up.`, {
    means: 'Streams that need them end incomplete, and the next sync goes on.',
    advice: 'Sync again after midnight UTC, or choose fewer of them.',
  });
}

/** The list of users is the one that every selection has, in the pool of which the plans are known. */
function planFinding({ sights }: Case, configured: Settings['plan']): readonly Finding[] {
  const users = streamDeclarations.find(
    ({ partitions, parents }) => partitions !== null && parents.length === 0,
  );
  if (users === undefined || configured === 'none') return [];
  const { path, rateLimit } = users.request;
  const sight = sights.findLast((one) => one.path.endsWith(path) && one.limit?.isOfDay === false)?.limit;
  const actual = sight?.label === rateLimit ? planAccepting(rateLimit, sight.limit) : null;
  if (actual === null || actual === configured) return [];
  const is = `The account has the limits of the plan ${actual}, and plan is ${configured}.`;
  const means =
    ranks[actual] < ranks[configured]
      ? 'A sync begins too fast, is refused, and reckons with a larger day than there is.'
      : 'A sync is slower than it may be, and stops before the day is used up.';
  return [note(name, is, { means, advice: `Set plan to ${actual}.` })];
}

const ranks = { free: 0, pro: 1, business: 2 } as const;
