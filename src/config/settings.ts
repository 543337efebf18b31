import type { Config } from '../generated/index.js';

/** The configuration after validation, coercion and defaults: complete, and in the types that the program works with. */
export interface Settings {
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Epoch milliseconds; null: as far back as each endpoint keeps, at most a year of windows. */
  readonly startDate: number | null;
  readonly endDate: number | null;
  readonly lookbackDays: number;
  readonly products: readonly NonNullable<Config['products']>[number][];
  /** Names and patterns of the streams that are offered; none: all of the products. */
  readonly streams: readonly string[];
  readonly plan: 'free' | 'pro' | 'business' | 'none';
  readonly rateLimitShare: number;
  /** Names and patterns of the streams that are not read each time, null: as they are declared; and how often they are. */
  readonly seldomStreams: readonly string[] | null;
  readonly seldomEveryHours: number;
  /** Requests in flight at most. */
  readonly maxConcurrency: number;
  readonly includeSecrets: boolean;
  /** Files that are larger are not read; a megabyte is a million bytes. */
  readonly maxFileMegabytes: number;
  readonly skipUnauthorizedStreams: boolean;
  readonly emitActivateVersionMessages: boolean;
  readonly pastMeetingsFrom: NonNullable<Config['past_meetings_from']>;
  readonly recordingsFrom: NonNullable<Config['recordings_from']>;
  /** Without a trailing slash: `https://api.zoom.us/v2`. */
  readonly apiUrl: string;
  readonly tokenUrl: string;
}
