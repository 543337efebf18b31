import type { Clock } from '../../clock.js';
import type { StreamNode } from '../plan/plan.js';
import { Seen } from '../state/seen.js';
import { SeenRows } from '../state/seen-rows.js';
import type { StoredState } from '../state/stored-state.js';
import type { StreamState } from '../state/stream-state.js';
import type { StreamRun } from '../visit/stream-run.js';

/** Has in its state what it has seen: instances that were asked, or rows that cannot change. */
export function remembers(node: StreamNode): boolean {
  return node.cursorSource === 'parent' || hasFinalRows(node);
}

/** Rows of the account whose key is their content: another one is another row. */
function hasFinalRows({ cursorSource, declaration }: StreamNode): boolean {
  return cursorSource === 'own' && declaration.rowId === 'content' && declaration.parents.length === 0;
}

interface Memory {
  readonly stored: StoredState | null;
  readonly state: StreamState | null;
  /** Entries that may be kept. */
  readonly cap: number;
  /** Milliseconds. */
  readonly lookback: number;
  readonly clock: Clock;
}

export function memoryOf(
  node: StreamNode,
  { stored, state, cap, lookback, clock }: Memory,
): Pick<StreamRun, 'seen' | 'seenRows'> {
  if (stored === null || state === null || !remembers(node)) return { seen: null, seenRows: null };
  const { pass, fromScratch, resumed } = state.opened;
  const known = fromScratch && !resumed ? { seen: '', seenFrom: null } : stored;
  return hasFinalRows(node)
    ? {
        seen: null,
        seenRows: new SeenRows(known, { cap, since: Math.min(pass, stored.cursor ?? pass) - lookback }),
      }
    : { seen: new Seen(known, { cap, lookback, pass, now: () => clock.now() }), seenRows: null };
}
