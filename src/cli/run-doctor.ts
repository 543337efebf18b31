import { SourceError, StoppedError } from '../errors.js';
import type { Edges } from './edges.js';
import { areWell, findingList } from './finding-list.js';
import type { FindingForm } from './finding-list.js';
import { papersOf } from './papers.js';
import type { PaperNames, Planner } from './papers.js';
import { printText } from './printing.js';
import { Redactor } from './redactor.js';

export interface DoctorQuestion extends PaperNames {
  readonly form: FindingForm;
}

/** Whoever stopped it knows why nothing is printed. */
function asSentence(error: unknown): never {
  if (!(error instanceof StoppedError)) throw error;
  throw new SourceError('Stopped before all was looked at.', {
    failureType: 'transient_error',
    cause: error,
  });
}

/** Prints what stands in the way of a sync; resolves to the exit code, 0 where nothing does. */
export async function runDoctor(
  { form, ...names }: DoctorQuestion,
  planner: Planner,
  edges: Edges,
): Promise<number> {
  const { environment, parts } = edges;
  const redactor = new Redactor();
  const found = { isWell: false };
  const exitCode = await printText(edges, async () => {
    const learn = (config: Parameters<Redactor['learn']>[0]): void => redactor.learn(config);
    const papers = papersOf(names, { planner, environment, platform: edges.platform, learn });
    const findings = await parts
      .examine(papers, { hold: redactor.hold, signal: edges.signal })
      .catch(asSentence);
    found.isWell = areWell(findings);
    return redactor.scrub(findingList(findings, form));
  });
  return found.isWell ? exitCode : 1;
}
