import { selectedNames } from '../config/stream-choice.js';
import type { JsonObject } from '../json.js';
import { catalogOptions, roadIn } from './config.js';
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
  /** For what belongs beside the text. */
  readonly remark: (text: string) => void;
}

export async function guideText(guide: Guide, { parts, config, remark }: GuideOptions): Promise<string> {
  const offered = async (): Promise<readonly string[]> =>
    (await parts.offlineCatalog(catalogOptions(config ?? {}))).map(({ name }) => name);
  if (guide.about === 'streams') {
    const all = await parts.streamGuides();
    const names = config === null ? null : new Set(await offered());
    return streamList(
      all.filter(({ stream }) => names === null || names.has(stream)),
      guide,
    );
  }
  const names = await offered();
  const streams = guide.select === null ? names : [...selectedNames(guide.select, names)];
  const needs = await parts.needsOf({ streams, pastMeetingsFrom: roadIn(config ?? {}), kind: guide.kind });
  if (guide.form === 'app-json') remark(appRemark);
  return scopeList(needs, guide);
}
