import type { RunContext } from './run-context.js';
import type { VisitedStream } from './visited-stream.js';

/**
 * Whether a stream has given as much as the sync reads of it, and its children were asked for as many of its rows. A
 * list of partitions is never enough: another variant of it may show a better one.
 */
export function hasEnough(context: RunContext, { node, run, children }: VisitedStream): boolean {
  const { limits, outbox } = context;
  if (limits.isWhole || run.lists !== null || !outbox.isFull(node.name)) return false;
  return children.every((child) =>
    child.node.declaration.embedded === null
      ? child.asked.size >= limits.parentRows
      : hasEnough(context, child),
  );
}
