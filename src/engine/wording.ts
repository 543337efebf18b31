import type { RoadName } from './declaration.js';
import type { UnreadableStream } from './source.js';

/** A stream of which too many answers were empty, and what a road that is not taken would have cost. */
export interface SpareableRequests {
  readonly stream: string;
  readonly road: RoadName;
  readonly empty: number;
  readonly pages: number;
  readonly requests: number;
}

/** How often a stream was refused, and how many requests it took to hear so. */
export interface Refused {
  readonly refusals: number;
  readonly requests: number;
}

export interface RefusedEach extends Refused {
  readonly stream: string;
  /** How many were refused, by reason. */
  readonly reasons: ReadonlyMap<string, number>;
  /** The sentence of the first refusal. */
  readonly first: string;
}

export interface Unauthorized extends Refused {
  /** The sentence of the refusal. */
  readonly answer: string;
  /** Any of them would do; empty where nobody knows. */
  readonly scopes: readonly string[];
}

/** What is said of permissions. */
export interface AccessWording {
  /** @param streams how many are offered */
  connected(streams: number, unreadable: readonly UnreadableStream[]): string;
  /** Before anything is asked: the permissions that are known do not reach these streams. */
  unreadable(streams: readonly UnreadableStream[]): string;
  /** After the service refused it. */
  unauthorized(refused: Unauthorized): string;
}

/** What is said of answers. */
export interface AnswerWording {
  refusedEach(refused: RefusedEach): string;
  /** A value that is not of its field's type. */
  misfit(stream: string, kind: string): string;
  /** @param fields those that the schemas do not know, by stream */
  unknownFields(fields: ReadonlyMap<string, readonly string[]>): string;
  /** @param since a day: what is older was wanted, and is out of reach */
  nothingBefore(stream: string, since: string): string;
  /** Each answer covers less than the dates that it was asked for. */
  alwaysNarrowed(stream: string): string;
  /** The reason for which what is not kept any more is skipped; short, for counting. */
  readonly tooOld: string;
}

/** What a sample of partitions' own lists showed beside the list that is to tell of them all. */
export interface RoadProof {
  readonly compared: number;
  readonly lacking: number;
  /** Partitions that were asked. */
  readonly sample: number;
  /** None of them may be read: the usual road lacks its permission. */
  readonly isUsualClosed: boolean;
  /** Epoch milliseconds. */
  readonly range: { readonly from: number; readonly to: number };
}

/** What is said of roads. */
export interface RoadWording {
  /** The road that was asked for is closed, and the usual one is taken. */
  closed(refusal: string): string;
  /** It was compared with the usual one by a sample. */
  tried(stream: string, proof: RoadProof): string;
  /** It could not be compared. */
  untried(reason: string): string;
  /** An earlier sync found it wanting: on that day, as `2026-11-22`. */
  wanting(day: string): string;
  /** Those whom the stream that narrows another one names, and who are in no list. */
  strangers(stream: string, names: readonly string[]): string;
}

/** What a run cost of a pool's daily limit. */
export interface DayCost {
  readonly pool: string;
  readonly calls: number;
  readonly perDay: number;
  /** Those with the most calls first. */
  readonly streams: readonly (readonly [name: string, calls: number])[];
  /** Everything was read before, so that the next runs will cost as much. */
  readonly isUsual: boolean;
}

/** What a sync asked for lists that are read whole each time, of the kind that takes a request for each parent's row. */
export interface WholeLists {
  readonly requests: number;
  /** Of all streams. */
  readonly all: number;
  /** Those with the most requests first. */
  readonly streams: readonly string[];
}

/** A stream that was read so lately that a sync leaves it out. */
export interface Resting {
  readonly stream: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** What a run has shown about its configuration. */
export interface AdviceWording {
  spareable(requests: SpareableRequests): string;
  dayCost(cost: DayCost): string;
  wholeLists(lists: WholeLists): string;
  /** What is left out this time. */
  resting(streams: readonly Resting[]): string;
  /** @param limits calls a second, by bucket: fewer than the configuration says */
  limitsBelowPlan(limits: ReadonlyMap<string, number>): string;
  /** Those who were refused count as read, and what lies before this run does not come by itself. */
  refusedCountAsRead(streams: readonly string[]): string;
}

/** The sentences that speak of the service, of its permissions and of the settings, of which the engine knows nothing. */
export interface Wording {
  readonly access: AccessWording;
  readonly answers: AnswerWording;
  /** Of the roads of one family. */
  readonly roads: (family: string) => RoadWording;
  readonly advice: AdviceWording;
}
