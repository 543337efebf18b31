import type { UnreadableStream } from '../engine/source.js';
import type { AccessWording, AdviceWording, AnswerWording, RoadWording, Wording } from '../engine/wording.js';
import { shortened } from '../shortened.js';

/** What a sentence has room for; the log and the summary name the others. */
const mostScopes = 8;
const mostStreams = 5;
const mostStreamsOfScope = 2;
const mostFields = 3;

const access: AccessWording = {
  connected: (streams, unreadable) => {
    if (unreadable.length === 0) return `Connected to Zoom. All ${streams} streams can be read.`;
    return (
      `Connected to Zoom. ${unreadable.length} of ${streams} streams cannot be read with the scopes of this app. ` +
      `To read them, add these scopes to the app in the Zoom Marketplace: ${scopesWithStreams(unreadable)}.`
    );
  },
  unreadable: (streams) => {
    const names = streams.map(({ stream }) => stream);
    const scopes = [...streamsByScope(streams).keys()];
    return (
      `The app's token has no scope for ${shortened(names, mostStreams)}; ` +
      `add ${shortened(scopes, mostScopes)} to the app in the Zoom Marketplace.`
    );
  },
  unauthorized: ({ answer, scopes, refusals, requests }) => {
    const cost =
      refusals > 1
        ? ` Zoom said so of each of the ${refusals} that were asked for (${requests} requests).`
        : '';
    const text = `${answer}${cost}`;
    const unnamed = scopes.filter((scope) => !text.includes(scope));
    return unnamed.length === 0 ? text : `${text} Scopes: ${unnamed.join(', ')}.`;
  },
};

/** By the first scope of each, which is the narrowest that does. */
function streamsByScope(unreadable: readonly UnreadableStream[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { stream, scopes } of unreadable) {
    const [first = ''] = scopes;
    found.set(first, [...(found.get(first) ?? []), stream]);
  }
  return found;
}

/** `meeting:read:admin (for meetings, upcoming_meetings and 5 more), ...` */
function scopesWithStreams(unreadable: readonly UnreadableStream[]): string {
  const named = [...streamsByScope(unreadable)]
    .sort(([, left], [, right]) => right.length - left.length)
    .map(([scope, streams]) => `${scope} (for ${shortened(streams, mostStreamsOfScope)})`);
  return shortened(named, mostScopes);
}

const answers: AnswerWording = {
  refusedEach: ({ stream, refusals, reasons, requests, first }) => {
    const counted = [...reasons].map(([reason, count]) => `${reason}: ${count}`).join(', ');
    return (
      `${stream}: Zoom refused each of the ${refusals} that were asked for (${counted}; ` +
      `${requests} requests), so there are no rows. Subscribe to what is missing and read the stream ` +
      `from the start, or leave it out. The first answer: ${first}`
    );
  },
  misfit: (stream, kind) =>
    `Zoom sends ${stream} with a value that is not of the type in the schema: ${kind}. ` +
    'Such a value is null in its place and kept in extra_fields.',
  unknownFields: (fields) => {
    const named = [...fields].map(([stream, names]) => `${stream} (${shortened(names, mostFields)})`);
    return `Zoom sends fields that the schemas do not know, and that are kept in extra_fields: ${shortened(named, mostStreams)}.`;
  },
  nothingBefore: (stream, since) =>
    `Zoom serves nothing of ${stream} from before ${since}: what is older is out of reach.`,
  alwaysNarrowed: (stream) =>
    `Zoom keeps serving less than the dates asked of ${stream}; what is missing is asked again by the next sync.`,
  tooOld: 'older than Zoom keeps',
};

const mostNamed = 20;

/** @param at epoch milliseconds */
function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, '2026-11-22'.length);
}

const meetings: RoadWording = {
  closed: (refusal) => `${refusal} Past meetings are read per user instead.`,
  tried: (stream, { compared, lacking, sample, range }) => {
    const days = `${dayText(range.from)} to ${dayText(range.to)}`;
    if (compared === 0)
      return `${sample} hosts have no meetings in their own reports (${days}) that ${stream} could be compared with.`;
    return lacking === 0
      ? `${stream} shows all of ${compared} meetings that ${sample} hosts' own reports show (${days}): past meetings are found by it.`
      : `${stream} lacks ${lacking} of the ${compared} meetings that ${sample} hosts' own reports show (${days}). Past meetings are read per user instead, and this is tried again after 30 days.`;
  },
  untried: (reason) => `Whether the account's history is complete could not be found out: ${reason}`,
  wanting: (day) =>
    `The account's history was incomplete on ${day}, so past meetings are read per user; it is tried again after 30 days.`,
  // Whoever is gone, or had another address then: what stays unknown to Zoom is counted as skipped.
  strangers: (stream, names) => {
    const named = names.slice(0, mostNamed).join(', ');
    const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
    return `${stream} names ${names.length} who are no listed users, and who are asked for by that name: ${named}${more}.`;
  },
};

const recordings: RoadWording = {
  ...meetings,
  closed: (refusal) => `${refusal} Recordings are read per user instead.`,
  tried: (stream, { compared, lacking, sample, range }) => {
    const days = `${dayText(range.from)} to ${dayText(range.to)}`;
    if (compared === 0)
      return `${sample} users have no recordings in their own lists (${days}) that ${stream} could be compared with.`;
    return lacking === 0
      ? `${stream} shows all of ${compared} recordings that ${sample} users' own lists show (${days}): only users of whom it shows some are asked for recordings.`
      : `${stream} lacks ${lacking} of the ${compared} recordings that ${sample} users' own lists show (${days}). Recordings are read per user instead, and this is tried again after 30 days.`;
  },
  untried: (reason) =>
    `Whether the account's list of recordings is complete could not be found out: ${reason}`,
  wanting: (day) =>
    `The account's list of recordings was incomplete on ${day}, so recordings are read per user; it is tried again after 30 days.`,
};

/** By the setting that chooses. */
function roads(family: string): RoadWording {
  return family === 'recordings_from' ? recordings : meetings;
}

function percent(part: number, whole: number): string {
  return `${Math.round((100 * part) / whole)} %`;
}

const advice: AdviceWording = {
  spareable: ({ stream, road, empty, pages, requests }) =>
    `${empty} of ${pages} answers of ${stream} came back empty: ${road.family} ${road.road} would need at most about ${requests} requests for the same rows.`,
  dayCost: ({ pool, calls, perDay, streams, isUsual }) => {
    const named = streams.slice(0, 5).map(([name, own]) => `${name} ${own}`);
    const of = pool === 'main' ? '' : ` of ${pool}`;
    const cost = `This run made ${calls} of the ${perDay} HEAVY and RESOURCE-INTENSIVE calls${of} that it may make a day (${named.join(', ')}).`;
    const often = `Once an hour, runs like it would make ${24 * calls}, ${percent(24 * calls, perDay)} of a day's.`;
    return isUsual ? `${cost} ${often}` : cost;
  },
  wholeLists: ({ requests, all, streams }) =>
    `${requests} of ${all} requests were for lists that have no dates and are read whole by each sync (${shortened(streams, mostStreams)}). ` +
    'Those that need not be new each time can be named in seldom_streams.',
  resting: (streams) => {
    const until = new Date(Math.min(...streams.map((one) => one.until))).toISOString();
    const names = streams.map(({ stream }) => stream);
    const whose = names.length === 1 ? 'stream is' : 'streams are';
    return `${names.length} ${whose} left out, read lately enough (${shortened(names, mostStreams)}): until ${until} at least, as seldom_streams and seldom_every_hours say.`;
  },
  limitsBelowPlan: (limits) => {
    const named = [...limits].map(([bucket, limit]) => `${limit} a second for ${bucket}`).join(', ');
    return `Zoom accepts fewer calls of this account than the configured plan has (${named}): set plan to the account's own.`;
  },
  refusedCountAsRead: (streams) =>
    `Some were refused and count as read (${streams.join(', ')}; the summary names them). Once they may be read, their rows ` +
    'of before come when the stream is read from the start, or for one user when its state says "due": {"<user id>": "/"}.',
};

/** Zoom's side of what the engine says. */
export const zoomWording: Wording = { access, answers, roads, advice };
