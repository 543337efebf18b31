import type { JsonObject } from '../../../src/json.js';
import { refusal } from '../api-error.js';
import { pollResultRows, qaRows } from '../account/answers.js';
import { historyRow, reportDetailRow, reportRow } from '../account/instance-rows.js';
import { instancesOf, isOver } from '../account/model.js';
import type { Instance, Kind, User } from '../account/model.js';
import { participantRows } from '../account/participants.js';
import { inWindow, keptSince } from '../windows.js';
import type { WindowRule } from '../windows.js';
import { requireInstance, requireReporter } from './access.js';
import type { Keeping } from './access.js';
import { envelopeOf } from './past.js';
import type { Answer, Context, RouteSpec } from './route.js';

export const reportMonths = 6;

export const reportWindow: WindowRule = {
  format: 'date',
  absent: 'refuse',
  single: 'refuse',
  maxMonths: 1,
  keptMonths: reportMonths,
  older: 'refuse',
  zoned: true,
};

/** One by one they are kept as long as in the lists. */
const kept: Keeping = { since: (circumstances) => keptSince(reportWindow, circumstances), yearAgoAfter: 12 };

/** Without the add-on there is no webinar in any report. */
function isShown({ options, now }: Context, instance: Instance): boolean {
  return isOver(instance, now) && !(instance.series.kind === 'webinar' && options.missing.webinars === true);
}

function heldBy(context: Context, user: User): readonly Instance[] {
  const series = context.account.seriesOf.get(user.id) ?? [];
  return series.flatMap((one) => instancesOf(context.account, one)).filter((one) => isShown(context, one));
}

const crowds: Readonly<Record<string, (instance: Instance) => boolean>> = {
  past: (instance) => instance.people > 1,
  pastOne: (instance) => instance.people === 1,
  pastJoined: (instance) => instance.people > 1,
};

/** Meetings and webinars whose end lies in the window's days. */
function reportOf(context: Context): Answer {
  const user = requireReporter(context);
  const fits = crowds[context.query.get('type') ?? 'past'];
  if (fits === undefined) throw refusal.field('type', 'Invalid type.');
  const held = heldBy(context, user).filter((one) => fits(one) && inWindow(context.window, one.endAt));
  held.sort((left, right) => left.endAt - right.endAt);
  return { rows: held.map((one) => reportRow(context.account, one, context.now)) };
}

function detailOf(context: Context, kind: Kind): Answer {
  const instance = requireInstance(context, kind, kept);
  return { object: reportDetailRow(context.account, instance, context.now) };
}

/** `registrant_id` comes only when it is asked for. */
function participantsOf(context: Context, kind: Kind): Answer {
  const instance = requireInstance(context, kind, kept);
  const rows = participantRows(context.account, instance, 'report');
  if (context.query.get('include_fields') === 'registrant_id') return { rows };
  const without = (row: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'registrant_id'));
  return { rows: rows.map(without) };
}

function pollsOf(context: Context, kind: Kind): Answer {
  const instance = requireInstance(context, kind, kept);
  return { rows: pollResultRows(context.account, instance, 'report'), envelope: envelopeOf(instance) };
}

function qaOf(context: Context, kind: Kind): Answer {
  const instance = requireInstance(context, kind, kept);
  return { rows: qaRows(context.account, instance, 'report'), envelope: envelopeOf(instance) };
}

const historyKinds: Readonly<Record<string, readonly Kind[]>> = {
  all: ['meeting', 'webinar'],
  meeting: ['meeting'],
  webinar: ['webinar'],
};

function historyOf(context: Context): Answer {
  const { account, query, window, now } = context;
  const kinds = historyKinds[query.get('meeting_type') ?? 'all'];
  if (kinds === undefined) throw refusal.field('meeting_type', 'Invalid meeting type.');
  const byEnd = query.get('date_type') === 'end_time';
  const held = [...account.instances.values()].filter(
    (one) =>
      isShown(context, one) &&
      kinds.includes(one.series.kind) &&
      inWindow(window, byEnd ? one.endAt : one.startAt),
  );
  held.sort((left, right) => left.endAt - right.endAt);
  return { rows: held.map((one) => historyRow(account, one, now)) };
}

export const reportRoutes: readonly RouteSpec[] = [
  { path: '/report/users/{userId}/meetings', window: reportWindow, echo: true, answer: reportOf },
  { path: '/report/history_meetings', window: reportWindow, answer: historyOf },
  { path: '/report/meetings/{meetingId}', answer: (context) => detailOf(context, 'meeting') },
  {
    path: '/report/meetings/{meetingId}/participants',
    answer: (context) => participantsOf(context, 'meeting'),
  },
  { path: '/report/meetings/{meetingId}/polls', answer: (context) => pollsOf(context, 'meeting') },
  { path: '/report/meetings/{meetingId}/qa', answer: (context) => qaOf(context, 'meeting') },
  { path: '/report/webinars/{webinarId}', answer: (context) => detailOf(context, 'webinar') },
  {
    path: '/report/webinars/{webinarId}/participants',
    answer: (context) => participantsOf(context, 'webinar'),
  },
  { path: '/report/webinars/{webinarId}/polls', answer: (context) => pollsOf(context, 'webinar') },
  { path: '/report/webinars/{webinarId}/qa', answer: (context) => qaOf(context, 'webinar') },
];
