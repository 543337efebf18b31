import type { PastRoad } from '../streams/define-stream.js';
import type { StreamDefinition } from './catalog.js';
import type { Stats } from './stats.js';

type Definitions = ReadonlyMap<string, StreamDefinition>;

/** What a run has shown about its configuration, in sentences for its end. */
export function adviceOf(definitions: Definitions, road: PastRoad, stats: Stats): readonly string[] {
  return [...roadAdvice(definitions, road, stats), ...planAdvice(stats.limitsBelowPlan)];
}

/** So few requests are no matter for advice. */
const worthMentioning = 200;

/**
 * What another road would have spared, in a sentence for each stream of which more than half of the answers were empty.
 */
function roadAdvice(definitions: Definitions, road: PastRoad, stats: Stats): readonly string[] {
  return [...definitions.values()].flatMap(({ declaration: { name, narrowed, passes, request } }) => {
    const { pages, rows, empty } = stats.pagesOf(name);
    if (narrowed === null || narrowed.road === road) return [];
    if (pages < worthMentioning || empty * 2 <= pages) return [];
    const listed = Math.ceil(rows / (request.pageSize ?? 1));
    const least = (pages - empty) * passes.length + listed;
    return [
      `${empty} of ${pages} answers of ${name} came back empty: past_meetings_from ${narrowed.road} would need at most about ${least} requests for the same rows.`,
    ];
  });
}

/** A plan that is set too high costs refusals until Zoom's headers tell. */
function planAdvice(limits: ReadonlyMap<string, number>): readonly string[] {
  if (limits.size === 0) return [];
  const named = [...limits].map(([bucket, limit]) => `${limit} a second for ${bucket}`).join(', ');
  return [
    `Zoom accepts fewer calls of this account than the configured plan has (${named}): set plan to the account's own.`,
  ];
}
