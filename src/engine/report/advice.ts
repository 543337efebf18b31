import type { StreamDefinition } from '../catalog.js';
import type { Stats } from './stats.js';

type Definitions = ReadonlyMap<string, StreamDefinition>;

/** What a run has shown about its configuration, in sentences for its end. */
export function adviceOf(definitions: Definitions, road: string, stats: Stats): readonly string[] {
  return [
    ...roadAdvice(definitions, road, stats),
    ...planAdvice(stats.limitsBelowPlan),
    ...refusalAdvice(definitions, stats),
  ];
}

/** So few requests are no matter for advice. */
const worthMentioning = 200;

/**
 * What another road would have spared, in a sentence for each stream of which more than half of the answers were empty.
 */
function roadAdvice(definitions: Definitions, road: string, stats: Stats): readonly string[] {
  return [...definitions.values()].flatMap(({ declaration: { name, narrowed, variants, request } }) => {
    const { pages, rows, empty } = stats.pagesOf(name);
    if (narrowed === null || narrowed.road === road) return [];
    if (pages < worthMentioning || empty * 2 <= pages) return [];
    const listed = Math.ceil(rows / (request.pageSize ?? 1));
    const least = (pages - empty) * variants.length + listed;
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

/**
 * Whoever was refused counts as read, since a good part of an account may be without a licence: once they may be read,
 * what lies before this run does not come by itself.
 */
function refusalAdvice(definitions: Definitions, stats: Stats): readonly string[] {
  const streams = [...definitions.values()]
    .filter(
      ({ declaration: { name, cursorField } }) => cursorField !== null && stats.refusedOf(name).size > 0,
    )
    .map(({ declaration: { name } }) => name);
  if (streams.length === 0) return [];
  return [
    `Some were refused and count as read (${streams.join(', ')}; the summary names them). Once they may be read, their rows ` +
      'of before come when the stream is read from the start, or for one user when its state says "due": {"<user id>": "/"}.',
  ];
}
