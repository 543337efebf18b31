import type { JsonValue } from '../../src/json.js';

/** One kind of trouble that can hit a request at random. */
export type FaultKind =
  | '500'
  | 'html502'
  | 'empty503'
  | 'reset'
  | 'truncated'
  | '429'
  | '429-headers'
  | '429-empty'
  | '429-daily'
  | '401'
  | '200-code';

/** Answers requests whose once-decoded path (and query) matches, `times` times (default: always). */
export interface FaultRule {
  readonly match: RegExp;
  readonly status: number;
  /** Text is sent as HTML, everything else as JSON; none: an empty body. */
  readonly body?: JsonValue;
  readonly headers?: Readonly<Record<string, string>>;
  readonly times?: number;
  /** Instead of all that. */
  readonly odd?: OddReply;
}

/** No answer; a 101; another protocol; a body without end; a gigabyte packed small; a byte a second. */
export type OddReply = 'silence' | 'switching' | 'no HTTP' | 'endless' | 'bomb' | 'trickle';

/** The whole service, or its token endpoint, is away for a while, once. */
export interface Outage {
  readonly of: 'service' | 'token endpoint';
  /** `refuse`: nobody listens, for so many real milliseconds; the token endpoint alone cannot do that. */
  readonly how: 'refuse' | 'reset' | '503' | 'silence';
  /** It begins when so many requests have come. */
  readonly afterRequests: number;
  /** By the simulator's clock. */
  readonly ms: number;
}

/** Makes some of the matching requests wait before they are looked at, so that what they carry may expire. */
export interface SlowRule {
  readonly match: RegExp;
  /** One in so many. */
  readonly every: number;
  readonly ms: number;
}

export interface FaultPlan {
  /** Share of the API's requests that fail, 0 to 1. The token endpoint is hit by rules only. */
  readonly rate?: number;
  readonly kinds?: readonly FaultKind[];
  readonly seed?: number;
  readonly rules?: readonly FaultRule[];
  readonly slow?: SlowRule;
  readonly outage?: Outage;
}

export interface Missing {
  /** True: no webinar add-on, 400/200 with the plan's text, and no webinar anywhere. */
  readonly webinars?: boolean;
  /** Indices of the users who alone have a webinar licence; the others are refused with a text that names each. */
  readonly webinarLicences?: readonly number[];
  /** True: 400/4400 for every poll read by meeting. */
  readonly polls?: boolean;
  /** Products that the account has not got, by their folders' names: what is asked of them is refused in their own words. */
  readonly products?: readonly string[];
  /** Beginnings of path templates that the app owner's role does not cover: 400/200 with the permission's text. */
  readonly permissions?: readonly string[];
  /** Indices of users who lie outside the role: 400/4711 for whatever is asked of them, though the token has the scope. */
  readonly outsideRole?: readonly number[];
  /** How many active users have no meeting licence: 400/3161 or 400/200. */
  readonly unlicensedUsers?: number;
  /** How many active users' chat is refused: 400/3161 or 400/200. What they wrote is in the lists of their readers. */
  readonly chatUsers?: number;
}

export type SimulatedPlan = 'free' | 'pro' | 'business' | 'none';

export interface SimulatorOptions {
  readonly seed: number;
  /** Users in the lists, pending ones included. */
  readonly users: number;
  /** How many of them host anything; null: everyone who is not pending. */
  readonly hosts: number | null;
  /** Epoch milliseconds. The account is laid out relative to it at the start. */
  readonly now: () => number;
  readonly port: number;
  readonly latencyMs: number;
  readonly gzip: boolean;
  /** Whose rate limits are enforced. */
  readonly plan: SimulatedPlan;
  /** HEAVY and RESOURCE-INTENSIVE requests a UTC day, instead of the plan's. */
  readonly dailyLimit: number | null;
  readonly rateHeaders: boolean;
  /** Serve at most so many rows a page, whatever is asked. */
  readonly pageSizeCap: number | null;
  /** A page size over the maximum: clamped, or 400/300. Zoom does not say which. */
  readonly pageSizeOver: 'clamp' | 'refuse';
  readonly tokenLifetimeSeconds: number;
  readonly pageTokenLifetimeSeconds: number;
  readonly newestTokenWins: boolean;
  readonly refuseQueryStringTokenRequests: boolean;
  /** An app that an administrator has switched off gets no token. */
  readonly appDeactivated: boolean;
  readonly scopes: readonly string[] | 'all' | 'all-classic';
  readonly missing: Missing;
  /**
   * By which road what was held is reached. The configuration leaves the history to the connector's default, and names the
   * other road; the answer key has what hosts held who are gone on the history alone.
   */
  readonly pastMeetingsBy: 'per_user' | 'account_history';
  /** So many listed meetings answer 404/3001 when they are read one by one. */
  readonly meetingsGoneBetweenListAndDetail: number;
  readonly faults: FaultPlan;
  /** Whether a start of exactly six months ago is refused already (as seen), or still served. */
  readonly keptEdge: 'exclusive' | 'inclusive';
  /** Where the days of the reports begin: hours east of Greenwich. Zoom does not say. */
  readonly reportZoneHours: number;
  /** Meetings and messages in the days around the edge of what is kept, which tests of other things do without. */
  readonly rowsAtTheEdge: boolean;
  /** Messages of pending users, who have no id and no list of their own. */
  readonly pendingSenders: boolean;
  /** A list's end and an empty list come in turn as empty text, missing token, null and missing array. */
  readonly oddities: boolean;
  /** The first row of a page is the last one of the page before it, as where rows come in while a list is read. */
  readonly pageEdge: 'clean' | 'repeated';
  /** Every row carries odd text, odd names, and numbers for truths. */
  readonly oddRows: boolean;
  /** What Zoom's phone history was seen to do: a token after the last page, or the same token again and again. */
  readonly pageTokenOddity: 'none' | 'after-last-page' | 'repeated';
  /** Lists that are known for it begin again after their last page, as a dataset of Contact Center was seen to do. */
  readonly loops: boolean;
  /** Lists that can be paged by number hand out no tokens, as the webinars of a user by the reference. */
  readonly numbersOnly: boolean;
  /** Pages without rows in the middle of a list, each with a token that leads on: none, after each page, or for ever. */
  readonly emptyPages: 'none' | 'between' | 'for-ever';
  /** Links to files lead here, where they can be fetched, or to Zoom's hosts, so that rows are the same on every port. */
  readonly fileLinks: 'here' | 'zoom';
  /** How far the server's clock, as its answers tell it, is from `now` (milliseconds). */
  readonly dateAheadMs: number;
  /** `/users/me` is the owner of the account; else it is refused to such an app. */
  readonly servesMe: boolean;
  /** Counts, page numbers and sizes come as text, as in `"page_count": "2"`. */
  readonly numbersAsText: boolean;
}

export const defaultOptions: SimulatorOptions = {
  seed: 1,
  users: 24,
  hosts: null,
  now: Date.now,
  port: 0,
  latencyMs: 0,
  gzip: false,
  plan: 'none',
  dailyLimit: null,
  rateHeaders: true,
  pageSizeCap: null,
  pageSizeOver: 'clamp',
  tokenLifetimeSeconds: 3600,
  pageTokenLifetimeSeconds: 900,
  newestTokenWins: false,
  refuseQueryStringTokenRequests: false,
  appDeactivated: false,
  scopes: 'all',
  missing: {},
  pastMeetingsBy: 'account_history',
  meetingsGoneBetweenListAndDetail: 0,
  faults: {},
  keptEdge: 'exclusive',
  reportZoneHours: 0,
  rowsAtTheEdge: false,
  pendingSenders: false,
  oddities: true,
  pageEdge: 'clean',
  oddRows: false,
  pageTokenOddity: 'none',
  loops: false,
  numbersOnly: false,
  emptyPages: 'none',
  fileLinks: 'here',
  dateAheadMs: 0,
  servesMe: false,
  numbersAsText: false,
};
