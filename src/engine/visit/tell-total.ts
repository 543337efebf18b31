import type { Page } from '../page-reader.js';
import { isRoot } from '../plan/plan.js';
import type { Listing } from './listing.js';
import type { RunContext } from './run-context.js';

/**
 * Tells how many rows will come where a list of the account is read whole and says it on its first page. Of lists by
 * partition nobody knows, and of lists by window only what is in the one at hand.
 */
export function tellTotal(
  { outbox, limits }: RunContext,
  { stream }: Pick<Listing, 'stream'>,
  variant: Readonly<Record<string, string>>,
  { total = null }: Page,
): void {
  const { node, run, wanted } = stream;
  const isWhole = node.cursorSource === 'none' && node.declaration.window === null && limits.isWhole;
  if (total === null || total <= 0 || !isWhole || wanted.length === 0) return;
  if (!isRoot(node) || node.declaration.parents.length > 0) return;
  const rows = run.totals.note(variant, total);
  if (rows !== null) outbox.estimate(node.name, rows);
}
