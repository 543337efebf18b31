import { setImmediate as nextLoop } from 'node:timers/promises';
import { StoppedError, type ReadError } from '../../src/errors.js';
import type { PageReader, PageRequest } from '../../src/engine/page-reader.js';
import { cursorOf } from '../../src/engine/visit/stream-run.js';
import type { JsonObject } from '../../src/json.js';

const day = 86_400_000;

/** One page that was asked for. */
export interface ToyAsk {
  readonly stream: string;
  /** With its values filled in. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** From 0. */
  readonly page: number;
  readonly rank: number;
  readonly order: number;
}

/** Runs before a page is answered: an error to answer with, or a promise to wait for first. */
export type ToyFault = (ask: ToyAsk) => ReadError | Promise<ReadError | null> | null;

export interface ToyAccountOptions {
  /** Rows by filled-in path; what is not here is an empty list. */
  readonly lists: Readonly<Record<string, readonly JsonObject[]>>;
  readonly pageSize?: number;
  readonly fault?: ToyFault;
  /** Narrows a window as Zoom does, without an error: gives the days served. */
  readonly serve?: (ask: ToyAsk) => { readonly from: string; readonly to: string };
}

export interface ToyAccount {
  readonly readPages: PageReader;
  /** Every page asked for, in order. */
  readonly asks: readonly ToyAsk[];
  /** Filled-in paths of the first pages asked for, in order. */
  paths(stream?: string): readonly string[];
}

/** An account in memory: pages over lists of rows, filtered by the days asked for. */
export function toyAccount({ lists, pageSize = 300, fault, serve }: ToyAccountOptions): ToyAccount {
  const asks: ToyAsk[] = [];

  const answer = async (ask: ToyAsk, signal: AbortSignal): Promise<void> => {
    asks.push(ask);
    await nextLoop();
    if (signal.aborted) throw new StoppedError('stopped before the answer');
    const error = (await fault?.(ask)) ?? null;
    if (error !== null) throw error;
  };

  return {
    asks,
    paths: (stream) =>
      asks
        .filter((ask) => ask.page === 0 && (stream === undefined || ask.stream === stream))
        .map(({ path }) => path),
    async *readPages(request) {
      const ask = { ...askOf(request), page: 0 };
      const served = serve?.(ask) ?? ask.query;
      const rows = (lists[ask.path] ?? []).filter((row) => isServed(row, served));
      const pages = Math.max(1, Math.ceil(rows.length / pageSize));
      for (let page = 0; page < pages; page += 1) {
        await answer({ ...ask, page }, request.signal);
        yield { rows: rows.slice(page * pageSize, (page + 1) * pageSize), served };
      }
    },
  };
}

function askOf({ stream, shape, pathValues, query, rank, order }: PageRequest): Omit<ToyAsk, 'page'> {
  const path = shape.path.replace(/\{(\w+)\}/g, (_, name: string) => pathValues[name] ?? `{${name}}`);
  return { stream, path, query, rank, order };
}

function isServed(row: JsonObject, { from, to }: Readonly<Record<string, string>>): boolean {
  const at = cursorOf(row, 'end_time');
  if (at === null || from === undefined || to === undefined) return true;
  return at >= Date.parse(from) && at < Date.parse(to) + day;
}
