import type { StreamStateJson } from '../events.js';
import type { StreamProblem } from '../stream-problem.js';
import { leftIn } from '../report/left.js';
import type { StreamSummary } from '../summary.js';
import type { Limits } from '../limits.js';
import type { Outbox } from '../report/outbox.js';
import type { StreamNode } from '../plan/plan.js';
import { formatPlan } from '../plan/road-memory.js';
import { toIso } from '../time/ranges.js';
import { joinSeen } from '../state/settled-hours.js';
import type { Stats } from '../report/stats.js';
import type { StreamEnd } from '../report/stream-ends.js';
import type { Spending } from './spending.js';
import type { StreamRun } from '../visit/stream-run.js';
import type { Access } from '../service.js';
import type { UnreadableStream } from '../source.js';
import type { AccessWording } from '../wording.js';

export interface ProgressOptions {
  readonly runs: ReadonlyMap<StreamNode, StreamRun>;
  /** Airbyte's numbers of job and refresh, as the states tell them. */
  readonly syncKeys: ReadonlyMap<StreamNode, string>;
  readonly spending: Spending;
  readonly limits: Limits;
  /** By stream: when the shorter road was found wanting, epoch milliseconds. */
  readonly wanting: ReadonlyMap<string, number>;
  readonly runStart: number;
  readonly now: () => number;
}

const emptyState: StreamStateJson = {
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

interface Ending {
  readonly complete: boolean;
  readonly problem: StreamProblem | null;
  readonly seconds: number;
}

interface AccessMeans {
  readonly stats: Stats;
  readonly outbox: Outbox;
}

/** All streams of a sync with their states, and what is said of them at the end. */
export class Progress {
  readonly runs: ReadonlyMap<StreamNode, StreamRun>;
  private readonly ended = new Map<StreamNode, Ending>();

  /** No stream with a cursor began without one: the next sync will cost as much. */
  readonly isUsual: boolean;

  constructor(private readonly options: ProgressOptions) {
    this.runs = options.runs;
    this.isUsual = [...options.runs].every(
      ([{ cursorSource }, { state }]) => cursorSource === 'none' || state?.opened.fromScratch !== true,
    );
  }

  stateOf(node: StreamNode): StreamStateJson {
    const run = this.runs.get(node);
    const { spending, syncKeys, now, wanting } = this.options;
    const common = {
      spent: spending.of(node, now()),
      sync: syncKeys.get(node) ?? '',
      plan: formatPlan({ hash: node.planHash, wantingSince: wanting.get(node.name) ?? null }),
      ...seenOf(run),
      refused: run?.refusals?.toState() ?? '',
    };
    return run?.state?.toJson(common) ?? emptyState;
  }

  /** Says before the reading begins what will be refused, and closes what is certain to be: it need not be asked for. */
  meetAccess(access: Access, { stats, outbox }: AccessMeans, wording: AccessWording): void {
    const unreadable: UnreadableStream[] = [];
    for (const [{ name, declaration }, { gate }] of this.runs) {
      const scopes = access.lackedBy(declaration.request);
      if (scopes.length > 0) unreadable.push({ stream: name, scopes });
      const refusal = access.refusalOf(declaration.request);
      if (refusal === null) continue;
      gate.refuse(refusal);
      stats.skip(name, refusal.reason);
    }
    if (unreadable.length > 0) outbox.log('warn', wording.unreadable(unreadable));
  }

  hasEnded(node: StreamNode): boolean {
    return this.ended.has(node);
  }

  markEnded(node: StreamNode, { problem, stopped }: Pick<StreamEnd, 'problem' | 'stopped'>): void {
    const seconds = (this.options.now() - this.options.runStart) / 1000;
    this.ended.set(node, { complete: problem === null && !stopped, problem, seconds });
  }

  summaries(stats: Stats, seconds: number): readonly StreamSummary[] {
    const { isWhole, isProgress } = this.options.limits;
    const done = isWhole ? 'complete' : 'sampled';
    return [...this.runs.keys()].map((node) => {
      const end = this.ended.get(node);
      return stats.summaryOf(node.name, {
        selected: node.configured !== null,
        status: node.configured === null || end?.complete === true ? done : 'incomplete',
        problem: end?.problem ?? null,
        seconds: end?.seconds ?? seconds,
        left: node.configured === null || !isProgress ? null : leftIn(this.stateOf(node)),
      });
    });
  }
}

function seenOf(run: StreamRun | undefined): Pick<StreamStateJson, 'seen' | 'seen_from'> {
  const { seen: items, seenFrom } = (run?.seen ?? run?.seenRows)?.toState() ?? { seen: '', seenFrom: null };
  return {
    seen: joinSeen(items, run?.news?.toState() ?? ''),
    seen_from: seenFrom === null ? null : toIso(seenFrom),
  };
}
