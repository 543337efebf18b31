import type { LogLevel, SyncEvent } from '../engine/events.js';
import type { ReadOutcome, Source } from '../engine/source.js';
import { StoppedError } from '../errors.js';
import type { JsonLines } from '../output/json-lines.js';
import type { Progress } from '../output/progress.js';
import type { Encoder, ReadPlan, RunResult } from '../protocols/protocol.js';
import type { RunReport } from './run-report.js';
import { summaryLines } from './summary.js';

export interface ReadSetup {
  readonly source: Source;
  readonly plan: ReadPlan;
  readonly encoder: Encoder;
  readonly lines: JsonLines;
  readonly progress: Progress;
  readonly report: RunReport;
  readonly log: (level: LogLevel, message: string) => void;
  readonly signal: AbortSignal;
  readonly crashed: Promise<never>;
}

const nothingSelected = 'The catalog selects no stream: nothing is read.';

/**
 * Reads, and hands every event to the encoder and to the people who watch. What the read throws is thrown again
 * after the encoder has closed what was open.
 */
export async function runRead(setup: ReadSetup): Promise<RunResult> {
  const { plan, encoder, progress, report, log } = setup;
  report.planned(plan);
  for (const { level, message } of plan.notices) log(level, message);
  if (plan.request.streams.length + plan.unknown.length === 0) log('warn', nothingSelected);
  encoder.begin();
  try {
    const outcome = await read(setup);
    progress.clear();
    const result = encoder.end(outcome);
    report.ended(outcome, result);
    return result;
  } catch (error) {
    progress.clear();
    encoder.end(null);
    throw error;
  }
}

async function read({ source, plan, crashed, signal, ...setup }: ReadSetup): Promise<ReadOutcome> {
  if (plan.request.streams.length === 0) return { complete: true, stopped: false };
  const sink = {
    write: (event: SyncEvent): void => {
      // What the encoder says of the end, metrics say, comes before the summary: that is for people, who read the end.
      if (event.type === 'summary') setup.encoder.encode(event);
      show(event, setup);
      if (event.type !== 'summary') setup.encoder.encode(event);
    },
    ready: () => setup.lines.ready(),
  };
  const stop = AbortSignal.any([signal, setup.lines.signal]);
  try {
    return await Promise.race([source.read(plan.request, sink, stop), crashed]);
  } catch (error) {
    if (error instanceof StoppedError) return { complete: false, stopped: true };
    throw error;
  }
}

function show(
  event: SyncEvent,
  { progress, report, log }: Pick<ReadSetup, 'progress' | 'report' | 'log'>,
): void {
  if (event.type === 'records') {
    progress.records(event.stream, event.records.length);
  } else if (event.type === 'progress') {
    progress.report(event.progress);
  } else if (event.type === 'stream-waiting') {
    progress.waiting(event.stream, event.quotaResetAt);
  } else if (event.type === 'stream-ended') {
    progress.ended(event.stream, event.stopped ? 'stopped' : event.problem === null ? 'done' : 'incomplete');
  } else if (event.type === 'summary') {
    progress.clear();
    report.tell(event.summary);
    for (const line of summaryLines(event.summary)) log('info', line);
  }
}
