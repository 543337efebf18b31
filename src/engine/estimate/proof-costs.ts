import { proofSize } from '../plan/road-proof.js';
import type { SyncSettings } from '../run/sync-settings.js';
import { day } from '../time/windows.js';
import type { StreamCost } from './result.js';
import type { Scenario } from './scenario.js';
import { proofCost } from './stream-costs.js';
import type { Forecasts } from './study.js';

/** Rows of so many days tell who is compared. */
const recentDays = 7;

/** A road that is tried is compared with the usual one before a stream is read on it for the first time. */
export function proofCosts(
  forecasts: Forecasts,
  { settings, scenario }: { readonly settings: SyncSettings; readonly scenario: Scenario },
): readonly StreamCost[] {
  const tried = new Set(settings.roads.filter(({ isTried }) => isTried).map(({ family }) => family));
  return [...forecasts.values()].flatMap(({ node, told }) => {
    const family = node.declaration.narrowed?.road.family ?? '';
    const isKnown = scenario.progress.runs.get(node)?.state?.opened.fromScratch === false;
    if (node.narrowing === null || told === null || !tried.has(family) || isKnown) return [];
    const recent = told.rows.filter(({ at }) => at > scenario.now - recentDays * day);
    return [proofCost(node, proofSize(new Set(recent.map(({ home }) => home)).size))];
  });
}
