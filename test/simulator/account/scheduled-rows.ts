import type { JsonObject } from '../../../src/json.js';
import { instanceUuid } from '../rng.js';
import { isoTime } from '../time.js';
import { hostOf, instancesOf } from './model.js';
import type { Account, Instance, Series } from './model.js';

/** Scheduled meetings and webinars, as lists and single reads send them. */

/** The uuid that a scheduled object shows: its next instance's, so it changes after each start. */
export function currentUuid(account: Account, series: Series, now: number): string {
  const held = instancesOf(account, series).filter((one) => one.startAt <= now).length;
  return instanceUuid(series.ordinal + held, account.seed, 'next', series.id, held);
}

export function joinUrl(series: Series): string {
  const path = series.kind === 'meeting' ? 'j' : 'w';
  return `https://example.zoom.us/${path}/${series.id}?pwd=SECRET-join-${series.ordinal}&from=addon`;
}

/** People paste invitations, whose links open what they lead to. */
function agendaOf(series: Series): string {
  if (series.ordinal % 3 === 0) return '';
  return series.ordinal % 3 === 1 ? 'See the notes' : `Join here (${joinUrl(series)}) and see the notes`;
}

function nextStart(series: Series, now: number): number | undefined {
  return series.occurrences.find((at) => at > now) ?? series.occurrences.at(-1);
}

/** A row of the list of scheduled ones: a series is one row. Without a fixed time `start_time` is empty text. */
export function listRow(account: Account, series: Series, now: number): JsonObject {
  const start = nextStart(series, now);
  return {
    uuid: currentUuid(account, series, now),
    id: series.id,
    host_id: series.hostId,
    topic: series.topic,
    type: series.type,
    start_time: start === undefined ? '' : isoTime(start),
    duration: series.durationMinutes,
    timezone: 'Europe/Berlin',
    agenda: agendaOf(series),
    created_at: isoTime(series.createdAt),
    join_url: joinUrl(series),
    ...(series.kind === 'webinar' ? { is_simulive: false } : {}),
    ...(series.ordinal === 0 ? { launch_surface: 'unannounced' } : {}),
  };
}

/** One coming occurrence; a series shows one row each. */
export function occurrenceRow(account: Account, series: Series, start: number): JsonObject {
  return { ...listRow(account, series, start - 1), start_time: isoTime(start) };
}

/** One that took place or is taking place, with its own uuid. */
export function instanceListRow(account: Account, instance: Instance): JsonObject {
  const row = listRow(account, instance.series, instance.startAt);
  return { ...row, uuid: instance.uuid, start_time: isoTime(instance.startAt) };
}

const settings: JsonObject = {
  host_video: true,
  participant_video: false,
  audio: 'both',
  auto_recording: 'cloud',
  waiting_room: true,
  breakout_room: { enable: true, rooms: [{ name: 'Room 1', participants: ['person.1@example.com'] }] },
  global_dial_in_numbers: [
    { city: 'Berlin', country: 'DE', country_name: 'Germany', number: '+49 30 1', type: 'toll' },
  ],
  question_and_answer: { enable: false },
  support_participants_receive_summary: true,
  allow_participants_to_transcribe_meetings_with_my_notes: false,
  authentication_exception: [
    { email: 'x@example.org', name: 'X', join_url: 'https://example.zoom.us/w/1?tk=SECRET-exception' },
  ],
};

export function detailRow(account: Account, series: Series, now: number): JsonObject {
  const recurring = series.type === 8 || series.type === 9;
  const coming = series.occurrences.filter((at) => at > now);
  const secret = `SECRET-password-${series.ordinal}`;
  return {
    ...listRow(account, series, now),
    host_email: hostOf(account, series)?.email ?? '',
    status: 'waiting',
    start_url: `https://example.zoom.us/s/${series.id}?zak=SECRET-start-${series.ordinal}`,
    password: secret,
    encrypted_password: secret,
    ...(series.kind === 'webinar'
      ? { encrypted_passcode: secret, h323_passcode: secret, capacity: 500, license_type: 'webinar500' }
      : { h323_password: secret, pstn_password: secret }),
    ...(series.registration
      ? { registration_url: `https://example.zoom.us/meeting/register/${series.id}` }
      : {}),
    tracking_fields: [{ field: 'Field 1', value: series.ordinal % 2 === 0 ? '' : 'yes', visible: true }],
    settings: { ...settings, approval_type: series.registration ? 0 : 2 },
    ...(recurring
      ? {
          recurrence: { type: 2, repeat_interval: 1, weekly_days: '2', end_date_time: '' },
          occurrences: coming.map((at) => ({
            occurrence_id: String(at),
            start_time: isoTime(at),
            duration: series.durationMinutes,
            status: 'available',
          })),
        }
      : {}),
  };
}
