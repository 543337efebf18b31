import type { Progress } from '../output/progress.js';
import { noProgress } from '../output/progress.js';
import type { Size } from '../output/live-frame.js';
import type { Edges, TextStream } from './edges.js';

/** Below that a table would show nothing of the streams. */
const fewestRows = 10;
const usualColumns = 80;
const TICK_MS = 1_000;

/**
 * What people see of a run while it goes on: only where they look at stderr and no messages run through the same window. A line
 * where a table is not wanted, or cannot be drawn. Loaded when it is needed, since discovery must start at once.
 */
export async function liveView(
  { stderr, stdout, clock, environment }: Edges,
  streams: readonly string[],
): Promise<Progress> {
  if (stderr.isTTY !== true || stdout.isTTY === true) return noProgress;
  const write = (text: string): void => void stderr.write(text);
  const now = (): number => clock.now();
  if (!takesTable(environment) || sizeOf(stderr).rows < fewestRows) {
    const { createLiveLine } = await import('../output/live-line.js');
    return createLiveLine({ write, now, total: streams.length, columns: () => sizeOf(stderr).columns });
  }
  const { createLiveTable } = await import('../output/live-table.js');
  return createLiveTable({
    write,
    now,
    streams,
    size: () => sizeOf(stderr),
    isColoured: !isSet(environment['NO_COLOR']),
    ticking: (tick) => {
      const timer = setInterval(tick, TICK_MS).unref();
      return () => clearInterval(timer);
    },
  });
}

/** Logs of builds are no terminals, whatever they say. */
function takesTable(environment: Edges['environment']): boolean {
  const isBuild = isSet(environment['CI']) && environment['CI'] !== 'false';
  return !isBuild && environment['TERM'] !== 'dumb';
}

/** As https://no-color.org has it: present, and not empty. */
function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable !== '';
}

/** A terminal that was never told its size says 0. */
function isSize(columns: number | undefined): columns is number {
  return columns !== undefined && columns > 0;
}

/** Asked for each time: a program that is not in the foreground hears nothing of a window that changes. */
function sizeOf(stream: TextStream): Size {
  const [columns = stream.columns, rows = stream.rows] = stream.getWindowSize?.() ?? [];
  return { columns: isSize(columns) ? columns : usualColumns, rows: rows ?? 0 };
}
