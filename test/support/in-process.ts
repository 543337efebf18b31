import { Writable } from 'node:stream';
import { runAirbyte } from '../../src/cli/airbyte.js';
import type { Edges, TextStream } from '../../src/cli/edges.js';
import { runSinger } from '../../src/cli/singer.js';
import type { Clock } from '../../src/clock.js';
import { loadSettings } from '../../src/config/load.js';
import { createSource } from '../../src/create-source.js';
import { examine } from '../../src/doctor/examine.js';
import { StoppedError } from '../../src/errors.js';
import { offlineCatalog } from '../../src/offline-catalog.js';
import { needsOf, streamGuides } from '../../src/offline-guide.js';

/** Both programs inside the test's process, with a clock that the test owns: same output, no waiting. */

const machine = { node: process.versions.node, platform: 'linux', arch: 'x64' };

export interface VirtualClock extends Clock {
  advance(ms: number): void;
}

/** Time that moves only when someone sleeps, and then at once. */
export function virtualClock(startAt: number): VirtualClock {
  let now = startAt;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    async sleep(ms, signal) {
      const until = now + ms;
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted === true) throw new StoppedError('stopped while waiting');
      now = Math.max(now, until);
    },
  };
}

export interface InProcessEnd {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface InProcessOptions {
  readonly clock: Clock;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** In the place of one that gathers; then the end tells none. */
  readonly stderr?: TextStream;
}

export async function runInProcess(
  protocol: 'airbyte' | 'singer',
  args: readonly string[],
  options: InProcessOptions,
): Promise<InProcessEnd> {
  const stdout = textStream();
  const stderr = textStream();
  const { clock, environment = {}, signal = new AbortController().signal } = options;
  const edges: Edges = {
    stdout: stdout.stream,
    stderr: options.stderr ?? stderr.stream,
    closed: { stdout: false, stderr: false },
    environment,
    pid: 1,
    platform: 'linux',
    clock,
    signal,
    crashed: new Promise<never>(() => undefined),
    parts: {
      loadSettings: (raw) => Promise.resolve().then(() => loadSettings(raw)),
      offlineCatalog: (wanted) => Promise.resolve(offlineCatalog(wanted)),
      streamGuides: () => Promise.resolve(streamGuides()),
      needsOf: (question) => Promise.resolve(needsOf(question)),
      examine: (papers, { hold, signal: stop }) =>
        examine(
          { papers, clock, environment: {}, random: () => 0.5, userAgent: 'test', onToken: hold, machine },
          stop,
        ),
      createSource: (settings) =>
        Promise.resolve(createSource(settings, { clock, environment: {}, random: () => 0.5 })),
    },
  };
  const run = protocol === 'airbyte' ? runAirbyte : runSinger;
  const exitCode = await run(args, edges);
  return { stdout: stdout.text(), stderr: stderr.text(), exitCode };
}

function textStream(): { stream: Writable; text(): string } {
  const chunks: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, callback) {
      chunks.push(String(chunk));
      callback();
    },
  });
  return { stream, text: () => chunks.join('') };
}
