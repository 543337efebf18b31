import type { ExpectedRange, Simulator } from '../../test/simulator/index.js';
import { standard } from '../../test/simulator/derived/products.js';
import type { Truth } from '../../test/simulator/answers/world.js';
import type { SelectData } from '../../test/simulator/derived/data.js';
import { knownPeriods } from '../../test/simulator/derived/periods.js';
import { listsOf, passesOf } from '../../test/simulator/derived/truth.js';
import { keptSince } from '../../test/simulator/windows.js';
import { countBy, day, pages, Reckoning, textOf, type Rows } from './reckoning.js';

/**
 * The fewest requests that can deliver the answer key, reckoned from the account and from what Zoom documents of page
 * sizes and windows, and from nothing of the connector's. Nobody knows beforehand which lists are empty, so every list
 * of every user, meeting and instance is asked for once.
 */
export type Minimum = ReadonlyMap<string, number>;

/** How wide the windows of dates are. */
export interface Windows {
  /** Days that a window may answer for. */
  readonly days: number;
}

/** How the reports' children are found: by the report of each user, or by the history of the account. */
export type Road = 'per_user' | 'account_history';

const webinarTypes: ReadonlySet<unknown> = new Set([5, 6, 9]);

function accountLists(reckoning: Reckoning): void {
  const statuses = countBy(reckoning.rows('users'), (row) => textOf(row['status']));
  for (const status of ['active', 'inactive', 'pending']) {
    reckoning.add('users', pages(statuses.get(status) ?? 0, '/users'));
  }
  reckoning.add('account_recordings', reckoning.windows(12));
}

/** Sums come month by month; whatever may be asked for without dates, at once. */
function windowsOf(reckoning: Reckoning, truth: Truth, select: SelectData): number {
  const { window, sums } = select;
  if (window === undefined || window.absent === 'everything') return 1;
  if (sums === 'month' || window.format === 'year-month') {
    const periods = knownPeriods(select, window, truth).filter(
      ({ at }) => at >= (reckoning.range.from ?? at),
    );
    return new Set(periods.map(({ words: [first = ''] }) => first.slice(0, 7))).size;
  }
  return reckoning.windowsSince(keptSince(window, truth), window.maxDays);
}

/** What the simulator derives from data says by itself which lists there are. */
function derivedLists(reckoning: Reckoning, simulator: Simulator): void {
  for (const [path, endpoint] of standard.endpoints) {
    const { stream, select } = endpoint;
    const windows = select.window === undefined ? 1 : windowsOf(reckoning, simulator.truth(), select);
    const passes = passesOf(simulator.truth(), endpoint);
    for (const list of listsOf(simulator.truth(), endpoint)) {
      reckoning.add(stream, Math.max(passes * windows, pages(list.length, path)));
    }
  }
}

function userLists(reckoning: Reckoning): void {
  const users = reckoning.readableUsers;
  for (const stream of ['meetings', 'live_meetings', 'upcoming_meetings', 'previous_meetings']) {
    reckoning.lists(stream, '/users/{userId}/meetings', users, 'host_user_id');
  }
  reckoning.lists('webinars', '/users/{userId}/webinars', users, 'host_user_id');
  // A search for messages has no widest window.
  reckoning.add('chat_messages', users.length);
  reckoning.add('chat_files', users.length);
  reckoning.add('recordings', users.length * reckoning.windows(12));
}

/** Two kinds of list: what more than one person attended, and the rest. */
const reportKinds = 2;

function reports(reckoning: Reckoning, road: Road): void {
  const lists =
    road === 'per_user'
      ? reckoning.readableUsers.length * reportKinds * reckoning.windows(6)
      : listsOfHosts(reckoning);
  reckoning.add('report_meetings', lists);
  const history = pages(reckoning.rows('report_history_meetings').length, '/report/history_meetings');
  reckoning.add('report_history_meetings', Math.max(reckoning.windows(6), history));
}

/**
 * The history tells who hosted something in which window, and of which kind. Whoever is listed is asked for that; of
 * whoever is not, one refusal tells all.
 */
function listsOfHosts(reckoning: Reckoning): number {
  const listed = new Set(reckoning.rows('users').map((row) => textOf(row['email']).toLowerCase()));
  const windows = new Map<string, Set<string>>();
  for (const row of reckoning.rows('report_history_meetings')) {
    const host = textOf(row['host_email']).toLowerCase();
    const window = reckoning.windowOf(Date.parse(textOf(row['end_time'])), 6);
    const kind = row['participants'] === 1 ? 'one' : 'more';
    windows.set(host, (windows.get(host) ?? new Set()).add(`${window} ${kind}`));
  }
  let lists = 0;
  for (const [host, own] of windows) lists += listed.has(host) ? own.size : 1;
  return lists;
}

function scheduledChildren(reckoning: Reckoning, kind: 'meeting' | 'webinar'): void {
  const ids = reckoning.rows(`${kind}s`).map((row) => textOf(row['id']));
  for (const last of ['details', 'polls']) reckoning.add(`${kind}_${last}`, ids.length);
  // The details say where there is no registration; else one list each for pending, approved and denied.
  const registered = new Set(reckoning.rows(`${kind}_registrants`).map((row) => textOf(row[`${kind}_id`])));
  reckoning.add(`${kind}_registration_questions`, registered.size);
  reckoning.add(`${kind}_registrants`, 3 * registered.size);
  if (kind === 'meeting') return;
  reckoning.add('webinar_panelists', ids.length);
  reckoning.add('webinar_tracking_sources', ids.length);
}

/** Every id that a list or a report names is asked for its instances. */
function instances(reckoning: Reckoning, kind: 'meeting' | 'webinar'): void {
  const scheduled = reckoning.rows(`${kind}s`).map((row) => textOf(row['id']));
  const reported = held(reckoning, kind).map((row) => textOf(row['id']));
  reckoning.add(`past_${kind}_instances`, new Set([...scheduled, ...reported]).size);
  // What a road reaches by its id, and what the reports hold: the same instances, each asked once.
  const uuids = reckoning.rows(`past_${kind}_instances`).map((row) => textOf(row['uuid']));
  const participants = `/past_${kind}s/{${kind}Id}/participants`;
  reckoning.lists(`past_${kind}_participants`, participants, uuids, `${kind}_uuid`);
  for (const stream of [`${kind}_poll_results`, `${kind}_qna_results`]) reckoning.add(stream, uuids.length);
  if (kind === 'meeting') reckoning.add('past_meetings', reckoning.rows('past_meetings').length);
  else reckoning.lists('webinar_absentees', '/past_webinars/{webinarId}/absentees', uuids, 'webinar_uuid');
}

function held(reckoning: Reckoning, kind: 'meeting' | 'webinar'): Rows {
  const isWebinar = kind === 'webinar';
  return reckoning.rows('report_meetings').filter((row) => webinarTypes.has(row['type']) === isWebinar);
}

/** Uuids of what took place, as the road shows it. */
function shown(reckoning: Reckoning, kind: 'meeting' | 'webinar', road: Road): readonly string[] {
  if (road === 'per_user') return held(reckoning, kind).map((row) => textOf(row['uuid']));
  const isWebinar = kind === 'webinar';
  return reckoning
    .rows('report_history_meetings')
    .filter((row) => (textOf(row['type']).toLowerCase() === 'webinar') === isWebinar)
    .map((row) => textOf(row['meeting_uuid']));
}

function reportChildren(reckoning: Reckoning, road: Road): void {
  const [meetings, webinars] = (['meeting', 'webinar'] as const).map((kind) => shown(reckoning, kind, road));
  if (meetings === undefined || webinars === undefined) return;
  const participants = '/report/meetings/{meetingId}/participants';
  reckoning.lists('report_meeting_participants', participants, meetings, 'meeting_uuid');
  for (const stream of ['report_meeting_details', 'report_meeting_polls', 'report_meeting_qa']) {
    reckoning.add(stream, meetings.length);
  }
  const ofWebinars = '/report/webinars/{webinarId}/participants';
  reckoning.lists('report_webinar_participants', ofWebinars, webinars, 'webinar_uuid');
  reckoning.add('report_webinars', webinars.length);
}

export function minimum(
  simulator: Simulator,
  range: ExpectedRange,
  { road, ...windows }: Windows & { readonly road: Road },
): Minimum {
  const reckoning = new Reckoning(simulator, range, windows.days * day, Date.now());
  accountLists(reckoning);
  derivedLists(reckoning, simulator);
  userLists(reckoning);
  reports(reckoning, road);
  reportChildren(reckoning, road);
  for (const kind of ['meeting', 'webinar'] as const) {
    scheduledChildren(reckoning, kind);
    instances(reckoning, kind);
  }
  return reckoning.result;
}
