import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How a program ended: one of the two is null. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface PipeEnd {
  readonly tap: Ended;
  readonly target: Ended;
  /** The target took no more before it had all that the tap wrote. */
  readonly targetLeft: boolean;
  readonly wasAskedToStop: boolean;
}

/** Tells of each signal that asks to stop, those that came before anyone listened as well. */
export type StopRequests = (listener: (signal: NodeJS.Signals) => void) => void;

export interface PipeSetup {
  readonly tap: Program;
  readonly target: Program;
  /** Is handed what the target writes, piece by piece. */
  readonly said: (piece: string) => void;
  readonly stops: StopRequests;
}

/** The first one asks the tap to end in order, the second one ends it at once. Whoever insists does not want to wait for the target. */
const patience = 2;

/**
 * Runs tap and target to the end of both. A signal reaches the tap alone: it writes its last state, and the target takes
 * in what is there and confirms it. Each is a process group of its own, or the terminal would send Ctrl-C to both.
 *
 * Rejects where one of them cannot be started.
 */
export async function runPipe(setup: PipeSetup): Promise<PipeEnd> {
  const target = spawn(setup.target.command, [...setup.target.args], {
    env: { ...setup.target.environment },
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const targetEnd = ending(target);
  target.stdout.setEncoding('utf8').on('data', setup.said);
  await once(target, 'spawn');
  const tap = spawn(setup.tap.command, [...setup.tap.args], {
    env: { ...setup.tap.environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const tapEnd = ending(tap);
  const pipe = { isOver: false, targetLeft: false };
  // A tap without a reader would notice with its next row, and may wait for hours before that.
  const leave = (): void => {
    pipe.targetLeft = true;
    tap.stdout.destroy();
    tap.kill('SIGTERM');
  };
  target.stdin.on('error', leave);
  target.once('exit', () => {
    if (!pipe.isOver) leave();
  });
  tap.stdout.once('end', () => {
    pipe.isOver = true;
  });
  tap.stdout.pipe(target.stdin);
  let asked = 0;
  setup.stops((signal) => {
    asked += 1;
    tap.kill(signal);
    if (asked > patience) target.kill('SIGTERM');
  });
  const [tapEnded, targetEnded] = await Promise.all([tapEnd, targetEnd]);
  return {
    tap: tapEnded,
    target: targetEnded,
    targetLeft: pipe.targetLeft,
    wasAskedToStop: asked > 0,
  };
}

function ending(child: ChildProcess): Promise<Ended> {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}
