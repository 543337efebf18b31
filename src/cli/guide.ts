import { selectedNames } from '../config/stream-choice.js';
import type { CatalogStream } from '../engine/catalog.js';
import type { LogLevel } from '../engine/events.js';
import type { JsonObject } from '../json.js';
import type { ReadPlan } from '../protocols/protocol.js';
import { catalogOptions, roadsIn } from './config.js';
import type { Parts } from './edges.js';
import { appRemark, scopeList, type ScopeQuestion } from './scope-list.js';
import { streamList, type StreamQuestion } from './stream-list.js';

/** What both programs tell of streams, and of what reading them takes: offline, without credentials. */

export type Guide =
  | ({ readonly about: 'streams' } & StreamQuestion)
  | ({ readonly about: 'scopes'; readonly select: readonly string[] | null } & ScopeQuestion);

export interface GuideOptions {
  readonly parts: Pick<Parts, 'offlineCatalog' | 'streamGuides' | 'needsOf'>;
  /** Null where none is named: then all streams are told of, and the usual ones are what scopes are wanted for. */
  readonly config: JsonObject | null;
  /** What a catalog makes of the offered streams; null where none is named. */
  readonly plan: ((offered: readonly CatalogStream[]) => Promise<ReadPlan>) | null;
  /** For what belongs beside the text. */
  readonly log: (level: LogLevel, message: string) => void;
}

export async function guideText(guide: Guide, options: GuideOptions): Promise<string> {
  const { parts, config, log } = options;
  if (guide.about === 'streams') {
    const all = await parts.streamGuides();
    const offered = config === null ? null : new Set(namesOf(await offeredBy(options)));
    return streamList(
      all.filter(({ stream }) => offered === null || offered.has(stream)),
      guide,
    );
  }
  const names = await chosenBy(options);
  const streams = guide.select === null ? names : [...selectedNames(guide.select, names)];
  const needs = await parts.needsOf({ streams, ...roadsIn(config ?? {}), kind: guide.kind });
  if (guide.form === 'app-json') log('info', appRemark);
  return scopeList(needs, guide);
}

function offeredBy({ parts, config }: GuideOptions): Promise<readonly CatalogStream[]> {
  return parts.offlineCatalog(catalogOptions(config ?? {}));
}

/** The streams of the catalog; without one all that are offered. */
async function chosenBy(options: GuideOptions): Promise<readonly string[]> {
  const { plan, log } = options;
  const offered = await offeredBy(options);
  if (plan === null) return namesOf(offered);
  const { request, unknown } = await plan(offered);
  if (unknown.length > 0) {
    log(
      'warn',
      `The catalog names streams that are not offered, and that nothing is said of: ${unknown.join(', ')}.`,
    );
  }
  return namesOf(request.streams);
}

function namesOf(streams: readonly { readonly name: string }[]): readonly string[] {
  return streams.map(({ name }) => name);
}
