import { selectedNames } from '../config/stream-choice.js';
import type { CatalogStream, ConfiguredStream } from '../engine/catalog.js';
import type { LogLevel } from '../engine/events.js';
import { StoppedError } from '../errors.js';
import type { JsonObject } from '../json.js';
import type { ReadPlan } from '../protocols/protocol.js';
import type { Edges } from './edges.js';
import { estimateReport, type EstimateForm } from './estimate-report.js';
import type { Redactor } from './redactor.js';

/** What both programs do to tell the price of a sync before it is made. */

export interface PlanOptions {
  readonly edges: Pick<Edges, 'parts' | 'signal'>;
  readonly config: JsonObject;
  readonly form: EstimateForm;
  /** Names and patterns of the streams that are reckoned with; null: all that the catalog selects. */
  readonly select: readonly string[] | null;
  /** What catalog and state make of the offered streams. */
  readonly plan: (offered: readonly CatalogStream[]) => Promise<ReadPlan>;
  readonly log: (level: LogLevel, message: string) => void;
  readonly redactor: Redactor;
}

export async function planText({
  edges,
  config,
  form,
  select,
  plan,
  log,
  redactor,
}: PlanOptions): Promise<string> {
  const { parts, signal } = edges;
  const source = await parts.createSource(await parts.loadSettings(config), redactor.hold);
  const { request, unknown, notices } = await plan(source.discover());
  for (const { level, message } of notices) log(level, message);
  if (unknown.length > 0) {
    log(
      'warn',
      `The catalog names streams that are not offered, and that are not reckoned with: ${unknown.join(', ')}.`,
    );
  }
  if (signal.aborted) throw new StoppedError('stopped before the estimate');
  const streams = select === null ? request.streams : chosen(request.streams, select);
  const estimate = await source.estimate({ ...request, streams }, { signal, log });
  return redactor.scrub(estimateReport(estimate, form));
}

function chosen(all: readonly ConfiguredStream[], select: readonly string[]): readonly ConfiguredStream[] {
  const names = selectedNames(
    select,
    all.map(({ name }) => name),
  );
  return all.filter(({ name }) => names.has(name));
}
