import { spentOn, utcDay } from '../report/daily-calls.js';
import type { StreamStateJson, Summary } from '../events.js';
import type { Outbox } from '../report/outbox.js';
import type { StreamNode } from '../plan/plan.js';
import { toIso } from '../time/ranges.js';
import type { Stats } from '../report/stats.js';
import type { StreamRun } from '../visit/stream-run.js';

/** What a stream's state holds beside the reading itself. */
export interface StateExtras {
  /** What the stored state says was spent, on whatever day. */
  readonly spentBefore: unknown;
  readonly sync: string;
}

export interface ProgressOptions {
  readonly runs: ReadonlyMap<StreamNode, StreamRun>;
  readonly extras: ReadonlyMap<StreamNode, StateExtras>;
  /** What the states say was spent for streams that this run does not select: the day is the account's. */
  readonly elsewhere: readonly unknown[];
  readonly stats: Stats;
  readonly runStart: number;
  readonly now: () => number;
}

/** All streams of a sync with their states, and what is said of them at the end. */
export class Progress {
  readonly runs: ReadonlyMap<StreamNode, StreamRun>;
  private readonly ended = new Map<StreamNode, { readonly complete: boolean; readonly seconds: number }>();

  constructor(private readonly options: ProgressOptions) {
    this.runs = options.runs;
  }

  /** Calls of the day's shared budget that the states tell of. */
  spentToday(): number {
    const { extras, elsewhere, now } = this.options;
    const today = utcDay(now());
    const before = [...extras.values()].map(({ spentBefore }) => spentBefore);
    return [...before, ...elsewhere].reduce<number>((sum, spent) => sum + spentOn(today, spent), 0);
  }

  stateOf(node: StreamNode): StreamStateJson {
    const run = this.runs.get(node);
    const extras = this.options.extras.get(node);
    const common = {
      spent: this.spent(node, extras?.spentBefore),
      sync: extras?.sync ?? '',
      plan: node.planHash,
      ...seenOf(run),
      refused: run?.refusals?.toState() ?? '',
    };
    return run?.state?.toJson(common) ?? this.emptyState();
  }

  /** Of today: what was spent before midnight is of no concern any more. */
  private spent(node: StreamNode, before: unknown): string {
    const { daily } = this.options.stats;
    const today = utcDay(this.options.now());
    const nodes = [...this.runs.keys()];
    const first = nodes.find(({ configured }) => configured !== null);
    const sum = (some: readonly StreamNode[]): number =>
      some.reduce((calls, { name }) => calls + daily.of(name, today), 0);
    // What was asked for a stream that is not part of the plan counts too: to find out whether a road is open, say.
    const strays = node === first ? daily.total(today) - sum(nodes) : 0;
    const own = sum(nodes.filter((other) => (holderOf(other) ?? first) === node));
    return `${today}/${spentOn(today, before) + own + strays}`;
  }

  emptyState(): StreamStateJson {
    return {
      version: 1,
      cursor: null,
      pass: null,
      watermark: '',
      due: {},
      full: null,
      start: null,
      seen: '',
      seen_from: null,
      refused: '',
      plan: '',
      spent: '',
      sync: '',
    };
  }

  /** True where the token's scope list is known and holds none of the stream's. */
  lacksScope(stream: string, granted: ReadonlySet<string> | null): boolean {
    const node = [...this.runs.keys()].find(({ name }) => name === stream);
    if (node === undefined || granted === null || granted.size === 0) return false;
    const { scopes, classicScopes } = node.declaration.request;
    const enough = [...scopes, ...classicScopes];
    return enough.length > 0 && !enough.some((scope) => granted.has(scope));
  }

  /** Says before the reading begins what the token will not reach. Only Zoom's answer switches a stream off. */
  warnOfScopes(granted: ReadonlySet<string>, outbox: Outbox): void {
    for (const node of this.runs.keys()) {
      if (!this.lacksScope(node.name, granted)) continue;
      const scope = node.declaration.request.scopes[0] ?? node.declaration.request.classicScopes[0] ?? '';
      outbox.log(
        'warn',
        `The app's token has no scope for ${node.name}; add ${scope} to the app in the Zoom Marketplace.`,
        node.name,
      );
    }
  }

  hasEnded(node: StreamNode): boolean {
    return this.ended.has(node);
  }

  markEnded(node: StreamNode, complete: boolean): void {
    const seconds = (this.options.now() - this.options.runStart) / 1000;
    this.ended.set(node, { complete, seconds });
  }

  summary(stats: Stats, seconds: number): Summary {
    const streams = [...this.runs.keys()].map((node) => {
      const end = this.ended.get(node);
      return stats.summaryOf(node.name, {
        selected: node.configured !== null,
        status: node.configured === null || end?.complete === true ? 'complete' : 'incomplete',
        seconds: end?.seconds ?? seconds,
      });
    });
    return stats.total(streams, seconds);
  }
}

function seenOf(run: StreamRun | undefined): Pick<StreamStateJson, 'seen' | 'seen_from'> {
  const { seen, seenFrom } = run?.seen?.toState() ?? { seen: '', seenFrom: null };
  return { seen, seen_from: seenFrom === null ? null : toIso(seenFrom) };
}

/** Whose state tells of its calls: for a parent that is not selected, that of the first selected stream below it. */
function holderOf(node: StreamNode): StreamNode | null {
  return node.configured === null ? firstHeir(node) : node;
}

function firstHeir(node: StreamNode): StreamNode | null {
  for (const { child } of node.children) {
    if (child.configured !== null) return child;
    const heir = firstHeir(child);
    if (heir !== null) return heir;
  }
  return null;
}
