import type { JsonObject } from '../../src/json.js';
import { reported } from '../simulator/answers/world.js';
import { participantRows } from '../simulator/account/participants.js';
import { timeOf } from '../simulator/derived/select.js';
import { isReadable } from '../simulator/account/model.js';
import type { Instance, Simulator } from '../simulator/index.js';
import {
  day,
  earliest,
  filled,
  grouped,
  isOf,
  isoTime,
  latest,
  lower,
  monthOf,
  numberOf,
  sum,
  textOf,
} from './sums.js';

/** The answers to the questions of docs/recipes.md, worked out from the account and never from what was delivered. */

type Answer = (simulator: Simulator) => readonly JsonObject[];
const heldBy = ({ series, uuid, startAt }: Instance): JsonObject => ({
  id: String(series.id),
  uuid,
  topic: series.topic,
  start_time: isoTime(startAt),
});

const webinarAttendance: Answer = (simulator) => {
  const truth = simulator.truth();
  return reported(truth, 'webinar').flatMap((one) => {
    const { uuid, id, ...held } = heldBy(one);
    const joins = participantRows(truth.account, one, 'report');
    const there = joins.filter(({ status }) => status !== 'in_waiting_room');
    const attendee = (row: JsonObject): JsonObject => ({
      attendee: filled(row['user_email'], row['participant_user_id'], row['name']),
    });
    return grouped(there, attendee).map(([who, rows]) => ({
      webinar_uuid: uuid ?? null,
      webinar_id: id ?? null,
      ...held,
      ...who,
      name: earliest(rows.map(({ name }) => name)),
      joins: rows.length,
      first_join: earliest(rows.map((row) => row['join_time'])),
      last_leave: latest(rows.map((row) => row['leave_time'])),
      seconds: sum(rows, 'duration'),
    }));
  });
};

const unusedLicences: Answer = (simulator) => {
  const truth = simulator.truth();
  const since = Math.floor(truth.now / day) * day - 90 * day;
  const hosted = [...reported(truth, 'meeting'), ...reported(truth, 'webinar')];
  const licensed = simulator
    .expected('users')
    .filter(({ type, status }) => type === 2 && status !== 'pending');
  return licensed.flatMap((user) => {
    const ends = hosted.filter(({ series }) => series.hostId === user['id']).map(({ endAt }) => endAt);
    const last = ends.length === 0 ? null : Math.max(...ends);
    if (last !== null && last >= since) return [];
    return {
      user_id: user['id'] ?? null,
      email: user['email'] ?? null,
      department: filled(user['dept']),
      last_login_time: filled(user['last_login_time']),
      last_hosted: last === null ? null : isoTime(last),
    };
  });
};

const meetingsWithoutParticipants: Answer = (simulator) => {
  const truth = simulator.truth();
  return reported(truth, 'meeting')
    .filter(({ people }) => people < 2)
    .map((one) => {
      const { uuid, id, ...held } = heldBy(one);
      const host = truth.account.usersBy.get(one.series.hostId);
      return {
        meeting_uuid: uuid ?? null,
        meeting_id: id ?? null,
        ...held,
        host: host?.email ?? null,
        minutes: Math.round((one.endAt - one.startAt) / 60_000),
      };
    });
};

const meetingQuality: Answer = (simulator) => {
  const meetings = new Map(simulator.expected('dashboard_meetings').map((row) => [row['uuid'], row]));
  const isPoor = isOf('poor', 'bad');
  const joins = simulator.expected('dashboard_meeting_participants');
  const key = (join: JsonObject): JsonObject => {
    const meeting = meetings.get(join['meeting_uuid']);
    return { month: monthOf(meeting?.['start_time']), department: filled(meeting?.['dept'], 'none') };
  };
  return grouped(joins, key).map(([common, rows]) => ({
    ...common,
    meetings: new Set(rows.map((row) => row['meeting_uuid'])).size,
    joins: rows.length,
    poor_audio: rows.filter((row) => isPoor(row['audio_quality'])).length,
    poor_video: rows.filter((row) => isPoor(row['video_quality'])).length,
  }));
};

const callQuality: Answer = (simulator) =>
  grouped(simulator.expected('phone_metrics_calls'), (row) => ({
    month: monthOf(row['date_time']),
    direction: row['direction'] ?? null,
  })).map(([common, rows]) => ({
    ...common,
    calls: rows.length,
    mos: sum(rows, 'mos') / rows.length,
    below_good: rows.filter(({ mos }) => Number(mos) < 4).length,
  }));

const waited = (row: JsonObject): number =>
  Date.parse(textOf(row['exit_time'])) - Date.parse(textOf(row['enter_time']));

const queueServiceLevel: Answer = (simulator) => [
  ...grouped(simulator.expected('cc_dataset_queue_performance'), (row) => ({
    kind: 'contact center',
    queue: row['queue_name'] ?? null,
    month: monthOf(row['enter_time']),
  })).map(([common, rows]) => ({
    ...common,
    offered: sum(rows, 'queue_offered_count'),
    answered: sum(rows, 'inbound_handled_count'),
    abandoned: sum(rows, 'abandoned_count'),
    in_time: sum(
      rows.filter((row) => waited(row) <= 20_000),
      'inbound_handled_count',
    ),
  })),
  ...simulator.expected('phone_call_queue_analytics').map((row) => ({
    kind: 'phone',
    queue: row['call_queue_name'] ?? null,
    month: monthOf(row['period_start']),
    offered: row['inbound_calls'] ?? null,
    answered: row['completed_calls'] ?? null,
    abandoned: row['abandoned_calls'] ?? null,
    in_time: null,
  })),
];

const auditTrail: Answer = (simulator) => [
  ...simulator.expected('report_activities').map((row) => ({
    happened_at: row['time'] ?? null,
    who: lower(row['email']),
    log: 'sign-in',
    action: row['type'] ?? null,
    detail: [row['client_type'], row['ip_address']].map(textOf).join(', '),
  })),
  ...simulator.expected('report_operation_logs').map((row) => ({
    happened_at: row['time'] ?? null,
    who: lower(row['operator']),
    log: 'operation',
    action: [row['action'], row['category_type']].map(textOf).join(' '),
    detail: row['operation_detail'] ?? null,
  })),
  ...simulator.expected('report_meeting_activities').map((row) => ({
    happened_at: new Date(timeOf(row['activity_time']) ?? 0).toISOString(),
    who: lower(filled(row['operator_email'], row['operator'])),
    log: 'meeting',
    action: row['activity_category'] ?? null,
    detail: row['activity_detail'] ?? null,
  })),
];

const recordingVisits: Answer = (simulator) => {
  const visits = simulator.expected('recording_analytics_details');
  return simulator.expected('recordings').flatMap((recording) => {
    const common = {
      recording_uuid: recording['uuid'] ?? null,
      meeting_id: numberOf(recording['id']).toFixed(0),
      topic: recording['topic'] ?? null,
      start_time: recording['start_time'] ?? null,
    };
    const own = visits.filter((visit) => visit['meeting_uuid'] === recording['uuid']);
    if (own.length === 0) return [{ ...common, visitor: null, views: 0, downloads: 0, last_opened: null }];
    const visitor = (visit: JsonObject): JsonObject => ({
      visitor: filled(visit['email'], visit['name'], 'unnamed'),
    });
    const countOf = (rows: readonly JsonObject[], type: string): number =>
      rows.filter((row) => row['analytics_type'] === type).length;
    return grouped(own, visitor).map(([who, rows]) => ({
      ...common,
      ...who,
      views: countOf(rows, 'by_view'),
      downloads: countOf(rows, 'by_download'),
      last_opened: latest(rows.map((row) => row['date_time'])),
    }));
  });
};

const chatActivity: Answer = (simulator) => {
  const { account } = simulator;
  return grouped(simulator.expected('chat_messages'), (row) => ({
    month: monthOf(row['date_time']),
    sender: lower(row['sender']),
  })).map(([common, rows]) => {
    const user = account.users.find(({ email }) => email.toLowerCase() === common['sender']);
    return {
      ...common,
      user_id: user !== undefined && isReadable(user) ? user.id : null,
      messages: rows.length,
      replies: rows.filter((row) => filled(row['reply_main_message_id']) !== null).length,
      days: new Set(rows.map((row) => textOf(row['date_time']).slice(0, 10))).size,
    };
  });
};

export const recipeAnswers: Readonly<Record<string, Answer>> = {
  webinar_attendance: webinarAttendance,
  unused_licences: unusedLicences,
  meetings_without_participants: meetingsWithoutParticipants,
  meeting_quality: meetingQuality,
  call_quality: callQuality,
  queue_service_level: queueServiceLevel,
  audit_trail: auditTrail,
  recording_visits: recordingVisits,
  chat_activity: chatActivity,
};
