import type { JsonObject } from '../../../src/json.js';
import { refusal } from '../api-error.js';
import { pollResultRows, qaRows } from '../account/answers.js';
import { pastInstanceRow, pastRow } from '../account/instance-rows.js';
import { instancesOf, isOver } from '../account/model.js';
import type { Instance, Kind } from '../account/model.js';
import { participantRows } from '../account/participants.js';
import { registrantRows } from '../account/registrants.js';
import { isoTime } from '../time.js';
import { inWindow } from '../windows.js';
import type { WindowRule } from '../windows.js';
import { keptMonths, requireInstance, requireWebinarPlan, servedSince } from './access.js';
import type { Keeping } from './access.js';
import type { Answer, Context, RouteSpec } from './route.js';

export const pastMonths = 15;
export const pastDetailMonths = 12;

const meetingDetail: Keeping = { since: keptMonths(pastDetailMonths), yearAgoAfter: pastDetailMonths };
const meetingChild: Keeping = { since: keptMonths(pastMonths), yearAgoAfter: pastMonths };
const webinarChild: Keeping = { since: keptMonths(pastMonths), yearAgoAfter: null };

export function envelopeOf(instance: Instance): JsonObject {
  return { id: instance.series.id, uuid: instance.uuid, start_time: isoTime(instance.startAt) };
}

/** Every instance of a series; meetings by numeric id only. */
function instancesBy(context: Context, kind: Kind): Answer {
  const { account, id, now, window } = context;
  if (kind === 'webinar') requireWebinarPlan(context);
  const series = /^\d+$/.test(id) ? account.series.get(Number(id)) : undefined;
  const unknown = kind === 'meeting' ? refusal.unknownMeeting(id) : refusal.unknownWebinar(id);
  if (series?.kind !== kind) throw unknown;
  const held = instancesOf(account, series).filter(
    (one) => isOver(one, now) && one.endAt >= servedSince(now, pastMonths),
  );
  if (held.length === 0 && !series.listed) throw unknown;
  return { rows: held.filter((one) => inWindow(window, one.startAt)).map(pastInstanceRow) };
}

function participantsOf(context: Context, kind: Kind, keeping: Keeping): Answer {
  return { rows: participantRows(context.account, requireInstance(context, kind, keeping), 'past') };
}

function pollsOf(context: Context, kind: Kind, keeping: Keeping): Answer {
  const instance = requireInstance(context, kind, keeping);
  return { rows: pollResultRows(context.account, instance, 'past'), envelope: envelopeOf(instance) };
}

function qaOf(context: Context, kind: Kind, keeping: Keeping): Answer {
  const instance = requireInstance(context, kind, keeping);
  return { rows: qaRows(context.account, instance, 'past'), envelope: envelopeOf(instance) };
}

export function absenteeRows(context: Pick<Context, 'account'>, instance: Instance): readonly JsonObject[] {
  const approved = registrantRows(context.account, instance.series, 'approved');
  return approved.filter((_, index) => index !== instance.ordinal % 3);
}

function absenteesOf(context: Context): Answer {
  const instance = requireInstance(context, 'webinar', webinarChild);
  if (!instance.series.registration) throw refusal.cannotRead();
  return { rows: absenteeRows(context, instance) };
}

const instanceWindow: WindowRule = {
  format: 'date',
  absent: 'everything',
  single: 'refuse',
  maxMonths: null,
  keptMonths: pastMonths,
  older: 'shorten',
};

export const pastRoutes: readonly RouteSpec[] = [
  {
    path: '/past_meetings/{meetingId}/instances',
    window: instanceWindow,
    answer: (context) => instancesBy(context, 'meeting'),
  },
  {
    path: '/past_meetings/{meetingId}',
    answer: (context) => ({
      object: pastRow(context.account, requireInstance(context, 'meeting', meetingDetail), context.now),
    }),
  },
  {
    path: '/past_meetings/{meetingId}/participants',
    answer: (context) => participantsOf(context, 'meeting', meetingChild),
  },
  {
    path: '/past_meetings/{meetingId}/polls',
    answer: (context) => pollsOf(context, 'meeting', meetingChild),
  },
  { path: '/past_meetings/{meetingId}/qa', answer: (context) => qaOf(context, 'meeting', meetingChild) },
  { path: '/past_webinars/{webinarId}/instances', answer: (context) => instancesBy(context, 'webinar') },
  {
    path: '/past_webinars/{webinarId}/participants',
    answer: (context) => participantsOf(context, 'webinar', webinarChild),
  },
  {
    path: '/past_webinars/{webinarId}/polls',
    answer: (context) => pollsOf(context, 'webinar', webinarChild),
  },
  { path: '/past_webinars/{webinarId}/qa', answer: (context) => qaOf(context, 'webinar', webinarChild) },
  { path: '/past_webinars/{webinarId}/absentees', answer: absenteesOf },
];
