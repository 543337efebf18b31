import { refusal } from '../api-error.js';
import { instancesOf, listedSeries } from '../account/model.js';
import type { Instance, Kind, Series, User } from '../account/model.js';
import {
  panelistRows,
  pollRows,
  questionsRow,
  registrantRows,
  registrantStatuses,
  trackingSourceRows,
} from '../account/registrants.js';
import { detailRow, instanceListRow, listRow, occurrenceRow } from '../account/scheduled-rows.js';
import { addMonths } from '../time.js';
import { inWindow } from '../windows.js';
import type { WindowRule } from '../windows.js';
import {
  hasWebinarLicence,
  requireHost,
  requireSeries,
  requireUser,
  requireWebinarPlan,
  servedSince,
} from './access.js';
import type { Answer, Context, RouteSpec } from './route.js';

/** Live and previous meetings of a host, by the state of their instances. */
function heldInstances({ account }: Context, user: User): readonly Instance[] {
  const series = account.seriesOf.get(user.id) ?? [];
  return series.filter((one) => one.kind === 'meeting').flatMap((one) => instancesOf(account, one));
}

const scheduledTypes = [2, 3, 8];

/** The five lists behind one path: https://developers.zoom.us/docs/api/meetings/#tag/meetings/GET/users/{userId}/meetings, 2026-11. */
const meetingLists: Readonly<Record<string, (context: Context, user: User) => Answer>> = {
  scheduled: ({ account, now }, user) => ({
    rows: listedSeries(account, user, 'meeting').map((series) => listRow(account, series, now)),
  }),
  live: (context, user) => ({
    rows: heldInstances(context, user)
      .filter((one) => one.startAt <= context.now && one.endAt > context.now)
      .map((one) => instanceListRow(context.account, one)),
  }),
  upcoming: (context, user) => upcoming(context, user, 'series'),
  upcoming_meetings: (context, user) => upcoming(context, user, 'occurrences'),
  previous_meetings: (context, user) => ({
    rows: heldInstances(context, user)
      .filter((one) => scheduledTypes.includes(one.series.type) && one.endAt <= context.now)
      .filter((one) => one.startAt >= servedSince(context.now, 6) && inWindow(context.window, one.startAt))
      .map((one) => instanceListRow(context.account, one)),
  }),
};

function upcoming(context: Context, user: User, unit: 'series' | 'occurrences'): Answer {
  const { account, now, window } = context;
  const rows = listedSeries(account, user, 'meeting').flatMap((series) => {
    const coming = series.occurrences.filter(
      (at) => at > now && at <= addMonths(now, 6) && (window === null || inWindow(window, at)),
    );
    return coming
      .slice(0, unit === 'series' ? 1 : coming.length)
      .map((at) => occurrenceRow(account, series, at));
  });
  return { rows };
}

function meetingsOf(context: Context): Answer {
  const list = meetingLists[context.query.get('type') ?? 'scheduled'];
  if (list === undefined) throw refusal.field('type', 'Invalid type.');
  return list(context, requireHost(context));
}

function webinarsOf(context: Context): Answer {
  requireWebinarPlan(context);
  const user = requireUser(context);
  if (!hasWebinarLicence(user, context.options)) throw refusal.noWebinarLicence(user.id);
  if (context.options.missing.unlicensedUsers !== undefined) requireWebinarLicence(context);
  const { account, now, query } = context;
  const coming = query.get('type') === 'upcoming';
  const listed = listedSeries(account, user, 'webinar').filter(
    (series) => !coming || series.occurrences.some((at) => at > now),
  );
  return { rows: listed.map((series) => listRow(account, series, now)) };
}

function requireWebinarLicence(context: Context): void {
  try {
    requireHost(context);
  } catch {
    throw refusal.noWebinarPlan();
  }
}

function registrantsOf(context: Context, kind: Kind): Answer {
  const series = requireSeries(context, kind);
  const status = context.query.get('status') ?? 'approved';
  const known = registrantStatuses.find((one) => one === status);
  if (known === undefined) throw refusal.field('status', 'Invalid status.');
  if (!series.registration) throw refusal.registrationOff(context.id);
  return { rows: registrantRows(context.account, series, known) };
}

function questionsOf(context: Context, kind: Kind): Answer {
  const series = requireSeries(context, kind);
  if (!series.registration) {
    throw series.ordinal % 2 === 0 || kind === 'webinar'
      ? refusal.cannotRead()
      : refusal.registrationOff(context.id);
  }
  return { object: questionsRow(series) };
}

function pollsOf(context: Context, kind: Kind): Answer {
  const series = requireSeries(context, kind);
  if (!series.polls || context.options.missing.polls === true) throw refusal.pollsOff();
  return { rows: pollRows(context.account, series) };
}

const detailOf = (context: Context, kind: Kind): Answer => {
  const series: Series = requireSeries(context, kind);
  return { object: detailRow(context.account, series, context.now) };
};

const optionalWindow: WindowRule = {
  format: 'date',
  absent: 'everything',
  single: 'fill',
  maxMonths: null,
  keptMonths: 6,
  older: 'shorten',
};

export const meetingRoutes: readonly RouteSpec[] = [
  { path: '/users/{userId}/meetings', pageNumber: true, window: optionalWindow, answer: meetingsOf },
  { path: '/meetings/{meetingId}', answer: (context) => detailOf(context, 'meeting') },
  { path: '/meetings/{meetingId}/registrants', answer: (context) => registrantsOf(context, 'meeting') },
  {
    path: '/meetings/{meetingId}/registrants/questions',
    answer: (context) => questionsOf(context, 'meeting'),
  },
  { path: '/meetings/{meetingId}/polls', answer: (context) => pollsOf(context, 'meeting') },
  { path: '/users/{userId}/webinars', pageNumber: true, answer: webinarsOf },
  { path: '/webinars/{webinarId}', answer: (context) => detailOf(context, 'webinar') },
  { path: '/webinars/{webinarId}/registrants', answer: (context) => registrantsOf(context, 'webinar') },
  {
    path: '/webinars/{webinarId}/registrants/questions',
    answer: (context) => questionsOf(context, 'webinar'),
  },
  { path: '/webinars/{webinarId}/polls', answer: (context) => pollsOf(context, 'webinar') },
  {
    path: '/webinars/{webinarId}/panelists',
    answer: (context) => ({ rows: panelistRows(context.account, requireSeries(context, 'webinar')) }),
  },
  {
    path: '/webinars/{webinarId}/tracking_sources',
    answer: (context) => ({ rows: trackingSourceRows(context.account, requireSeries(context, 'webinar')) }),
  },
];
