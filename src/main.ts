import { createWriteStream, fstatSync } from 'node:fs';
import { constants } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { systemClock } from './clock.js';
import type { Edges, TextStream } from './cli/edges.js';
import { readVersion } from './cli/version.js';
import type { Settings } from './config/settings.js';
import type { Source } from './engine/source.js';

/** The process edge: arguments, signals, exit code. Nothing else touches the process. */

type StopSignal = 'SIGTERM' | 'SIGINT';

/** An orchestrator kills about ten seconds after it asked to stop; a reader that is stuck must not make us wait for that. */
const STOP_WITHIN_MS = 8_000;

/** V8 lets a heap grow to four times what lives in it; twice costs some percent of CPU and spares a fourth of the memory. */
const SMALL_HEAP = '--heap-growing-percent=100';

export async function main(protocol: 'airbyte' | 'singer'): Promise<void> {
  setFlagsFromString(SMALL_HEAP);
  const stop = watchSignals();
  const edges: Edges = {
    stdout: wholeWrites(process.stdout),
    stderr: process.stderr,
    environment: process.env,
    pid: process.pid,
    clock: systemClock,
    signal: stop.signal,
    crashed: watchCrashes(),
    parts: {
      loadSettings: async (raw) => (await import('./config/load.js')).loadSettings(raw),
      offlineCatalog: async (options) => (await import('./offline-catalog.js')).offlineCatalog(options),
      createSource,
    },
  };
  const argv = process.argv.slice(2);
  const exitCode = await run(protocol, argv, edges);
  const stoppedBy = stop.received();
  if (stoppedBy !== null && exitCode !== 0) dieBy(stoppedBy);
  else process.exit(exitCode);
}

/**
 * Node's stdout into a file takes no notice when the system wrote only a part, as it does when the disk fills up: the
 * last rows would be missing and the exit code 0. A file stream writes the rest, or fails.
 */
function wholeWrites(stdout: typeof process.stdout): TextStream {
  const { fd } = stdout;
  return fstatSync(fd).isFile() ? createWriteStream('', { fd, autoClose: false }) : stdout;
}

async function createSource(settings: Settings): Promise<Source> {
  const composition = await import('./create-source.js');
  const userAgent = `source-zoom/${await readVersion()}`;
  return composition.createSource(settings, {
    clock: systemClock,
    environment: process.env,
    random: Math.random,
    userAgent,
  });
}

async function run(protocol: 'airbyte' | 'singer', argv: readonly string[], edges: Edges): Promise<number> {
  if (protocol === 'airbyte') return (await import('./cli/airbyte.js')).runAirbyte(argv, edges);
  return (await import('./cli/singer.js')).runSinger(argv, edges);
}

interface Stop {
  readonly signal: AbortSignal;
  received(): StopSignal | null;
}

/** The first signal asks the run to end in order, the second one ends the process. */
function watchSignals(): Stop {
  const controller = new AbortController();
  let received: StopSignal | null = null;
  const onSignal = (name: StopSignal): void => {
    if (received !== null) dieBy(name);
    received = name;
    controller.abort();
    setTimeout(() => dieBy(name), STOP_WITHIN_MS).unref();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return { signal: controller.signal, received: () => received };
}

/** Whoever started us must see the signal. The first process of a container has no default handler to die by. */
function dieBy(name: StopSignal): void {
  process.removeAllListeners(name);
  const code = 128 + constants.signals[name];
  if (process.pid === 1) process.exit(code);
  process.kill(process.pid, name);
  setTimeout(() => process.exit(code), 1_000);
}

function watchCrashes(): Promise<never> {
  const crashed = new Promise<never>((_resolve, reject) => {
    process.on('uncaughtException', reject);
    process.on('unhandledRejection', reject);
  });
  // Before anyone waits for it, a crash must not count as unhandled once more.
  crashed.catch(() => undefined);
  return crashed;
}
