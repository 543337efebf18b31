import { isJsonObject } from '../../json.js';
import type { ReadRequest, StreamDefinition } from '../catalog.js';
import type { RatePool } from '../declaration.js';
import type { StreamNode } from '../plan/plan.js';
import { spentOn, utcDay, type DailyCalls } from '../report/daily-calls.js';

/** What the stored states say was spent, by stream: selected or not, since the day is the account's. */
type Stored = ReadonlyMap<string, unknown>;

export interface SpendingOptions {
  /** The streams of the plan. */
  readonly nodes: readonly StreamNode[];
  readonly stored: Stored;
  readonly daily: DailyCalls;
}

/** Whether the rest of a state is understood or not: a day's calls were made. */
export function storedSpending(state: ReadRequest['state']): Stored {
  return new Map([...state].map(([name, raw]) => [name, isJsonObject(raw) ? raw['spent'] : undefined]));
}

/** What earlier runs spent of the day, by pool; of a stream that nobody knows any more, in the pool that most streams have. */
export function spentBefore(
  { state }: Pick<ReadRequest, 'state'>,
  definitions: ReadonlyMap<string, StreamDefinition>,
  now: number,
): ReadonlyMap<RatePool, number> {
  const today = utcDay(now);
  const sums = new Map<RatePool, number>();
  for (const [stream, spent] of storedSpending(state)) {
    const calls = spentOn(today, spent);
    const pool = definitions.get(stream)?.declaration.request.pool ?? 'main';
    if (calls > 0) sums.set(pool, (sums.get(pool) ?? 0) + calls);
  }
  return sums;
}

/**
 * HEAVY and RESOURCE-INTENSIVE calls of the day. Zoom counts them by pool. A state says how many were made, and its
 * stream in which pool; so calls for a stream without a state are told of by one of the same pool, where there is one.
 */
export class Spending {
  private readonly nodes: ReadonlyMap<string, StreamNode>;
  private readonly selected: readonly StreamNode[];
  private readonly holders = new Map<string, StreamNode | null>();

  constructor(private readonly options: SpendingOptions) {
    this.nodes = new Map(options.nodes.map((node) => [node.name, node]));
    this.selected = options.nodes.filter(({ configured }) => configured !== null);
  }

  /** As the stream's state tells it. What was spent before midnight is of no concern any more. */
  of(node: StreamNode, now: number): string {
    const today = utcDay(now);
    let calls = spentOn(today, this.options.stored.get(node.name));
    for (const one of this.options.daily.of(today)) {
      if (this.holderOf(one.stream, one.pool) === node) calls += one.calls;
    }
    return `${today}/${calls}`;
  }

  private holderOf(stream: string, pool: RatePool): StreamNode | null {
    const key = `${stream} ${pool}`;
    const known = this.holders.get(key);
    if (known !== undefined) return known;
    const holder = this.findHolder(stream, pool);
    this.holders.set(key, holder);
    return holder;
  }

  /**
   * The stream itself; the first selected one below it, or any, of the pool; or the first of all. A stream that is not
   * part of the plan was asked for all the same, to find out whether a road is open, say.
   */
  private findHolder(stream: string, pool: RatePool): StreamNode | null {
    const node = this.nodes.get(stream);
    if (node !== undefined && node.configured !== null) return node;
    const heirs = node === undefined ? [] : [...selectedBelow(node)];
    const candidates = [...heirs, ...this.selected];
    return candidates.find((one) => one.declaration.request.pool === pool) ?? candidates[0] ?? null;
  }
}

function* selectedBelow(node: StreamNode): Generator<StreamNode> {
  for (const { child } of node.children) {
    if (child.configured !== null) yield child;
    else yield* selectedBelow(child);
  }
}
