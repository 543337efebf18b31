import type { Summary } from '../engine/summary.js';
import type { ReadOutcome } from '../engine/source.js';
import { SourceError } from '../errors.js';
import { isJsonArray, isJsonObject, type JsonValue } from '../json.js';
import { KeptFile } from '../kept-file.js';
import type { JsonLines, WriteFailure } from '../output/json-lines.js';
import type { ReadPlan, RunResult } from '../protocols/protocol.js';
import { fileName, systemReason } from './read-json.js';
import { failureOf, summaryJson, type Failure, type RunFacts } from './summary-json.js';
import type { Edges } from './edges.js';
import type { Redactor } from './redactor.js';
import { unexpectedText, writeText } from './text.js';

export interface ReportOptions {
  /** The file; null where none is asked for. */
  readonly path: string | null;
  /** Files that the run reads: none of them may be lost to it. */
  readonly inputs: readonly (string | null)[];
  readonly connector: string;
  readonly connectorVersion: string;
  readonly protocol: RunFacts['protocol'];
  readonly pid: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly scrub: (text: string) => string;
}

/** What either program gives it of its own surroundings. */
export function reportEdges({
  edges: { pid, clock },
  redactor: { scrub },
}: {
  readonly edges: Pick<Edges, 'pid' | 'clock'>;
  readonly redactor: Pick<Redactor, 'scrub'>;
}): Pick<ReportOptions, 'pid' | 'now' | 'scrub'> {
  return { pid, now: () => clock.now(), scrub };
}

/** Gathers what becomes of a run, and writes it as a file when all is over, however that came about. */
export class RunReport {
  private readonly file: KeptFile | null;
  private readonly begunAt: number;
  private plan: ReadPlan | null = null;
  private summary: Summary | null = null;
  private failure: Failure | null = null;
  private outcome: RunFacts['outcome'] = 'failed';
  private isReady = false;

  constructor(private readonly options: ReportOptions) {
    const { path, pid, now } = options;
    this.file = path === null ? null : new KeptFile(path, pid);
    this.begunAt = now();
  }

  /**
   * Throws where the file could not be written at the end. What an earlier run left there goes, so that whoever finds a
   * file has that of the last run, also where it was killed.
   */
  begin(): void {
    const { path, inputs } = this.options;
    const { file } = this;
    if (file === null || path === null) return;
    if (inputs.some((input) => input !== null && file.is(input))) {
      throw unwritable(path, 'the run reads it');
    }
    try {
      file.try();
      file.remove();
    } catch (error) {
      throw unwritable(path, systemReason(error));
    }
    this.isReady = true;
  }

  planned(plan: ReadPlan): void {
    this.plan = plan;
  }

  tell(summary: Summary): void {
    this.summary = summary;
    this.failure = summary.failure === null ? null : failureOf(summary.failure);
  }

  ended(outcome: ReadOutcome, { exitCode }: RunResult): void {
    if (outcome.stopped && !outcome.complete) this.outcome = 'stopped';
    else this.outcome = exitCode === 0 ? 'complete' : 'incomplete';
  }

  /** Something was thrown, or told in a sentence of ours. */
  failed(error: unknown): void {
    this.failure = thrown(error, this.options.connector);
  }

  /** Resolves to a sentence where the file could not be written. */
  write(output: WriteFailure | null): string | null {
    const { path } = this.options;
    if (this.file === null || path === null || !this.isReady) return null;
    const failure = output === null ? this.failure : failureOfOutput(output);
    const json = summaryJson({
      ...this.options,
      begunAt: this.begunAt,
      endedAt: this.options.now(),
      outcome: failure === null ? this.outcome : 'failed',
      failure,
      isSample: this.plan?.request.isSample === true,
      isRepair: (this.plan?.request.repair ?? null) !== null,
      unknown: this.plan?.unknown ?? [],
      summary: this.summary,
    });
    try {
      this.file.keep(JSON.stringify(this.scrubbed(json), null, 2));
      return null;
    } catch (error) {
      return `${fileName(path, 'summary')} cannot be written: ${systemReason(error)}.`;
    }
  }

  /** Before it becomes JSON, in which a secret might be spelled otherwise. */
  private scrubbed(value: JsonValue): JsonValue {
    const { scrub } = this.options;
    if (typeof value === 'string') return scrub(value);
    if (isJsonArray(value)) return value.map((one) => this.scrubbed(one));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [scrub(name), this.scrubbed(one)]));
  }
}

function unwritable(path: string, reason: string): SourceError {
  const message = `${fileName(path, 'summary')} cannot be written: ${reason}. Nothing was read.`;
  return new SourceError(message, { failureType: 'config_error' });
}

/** The last act of a run: resolves to the exit code. What was asked for and not written makes it a failed one. */
export async function writeReport(
  report: RunReport,
  { lines, stderr }: { readonly lines: Pick<JsonLines, 'failure'>; readonly stderr: Edges['stderr'] },
  exitCode: number,
): Promise<number> {
  const fault = report.write(lines.failure);
  if (fault === null) return exitCode;
  await writeText(stderr, `${fault}\n`);
  return 1;
}

function thrown(error: unknown, connector: string): Failure {
  if (typeof error === 'string') return { type: 'system_error', message: error };
  if (error instanceof SourceError) return { type: error.failureType, message: error.message };
  return { type: 'system_error', message: unexpectedText(connector, error) };
}

function failureOfOutput({ message }: WriteFailure): Failure {
  return { type: 'system_error', message: message ?? 'The reader of the output went away.' };
}
