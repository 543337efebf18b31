import type { JsonObject } from '../../../src/json.js';
import { isoDay, isoTime, minute } from '../time.js';
import { hostOf } from './model.js';
import type { Account, Instance } from './model.js';

/** What took place, as each family of reads tells it. Durations are minutes. */

/** Until Zoom has processed a meeting, its duration is 0. */
const processing = 45 * minute;

function minutesOf(instance: Instance, now: number): number {
  return now < instance.endAt + processing ? 0 : Math.round((instance.endAt - instance.startAt) / minute);
}

function core(account: Account, instance: Instance, now: number): JsonObject {
  const host = hostOf(account, instance.series);
  const minutes = minutesOf(instance, now);
  return {
    uuid: instance.uuid,
    id: instance.series.id,
    type: instance.series.type,
    topic: instance.series.topic,
    user_name: host === undefined ? '' : `${host.firstName} ${host.lastName}`,
    user_email: host?.email ?? '',
    start_time: isoTime(instance.startAt),
    end_time: isoTime(instance.endAt),
    duration: minutes,
    total_minutes: minutes * instance.people,
    participants_count: instance.people,
  };
}

/** `07/28/2026 09:30`: the report's own date format. */
function usTime(at: number): string {
  const [year, month, date] = isoDay(at).split('-');
  return `${month ?? ''}/${date ?? ''}/${year ?? ''} ${isoTime(at).slice(11, 16)}`;
}

export function reportRow(account: Account, instance: Instance, now: number): JsonObject {
  return {
    ...core(account, instance, now),
    host_id: instance.series.hostId,
    dept: '',
    tracking_fields: [],
    source: 'Zoom',
    schedule_time: instance.series.type === 1 ? '' : usTime(instance.startAt),
    has_recording: instance.ordinal % 2 === 0,
    has_chat: false,
    has_screen_share: true,
    participants_count_my_account: 1,
    ...(instance.ordinal % 4 === 0
      ? { custom_keys: [{ key: 'project', value: `P-${instance.ordinal}` }] }
      : {}),
    ...(instance.ordinal === 0 ? { launch_surface: ['unannounced'] } : {}),
  };
}

export function reportDetailRow(account: Account, instance: Instance, now: number): JsonObject {
  return {
    ...core(account, instance, now),
    ...(instance.series.kind === 'meeting' ? { host_id: instance.series.hostId } : {}),
    dept: '',
    custom_keys: [],
    tracking_fields: [{ field: 'Field 1', value: 'yes' }],
  };
}

export function pastRow(account: Account, instance: Instance, now: number): JsonObject {
  return {
    ...core(account, instance, now),
    host_id: instance.series.hostId,
    dept: '',
    source: 'Zoom',
    has_meeting_summary: false,
  };
}

export function pastInstanceRow(instance: Instance): JsonObject {
  const start = { uuid: instance.uuid, start_time: isoTime(instance.startAt) };
  const { type } = instance.series;
  return type === 8 || type === 9 ? { ...start, occurrence_id: String(instance.startAt) } : start;
}

/** The account's history knows hosts who are gone. */
export function historyRow(account: Account, instance: Instance, now: number): JsonObject {
  const host = hostOf(account, instance.series);
  const minutes = minutesOf(instance, now);
  return {
    meeting_uuid: instance.uuid,
    meeting_id: instance.series.id,
    type: instance.series.kind === 'webinar' ? 'Webinar' : 'Meeting',
    host_display_name: host === undefined ? '' : `${host.firstName} ${host.lastName}`,
    host_email: host?.email ?? '',
    start_time: isoTime(instance.startAt),
    end_time: isoTime(instance.endAt),
    topic: instance.series.topic,
    participants: instance.people,
    duration: minutes,
    total_participant_minutes: minutes * instance.people,
    department: '',
    group: [],
    source: 'Zoom',
    unique_viewers: 0,
    max_concurrent_views: 0,
    create_time: isoTime(instance.series.createdAt),
    custom_fields: [],
    tracking_fields: [],
    feature_used: {
      screen_sharing: true,
      poll: instance.series.polls,
      registration: instance.series.registration,
    },
  };
}
