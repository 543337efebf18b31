import type { ReadRequest, StreamDefinition } from '../catalog.js';
import type { Limits } from '../limits.js';
import type { Outbox } from '../report/outbox.js';
import type { Service } from '../service.js';
import { decodeState, type DecodeContext } from '../state/state-codec.js';
import type { Resting } from '../wording.js';
import { makePlan, rootOf, type Plan } from './plan.js';

/** Streams that are not read in each sync. */
export interface Seldom {
  readonly names: ReadonlySet<string>;
  /** False where they are those that are declared so. */
  readonly isChosen: boolean;
  /** Milliseconds. */
  readonly every: number;
}

export const readEachTime: Seldom = { names: new Set(), isChosen: true, every: 0 };

export interface RestOptions {
  readonly definitions: ReadonlyMap<string, StreamDefinition>;
  readonly seldom: Seldom;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly startDate: number | null;
  readonly limits: Limits;
  readonly service: Service;
  readonly outbox: Outbox;
}

/**
 * What is asked for without what was read lately enough: that is read only where others hang on it, and not sent. Its state
 * stays as it was, so the next pass of it is an ordinary one.
 */
export function withoutResting(request: ReadRequest, options: RestOptions): ReadRequest {
  const { limits, service, outbox } = options;
  if (!limits.isProgress) return request;
  const resting = restingStreams(request, options);
  if (resting.length === 0) return request;
  outbox.log('info', service.wording.advice.resting(resting));
  const names = new Set(resting.map(({ stream }) => stream));
  for (const name of names) outbox.rests(name);
  return { ...request, streams: request.streams.filter(({ name }) => !names.has(name)) };
}

/** Those that need not be read each time. */
export function mayRest({ streams, mayRest: which }: ReadRequest, { names }: Seldom): readonly string[] {
  const able = streams.filter(
    ({ syncMode }) => which === 'any' || (which === 'incremental' && syncMode === 'incremental'),
  );
  return able.map(({ name }) => name).filter((name) => names.has(name));
}

/** A job that runs once a day begins a little earlier now and then, and must not be put off to the next day. */
const slack = 0.1;

/** Of the streams that are read seldom, those whose last pass began not long ago. */
function restingStreams(request: ReadRequest, options: RestOptions): readonly Resting[] {
  const { definitions, seldom, now } = options;
  const plan = makePlan(definitions, request.streams);
  return mayRest(request, seldom).flatMap((name) => {
    const read = lastPass(name, { plan, raw: request.state.get(name), ...options });
    const until = read === null ? now : read + seldom.every * (1 - slack);
    return until > now ? [{ stream: name, until }] : [];
  });
}

interface PassOptions extends Pick<RestOptions, 'now' | 'startDate'> {
  readonly plan: Plan;
  /** The state as it came. */
  readonly raw: unknown;
}

/** When the last pass began; null where it left something to be done, or went another way than this sync goes. */
function lastPass(name: string, { plan, raw, now, startDate }: PassOptions): number | null {
  const node = plan.nodes.find((one) => one.name === name);
  if (node === undefined) return null;
  const context: DecodeContext = {
    stream: name,
    incremental: node.cursorSource !== 'none',
    now,
    startDate,
    plan: node.planHash,
    partitioned: rootOf(node, plan) !== null,
  };
  const { state, warnings } = decodeState(raw, context);
  const isDone = warnings.length === 0 && state.pass === null && state.due.size === 0;
  return isDone && state.plan === node.planHash ? state.cursor : null;
}
