import type { Config } from '../generated/index.js';

/** The settings that choose a road; each is the name of its family. */
export type RoadSetting = 'past_meetings_from' | 'recordings_from';

/** What a setting may say, apart from `auto`: that the short road is taken where it proves itself. */
export type RoadOf<S extends RoadSetting> = Exclude<NonNullable<Config[S]>, 'auto'>;

/** A road of ours. */
export type OwnRoad = {
  readonly [S in RoadSetting]: { readonly family: S; readonly road: RoadOf<S> };
}[RoadSetting];

export interface RoadFamily {
  readonly family: RoadSetting;
  /** The road that needs nothing but what every account has, and the one that asks only who was active. */
  readonly usual: string;
  readonly short: string;
}

export const meetingsOfUsers = { family: 'past_meetings_from', road: 'per_user' } as const satisfies OwnRoad;
export const meetingsOfHistory = {
  family: 'past_meetings_from',
  road: 'account_history',
} as const satisfies OwnRoad;

const recordingsOfUsers = { family: 'recordings_from', road: 'per_user' } as const satisfies OwnRoad;
export const recordingsOfAccount = {
  family: 'recordings_from',
  road: 'account_recordings',
} as const satisfies OwnRoad;

/** Every family of roads; each chooses for itself. */
export const roadFamilies: readonly RoadFamily[] = [
  familyOf(meetingsOfUsers, meetingsOfHistory),
  familyOf(recordingsOfUsers, recordingsOfAccount),
];

function familyOf<S extends RoadSetting>(
  usual: { readonly family: S; readonly road: RoadOf<S> },
  short: { readonly family: S; readonly road: RoadOf<S> },
): RoadFamily {
  return { family: usual.family, usual: usual.road, short: short.road };
}
