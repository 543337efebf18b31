import type { Writable } from 'node:stream';
import type { Clock } from '../clock.js';
import type { Settings } from '../config/settings.js';
import type { Finding } from '../doctor/finding.js';
import type { Papers } from '../doctor/papers.js';
import type { CatalogStream } from '../engine/catalog.js';
import type { Source } from '../engine/source.js';
import type { Needs, NeedsQuestion, StreamGuide } from '../offline-guide.js';

export interface CatalogOptions {
  readonly products: Settings['products'];
  readonly streams: Settings['streams'];
  readonly includeSecrets: boolean;
}

/** The heavy half of the program, loaded only when a command needs it: `spec` and `discover` must start at once. */
export interface Parts {
  loadSettings(raw: unknown): Promise<Settings>;
  /** @param hold is told each token when it comes, for it must not be repeated anywhere */
  createSource(settings: Settings, hold: (token: string) => void): Promise<Source>;
  offlineCatalog(options: CatalogOptions): Promise<readonly CatalogStream[]>;
  streamGuides(): Promise<readonly StreamGuide[]>;
  needsOf(question: NeedsQuestion): Promise<Needs>;
  /** @param hold is told each token when it comes */
  examine(
    papers: Papers,
    edges: { readonly hold: (token: string) => void; readonly signal: AbortSignal },
  ): Promise<readonly Finding[]>;
}

/** A text stream that may be a terminal. */
export type TextStream = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  /** Columns and rows as they are now. */
  getWindowSize?(): readonly [number, number] | readonly number[];
};

/** Everything that a command touches outside its arguments and the files that they name. */
export interface Edges {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Which of them led nowhere from the start: what is written there is lost. */
  readonly closed: { readonly stdout: boolean; readonly stderr: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly pid: number;
  /** As Node.js names it. */
  readonly platform: string;
  readonly clock: Clock;
  /** Fires when the run shall stop: a signal. */
  readonly signal: AbortSignal;
  /** Rejects when something failed that nobody awaited. */
  readonly crashed: Promise<never>;
  readonly parts: Parts;
}
