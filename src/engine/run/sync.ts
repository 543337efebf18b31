import { setMaxListeners } from 'node:events';
import type { Clock } from '../../clock.js';
import { StoppedError } from '../../errors.js';
import type { ReadRequest, StreamDefinition } from '../catalog.js';
import type { EventSink } from '../events.js';
import { noLimits, repairLimits, sampleLimits, type Limits } from '../limits.js';
import { makePlan, rootOf, type Plan, type StreamNode } from '../plan/plan.js';
import { withoutResting } from '../plan/resting.js';
import { takeRoads } from '../plan/road-taking.js';
import { adviceOf } from '../report/advice.js';
import { leftOutWarnings } from '../report/left-out.js';
import { listenerOf } from '../report/listener.js';
import { Outbox } from '../report/outbox.js';
import { Stats } from '../report/stats.js';
import { endStream, listingFailure, problemOf, warningText, type EndWarning } from '../report/stream-ends.js';
import { waitsOf } from '../report/waits.js';
import type { Connect, Service } from '../service.js';
import type { ReadOutcome } from '../source.js';
import type { StateCaps } from '../state/state-room.js';
import type { RunContext } from '../visit/run-context.js';
import { ComponentReader } from './component-reader.js';
import { openStreams } from './open-streams.js';
import type { Progress } from './progress.js';
import { repairable, settingsFor } from './repair.js';
import { daysOf, Reckoner } from './reckoner.js';
import type { Summary } from '../summary.js';
import { spentBefore } from './spending.js';
import type { SyncSettings } from './sync-settings.js';

export interface SyncOptions {
  readonly definitions: ReadonlyMap<string, StreamDefinition>;
  readonly request: ReadRequest;
  readonly settings: SyncSettings;
  readonly connect: Connect;
  readonly sink: EventSink;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** For accounts too small to reach the usual ones. */
  readonly caps?: StateCaps;
}

/** One sync: reads what the catalog selects, says it to the sink, and never throws for what the service answers. */
export async function sync(options: SyncOptions): Promise<ReadOutcome> {
  const { definitions, connect, sink, clock, signal } = options;
  const limits = limitsOf(options.request);
  const now = clock.now();
  const settings = settingsWithin(limits, options, now);
  const stats = new Stats();
  const outbox = new Outbox(sink, clock, stats, limits);
  const service = connect(listenerOf(stats, outbox));
  const { roads } = settings;
  const request = repairable(options.request, { definitions, settings, outbox });
  // Before the first request, which may be one that finds out about a road.
  for (const [pool, calls] of spentBefore(request, definitions, now)) service.addSpentToday(calls, pool);
  const taken = await takeRoads({ definitions, roads, request, limits, service, outbox, signal, now });
  const { seldom, startDate } = settings;
  const known = { definitions: taken.definitions, limits, now, startDate };
  const awake = withoutResting(request, { ...known, seldom, service, outbox });
  const couldRest = request.mayRest === 'any' && !seldom.isChosen;
  const advice = (isUsual: boolean) =>
    adviceOf(
      { definitions, roads, stats, buckets: service.buckets(), isUsual, couldRest },
      service.wording.advice,
    );
  return new Sync(
    { ...options, settings, definitions: taken.definitions, request: awake },
    { stats, outbox, service, advice, limits, wanting: taken.wanting },
  ).run();
}

/** A sample tells what can be read: what the permissions do not reach is an answer, with a warning. */
function settingsWithin(
  { isWhole }: Limits,
  { request: { repair = null }, settings }: Pick<SyncOptions, 'request' | 'settings'>,
  now: number,
): SyncSettings {
  if (repair !== null) return settingsFor(repair, settings, now);
  return isWhole ? settings : { ...settings, skipUnauthorizedStreams: true };
}

function limitsOf({ isSample, repair = null }: ReadRequest): Limits {
  if (repair !== null) return repairLimits;
  return isSample === true ? sampleLimits : noLimits;
}

/** What a sync works with. */
interface Means {
  readonly stats: Stats;
  readonly outbox: Outbox;
  readonly service: Service;
  readonly advice: (isUsual: boolean) => readonly string[];
  readonly limits: Limits;
  /** By stream: when the shorter road was found wanting, epoch milliseconds. */
  readonly wanting: ReadonlyMap<string, number>;
}

class Sync {
  private readonly outbox: Outbox;
  private readonly stopping = new AbortController();
  private fatal: Error | null = null;
  private readonly plan: Plan;
  private readonly context: RunContext;
  private readonly runStart: number;
  private readonly progress: Progress;
  private allComplete = true;
  private readonly warned = new Set<string>();
  private readonly endWarnings = new Map<string, { warning: EndWarning; streams: string[] }>();

  constructor(
    private readonly options: SyncOptions,
    private readonly means: Means,
  ) {
    const { clock, request, definitions, settings } = options;
    this.runStart = clock.now();
    this.outbox = means.outbox;
    this.plan = makePlan(definitions, request.streams);
    this.context = {
      clock,
      service: means.service,
      outbox: means.outbox,
      stats: means.stats,
      startDate: settings.startDate,
      endDate: settings.endDate,
      limits: means.limits,
      signal: this.stopping.signal,
      stop: (reason) => this.stop(reason),
    };
    const { wanting } = means;
    this.progress = openStreams(this.plan, {
      ...options,
      context: this.context,
      runStart: this.runStart,
      wanting,
    });
    const { runs } = this.progress;
    const reckoner = new Reckoner({ runs, ...means, runStart: this.runStart, now: () => clock.now() });
    this.outbox.reportWith(() => reckoner.report());
  }

  async run(): Promise<ReadOutcome> {
    const { signal, sink } = this.options;
    const { advice, stats, service } = this.means;
    // Every request in flight listens to the one signal; that is no leak.
    setMaxListeners(0, this.stopping.signal);
    const onAbort = (): void => this.stopping.abort();
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    await this.readEverything();
    for (const node of this.plan.nodes) this.end(node);
    signal.removeEventListener('abort', onAbort);
    for (const { warning, streams } of this.endWarnings.values()) {
      const [only] = streams;
      this.outbox.log('warn', warningText(warning, streams), streams.length === 1 ? only : undefined);
    }
    // Once a run and not once for ever: the state has no place for it, and must not get one for a remark.
    if (stats.unknownFields.size > 0) {
      this.outbox.log('info', service.wording.answers.unknownFields(stats.unknownFields));
    }
    for (const text of advice(this.progress.isUsual)) this.outbox.log('info', text);
    sink.write({ type: 'summary', summary: this.summary() });
    await sink.ready();
    return { complete: this.allComplete, stopped: signal.aborted };
  }

  private summary(): Summary {
    const { stats, service, outbox } = this.means;
    const seconds = (this.options.clock.now() - this.runStart) / 1000;
    return {
      streams: this.progress.summaries(stats, seconds),
      requestsByLabel: stats.requestsByLabel,
      seconds,
      failure: this.fatal === null ? null : problemOf(this.fatal, ''),
      days: daysOf(service.buckets()),
      waits: waitsOf(service.waits(), outbox.readerSeconds),
    };
  }

  private async readEverything(): Promise<void> {
    const { service } = this.means;
    try {
      const access = await service.access(this.stopping.signal);
      this.progress.meetAccess(access, this.means, service.wording.access);
      const reader = new ComponentReader(this.context, this.plan, this.progress, (node) => this.end(node));
      await reader.readAll();
    } catch (error) {
      if (!(error instanceof StoppedError)) this.stop(error);
    }
  }

  private stop(reason: unknown): void {
    this.fatal ??= reason instanceof Error ? reason : new Error(String(reason));
    this.stopping.abort();
  }

  private noteWarning(warning: EndWarning, stream: string): void {
    const key = `${warning.end} ${warning.cause}`;
    const known = this.endWarnings.get(key);
    if (known === undefined) this.endWarnings.set(key, { warning, streams: [stream] });
    else known.streams.push(stream);
  }

  private warnOnce(text: string, stream: string): void {
    if (this.warned.has(text)) return;
    this.warned.add(text);
    this.outbox.log('warn', text, stream);
  }

  private end(node: StreamNode): void {
    const { service, stats, limits } = this.means;
    const { secrets, skipUnauthorizedStreams } = this.options.settings;
    const run = this.progress.runs.get(node);
    if (run === undefined || this.progress.hasEnded(node)) return;
    for (const text of leftOutWarnings(node.name, { stats, secrets })) this.warnOnce(text, node.name);
    if (node.configured === null) return;
    const ended = endStream(run, {
      runs: this.progress.runs,
      fatal: this.fatal,
      stopped: this.options.signal.aborted,
      listingFailure: listingFailure(rootOf(node, this.plan), this.progress.runs),
      skipUnauthorized: skipUnauthorizedStreams,
      stats,
      limits,
      wording: service.wording.access,
    });
    if (ended.warning !== null) this.noteWarning(ended.warning, node.name);
    for (const { level, text } of run.edge.notes(this.runStart, service.wording.answers)) {
      this.outbox.log(limits.isProgress ? level : 'warn', text, node.name);
    }
    if (ended.problem !== null || ended.stopped) this.allComplete = false;
    this.progress.markEnded(node, ended);
    this.outbox.end(node.name, { problem: ended.problem, stopped: ended.stopped });
  }
}
