import { isJsonObject, type JsonValue } from '../../json.js';
import type { RoadName } from '../declaration.js';
import { utcDay } from '../report/daily-calls.js';
import { parseInstant } from '../time/ranges.js';
import { day } from '../time/windows.js';
import { narrowingsOver, type StreamNode } from './plan.js';
import { isRoad } from './roads.js';

/** A road that was found wanting is tried again after so long. */
const trialEvery = 30 * day;
const form = /^([0-9a-f]*)(?:\/(\d{4}-\d\d-\d\d))?$/;

/**
 * What the state says in `plan`: a hash of the way that the stream is read, and behind a slash the day on which the
 * shorter road was found wanting.
 */
export interface StoredPlan {
  readonly hash: string;
  /** Epoch milliseconds; null where that road was not found wanting. */
  readonly wantingSince: number | null;
}

export function parsePlan(text: string): StoredPlan {
  const [, hash = text, since] = form.exec(text) ?? [];
  return { hash, wantingSince: since === undefined ? null : parseInstant(`${since}T00:00:00Z`) };
}

export function formatPlan({ hash, wantingSince }: StoredPlan): string {
  return wantingSince === null ? hash : `${hash}/${utcDay(wantingSince)}`;
}

/** Whether the stream is read in another way where that road is taken: by it, or for what a stream that it narrows shows. */
export function usesRoad(node: StreamNode, road: RoadName): boolean {
  const taken = [...node.declaration.parents, ...narrowingsOver(node)];
  return taken.some((one) => isRoad(one.road, road));
}

/** What the stored states of some streams tell of the roads that were taken. */
export class RoadMemory {
  private readonly states: readonly RoadState[];

  /** @param streams as they would be read on the road */
  constructor(stored: ReadonlyMap<string, unknown>, streams: readonly StreamNode[]) {
    this.states = streams.map((node) => new RoadState(stored.get(node.name), node));
  }

  /** When the road was last found wanting, where that still counts. */
  wantingSince(now: number): number | null {
    const times = this.states.flatMap(({ plan }) => plan.wantingSince ?? []);
    const latest = Math.max(-Infinity, ...times);
    return latest <= now + day && now - latest < trialEvery ? latest : null;
  }

  /** A stream begins to be read on this road, or is read from nothing. */
  get beginsAnew(): boolean {
    return this.states.some((state) => !state.isOnRoad || state.beginsAnew);
  }

  /** A stream was read on this road before. */
  get isKnown(): boolean {
    return this.states.some(({ isOnRoad }) => isOnRoad);
  }
}

class RoadState {
  readonly plan: StoredPlan;
  private readonly state: Readonly<Record<string, JsonValue | undefined>>;

  constructor(
    stored: unknown,
    private readonly node: StreamNode,
  ) {
    this.state = isJsonObject(stored) ? stored : {};
    const { plan } = this.state;
    this.plan = parsePlan(typeof plan === 'string' ? plan : '');
  }

  get isOnRoad(): boolean {
    return this.plan.hash === this.node.planHash;
  }

  /** A pass that is open goes on. */
  get beginsAnew(): boolean {
    const { cursor = null, pass = null } = this.state;
    return pass === null && (cursor === null || this.isReadAnew);
  }

  /** What has no cursor is read whole each time, and need not be proved each time. */
  private get isReadAnew(): boolean {
    const { configured, cursorSource } = this.node;
    return configured?.syncMode === 'full_refresh' && cursorSource !== 'none';
  }
}
