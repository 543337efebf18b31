import { ReadError } from '../../errors.js';

/** Answers after which a road is closed: the permission, the plan or the endpoint is missing. */
const closing: ReadonlySet<string> = new Set([
  'unauthorized',
  'stream-unavailable',
  'refuse-partition',
  'skip-item',
  'fail-stream',
]);

export function closesRoad(error: unknown): error is ReadError {
  return error instanceof ReadError && closing.has(error.verdict);
}
