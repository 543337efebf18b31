import { constants } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { systemClock } from './clock.js';
import type { Edges } from './cli/edges.js';
import { readVersion } from './cli/version.js';
import type { Settings } from './config/settings.js';
import type { Source } from './engine/source.js';
import type { StopRequests } from './pipe/run-pipe.js';
import { wasClosed, wholeWrites } from './standard-output.js';

/** The process edge: arguments, signals, exit code. Only this and `start.ts` touch the process. */

/** Ends the process, which is then known to have ended on purpose. */
type End = (exitCode: number) => void;

type StopSignal = 'SIGTERM' | 'SIGINT' | 'SIGHUP';

/** An orchestrator kills about ten seconds after it asked to stop; a reader that is stuck must not make us wait for that. */
const STOP_WITHIN_MS = 8_000;

/** V8 lets a heap grow to four times what lives in it; twice costs some percent of CPU and spares a fourth of the memory. */
const SMALL_HEAP = '--heap-growing-percent=100';

export type ProtocolName = 'airbyte' | 'singer';
/** The programs: one for each protocol, and the one that runs the tap into a target. */
export type Front = ProtocolName | 'sync';

export async function main(front: Front, end: End): Promise<void> {
  // Logs that nobody takes are no reason to stop.
  process.stderr.on('error', () => undefined);
  await (front === 'sync' ? mainSync(end) : mainRead(front, end));
}

/** Signals are for the tap; whoever waits for the target ends only after both. */
async function mainSync(end: End): Promise<void> {
  const stops = passSignals();
  const { runSync } = await import('./cli/run-sync.js');
  const result = await runSync(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    pid: process.pid,
    node: process.execPath,
    program: process.argv[1] ?? '',
    stops: stops.listen,
  });
  const stoppedBy = stops.received();
  if (stoppedBy !== null && result.isStopped) dieBy(stoppedBy, end);
  else end(result.exitCode);
}

async function mainRead(protocol: ProtocolName, end: End): Promise<void> {
  const stop = watchSignals(end);
  const crashes = watchCrashes();
  const edges: Edges = {
    stdout: wholeWrites(process.stdout),
    stderr: process.stderr,
    closed: { stdout: wasClosed(process.stdout.fd), stderr: wasClosed(process.stderr.fd) },
    environment: process.env,
    pid: process.pid,
    platform: process.platform,
    clock: systemClock,
    signal: stop.signal,
    crashed: crashes.crashed,
    parts: {
      loadSettings: async (raw) => (await import('./config/load.js')).loadSettings(raw),
      offlineCatalog: async (options) => (await import('./offline-catalog.js')).offlineCatalog(options),
      streamGuides: async () => (await import('./offline-guide.js')).streamGuides(),
      needsOf: async (question) => (await import('./offline-guide.js')).needsOf(question),
      examine,
      createSource,
    },
  };
  const argv = process.argv.slice(2);
  const exitCode = await run(protocol, argv, edges);
  const stoppedBy = stop.received();
  if (stoppedBy !== null && exitCode !== 0) dieBy(stoppedBy, end);
  else end(exitCode === 0 && crashes.any() ? 1 : exitCode);
}

/** Whoever does without Zoom is done before a small heap would be worth its collections. */
async function createSource(settings: Settings, onToken: (token: string) => void): Promise<Source> {
  setFlagsFromString(SMALL_HEAP);
  const composition = await import('./create-source.js');
  const userAgent = `source-zoom/${await readVersion()}`;
  return composition.createSource(settings, {
    clock: systemClock,
    environment: process.env,
    random: Math.random,
    userAgent,
    onToken,
  });
}

async function examine(...[papers, { hold, signal }]: Parameters<Edges['parts']['examine']>) {
  const doctor = await import('./doctor/examine.js');
  const options = {
    papers,
    clock: systemClock,
    environment: process.env,
    random: Math.random,
    userAgent: `source-zoom/${await readVersion()}`,
    onToken: hold,
    machine: { node: process.versions.node, platform: process.platform, arch: process.arch },
  };
  return doctor.examine(options, signal);
}

async function run(protocol: ProtocolName, argv: readonly string[], edges: Edges): Promise<number> {
  if (protocol === 'airbyte') return (await import('./cli/airbyte.js')).runAirbyte(argv, edges);
  return (await import('./cli/singer.js')).runSinger(argv, edges);
}

interface Stop {
  readonly signal: AbortSignal;
  received(): StopSignal | null;
}

/** The first signal asks the run to end in order, the second one ends the process. */
function watchSignals(end: End): Stop {
  const controller = new AbortController();
  let received: StopSignal | null = null;
  const onSignal = (name: StopSignal): void => {
    if (received !== null) dieBy(name, end);
    received = name;
    controller.abort();
    setTimeout(() => dieBy(name, end), STOP_WITHIN_MS).unref();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return { signal: controller.signal, received: () => received };
}

interface PassedSignals {
  readonly listen: StopRequests;
  received(): StopSignal | null;
}

/** The tap dies of a closed terminal without a last state, so that is a request to stop like the others. */
function passSignals(): PassedSignals {
  const received: StopSignal[] = [];
  let pass: (signal: NodeJS.Signals) => void = () => undefined;
  const asRequest = (signal: StopSignal): StopSignal => (signal === 'SIGHUP' ? 'SIGTERM' : signal);
  const onSignal = (signal: StopSignal): void => {
    received.push(signal);
    pass(asRequest(signal));
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => onSignal(signal));
  return {
    listen: (listener) => {
      pass = listener;
      received.map(asRequest).forEach(listener);
    },
    received: () => received[0] ?? null,
  };
}

/** Whoever started us must see the signal. The first process of a container has no default handler to die by. */
function dieBy(name: StopSignal, end: End): void {
  process.removeAllListeners(name);
  const code = 128 + constants.signals[name];
  if (process.pid === 1) end(code);
  process.kill(process.pid, name);
  setTimeout(() => end(code), 1_000);
}

interface Crashes {
  /** Rejects at the first one. */
  readonly crashed: Promise<never>;
  any(): boolean;
}

/** What nobody caught, and what waits for something that will never come. */
function watchCrashes(): Crashes {
  let isAny = false;
  const crashed = new Promise<never>((_resolve, reject) => {
    const crash = (error: unknown): void => {
      isAny = true;
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    process.on('uncaughtException', crash);
    process.on('unhandledRejection', crash);
    process.once('beforeExit', () => crash(new Error('the run waits for something that never comes')));
  });
  // Before anyone waits for it, a crash must not count as unhandled once more.
  crashed.catch(() => undefined);
  return { crashed, any: () => isAny };
}
