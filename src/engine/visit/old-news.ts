import type { Range } from '../time/ranges.js';
import type { VisitedStream } from './visited-stream.js';

/** Whether the stream and all that hang on it have read what the partition shows in the range. */
export function isOldNews(stream: VisitedStream, value: string, range: Range): boolean {
  const concerned = [stream, ...stream.descendants()].filter(({ wanted }) => wanted.length > 0);
  return concerned.every(
    ({ run, settledBefore }) => settledBefore !== null && run.news?.isSettled(value, range) === true,
  );
}
