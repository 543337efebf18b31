import { ReadError, StoppedError } from '../../src/errors.js';
import type { JsonObject } from '../../src/json.js';
import type { Page, PageReader, PageRequest } from '../../src/engine/page-reader.js';
import type { Random } from './random.js';
import type { Firewall } from './refusals.js';
import { rowsOf } from './world-rows.js';
import { hour } from './times.js';
import { type World } from './world.js';

/** What may happen to the requests of one run. */
export interface Weather {
  /** Probability that a request fails for good. */
  readonly failures: number;
  /** After so many requests the day's budget is used up. */
  readonly budget: number;
  /** After so many requests the process is gone. */
  readonly killAfter: number;
  readonly pageSize: number;
  /** A list of partitions that cannot be read to its end. */
  readonly brokenList: string | null;
}

export interface WorldClock {
  time: number;
}

export interface ReaderOptions {
  readonly world: World;
  readonly clock: WorldClock;
  readonly weather: Weather;
  readonly random: Random;
  readonly onRequest: (request: PageRequest) => void;
  /** Null: nothing stands between. */
  readonly firewall: Firewall | null;
}

const lists: ReadonlySet<string> = new Set(['users', 'desks', 'shelves']);

/** The world behind the engine's port: every request takes some seconds, in which the world goes on. */
export function worldReader(options: ReaderOptions): PageReader {
  const { world, clock, weather, random } = options;
  let requests = 0;
  return async function* read(request) {
    const rows = rowsOf(world, request, clock.time);
    for (let offset = 0; offset === 0 || offset < rows.length; offset += weather.pageSize) {
      requests += 1;
      options.onRequest(request);
      // Partitions may change their status while the lists of them are read, so these sometimes take very long here.
      const isSlow = lists.has(request.stream) && random.chance(0.15);
      clock.time += isSlow ? random.int(1, 24) * hour : random.int(1, 20) * 1_000;
      await Promise.resolve();
      if (request.signal.aborted || requests > weather.killAfter) throw new StoppedError('killed');
      if (requests > weather.budget) throw daily();
      const trouble = troubleWith(request, options);
      if (trouble !== null) throw trouble;
      yield page(rows.slice(offset, offset + weather.pageSize), request);
    }
  };
}

/** What comes instead of an answer, by chance or by rule. */
function troubleWith(
  request: PageRequest,
  { weather, random, firewall, clock }: ReaderOptions,
): ReadError | null {
  const isBroken = request.stream === weather.brokenList && random.chance(0.7);
  if (isBroken || random.chance(weather.failures)) return failed();
  const refusal = firewall?.answerTo(request, clock.time) ?? null;
  return refusal === null ? null : refused(refusal);
}

function page(rows: readonly JsonObject[], { query }: PageRequest): Page {
  const { from, to } = query;
  return { rows, served: from === undefined || to === undefined ? {} : { from, to } };
}

function failed(): ReadError {
  return new ReadError('Zoom failed.', {
    verdict: 'fail-item',
    reason: 'HTTP 500',
    failureType: 'transient_error',
  });
}

function refused(answer: string): ReadError {
  return new ReadError('Refused.', {
    verdict: 'fail-item',
    reason: answer,
    failureType: 'system_error',
    isDefinite: true,
  });
}

function daily(): ReadError {
  return new ReadError('The daily limit is used up.', {
    verdict: 'stop-label',
    reason: 'daily limit',
    failureType: 'transient_error',
  });
}
