import { errorMessage, SourceError } from '../errors.js';
import { WantingError } from './case.js';
import { OverdueError } from './deadline.js';
import { note, problem } from './finding.js';
import type { Finding } from './finding.js';

/** What ended a check. */
export function failed(check: string, error: unknown): Finding {
  if (error instanceof WantingError) return note(check, `Not looked at, for want of ${error.what}.`);
  if (error instanceof SourceError) return problem(check, error.message.replaceAll('\n', ' '));
  if (error instanceof OverdueError) return problem(check, `No answer within ${error.ms / 1000} seconds.`);
  return problem(check, `Something unexpected failed: ${errorMessage(error)}`);
}
