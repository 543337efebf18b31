import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { CatalogOptions, Edges } from '../../../src/cli/edges.js';
import { loadSettings } from '../../../src/config/load.js';
import { needsOf, streamGuides } from '../../../src/offline-guide.js';
import type { Finding } from '../../../src/doctor/finding.js';
import type { ReadRequest } from '../../../src/engine/catalog.js';
import type { Estimate } from '../../../src/engine/estimate/result.js';
import type { SyncEvent } from '../../../src/engine/events.js';
import type { CheckResult, ReadOutcome, Source } from '../../../src/engine/source.js';
import { at, offered, parse } from '../protocols/support.js';

export const config = { account_id: 'account', client_id: 'client', client_secret: 'very-secret' };

/** A source that says what a test tells it to say. */
export interface Script {
  readonly events?: readonly SyncEvent[];
  readonly outcome?: ReadOutcome;
  readonly check?: CheckResult;
  readonly estimate?: Estimate;
  readonly throws?: Error;
  readonly findings?: readonly Finding[];
  /** Hears what the engine would be asked for. */
  readonly onRequest?: (request: ReadRequest) => void;
  /** Called after the events, with the signal that the engine would watch. */
  readonly afterwards?: (signal: AbortSignal) => Promise<ReadOutcome>;
}

export function fakeSource(script: Script): Source {
  return {
    discover: () => offered,
    check() {
      if (script.throws !== undefined) return Promise.reject(script.throws);
      return Promise.resolve(script.check ?? { succeeded: true, message: 'all well', unreadable: [] });
    },
    estimate(request) {
      script.onRequest?.(request);
      if (script.throws !== undefined) return Promise.reject(script.throws);
      return Promise.resolve(script.estimate ?? { calls: 0, callsByLabel: {}, roads: [] });
    },
    async read(request, sink, signal) {
      script.onRequest?.(request);
      for (const event of script.events ?? []) sink.write(event);
      await sink.ready();
      if (script.throws !== undefined) throw script.throws;
      if (script.afterwards !== undefined) return script.afterwards(signal);
      return script.outcome ?? { complete: true, stopped: false };
    },
  };
}

export interface World {
  readonly edges: Edges;
  readonly asked: CatalogOptions[];
  readonly controller: AbortController;
  readonly crash: (error: Error) => void;
  readonly out: () => string;
  readonly err: () => string;
  readonly messages: () => Record<string, unknown>[];
}

export interface WorldOptions {
  readonly script?: Script;
  readonly environment?: Record<string, string>;
  readonly stdout?: Writable;
}

function textStream(): { stream: Writable; text: () => string } {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, callback) {
      text += String(chunk);
      callback();
    },
  });
  return { stream, text: () => text };
}

export function world({ script = {}, environment = {}, stdout }: WorldOptions = {}): World {
  const out = textStream();
  const err = textStream();
  const asked: CatalogOptions[] = [];
  const controller = new AbortController();
  const trap: { crash(error: Error): void } = { crash: () => undefined };
  const crashed = new Promise<never>((_resolve, reject) => {
    trap.crash = reject;
  });
  crashed.catch(() => undefined);
  const edges: Edges = {
    stdout: stdout ?? out.stream,
    stderr: err.stream,
    closed: { stdout: false, stderr: false },
    environment,
    pid: 42,
    platform: 'linux',
    clock: { now: () => Date.parse('2026-11-22T08:00:00Z'), sleep: () => Promise.resolve() },
    signal: controller.signal,
    crashed,
    parts: {
      loadSettings: (raw) => Promise.resolve().then(() => loadSettings(raw)),
      createSource: () => Promise.resolve(fakeSource(script)),
      examine: () => Promise.resolve(script.findings ?? []),
      streamGuides: () => Promise.resolve(streamGuides()),
      needsOf: (question) => Promise.resolve(needsOf(question)),
      offlineCatalog(options) {
        asked.push(options);
        return Promise.resolve(offered);
      },
    },
  };
  const lines = (): string[] => out.text().split('\n').slice(0, -1);
  return {
    edges,
    asked,
    controller,
    crash: (error) => trap.crash(error),
    out: out.text,
    err: err.text,
    messages: () => lines().map(parse),
  };
}

/** What Airbyte was told went wrong. */
export function traced({ messages }: World): readonly unknown[] {
  return messages()
    .map((message) => at(message, 'trace', 'error'))
    .filter((error) => error !== undefined);
}

/** Files of one test, gone after it. */
export async function withFiles(
  contents: Readonly<Record<string, unknown>>,
  test: (path: (name: string) => string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'source-zoom-'));
  const path = (name: string): string => join(folder, name);
  try {
    for (const [name, content] of Object.entries(contents)) {
      await writeFile(path(name), typeof content === 'string' ? content : JSON.stringify(content));
    }
    await test(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
