import type { JsonObject } from '../../../src/json.js';
import { opaqueId } from '../rng.js';
import { day, isoTime } from '../time.js';
import type { Account, Series } from './model.js';
import { registrantId } from './participants.js';

/** What belongs to a scheduled meeting or webinar: who registered, the questions, the polls, the panel, the sources. */

export const registrantStatuses = ['approved', 'pending', 'denied'] as const;
export type RegistrantStatus = (typeof registrantStatuses)[number];

export function registrantRows(
  account: Account,
  series: Series,
  status: RegistrantStatus,
): readonly JsonObject[] {
  if (!series.registration) return [];
  const count = { approved: 3, pending: 1, denied: 1 }[status];
  return Array.from({ length: count }, (_, index) => {
    const email = `${status}.${index}@example.org`;
    return {
      id: registrantId(account, series.id, email),
      email,
      first_name: 'Regis',
      last_name: index === 0 ? '' : 'Trant',
      city: '',
      country: index === 0 ? '' : 'DE',
      no_of_employees: '',
      org: 'Example',
      comments: series.ordinal % 2 === 0 ? 'Looking forward 🙂' : '',
      custom_questions: [{ title: 'Why?', value: 'Why not' }],
      status,
      create_time: isoTime(series.createdAt + (index + 1) * day),
      join_url: `https://example.zoom.us/w/${series.id}?tk=SECRET-registrant-${index}`,
      ...(series.kind === 'meeting' ? { participant_pin_code: 380_303 + index } : {}),
      ...(series.ordinal % 20 === 0 && index === 0 ? { launch_surface: null } : {}),
    };
  });
}

export function questionsRow(series: Series): JsonObject {
  return {
    questions: [
      { field_name: 'last_name', required: true },
      { field_name: 'city', required: false },
    ],
    custom_questions: [{ title: 'Why?', type: 'short', required: series.ordinal % 2 === 0, answers: [] }],
  };
}

export function pollRows(account: Account, series: Series): readonly JsonObject[] {
  return [0, 1].map((index) => ({
    id: opaqueId(22, account.seed, 'poll', series.id, index),
    title: `Poll ${index}`,
    status: 'notstart',
    anonymous: index === 1,
    poll_type: 2,
    questions: [
      {
        name: 'Shall we?',
        type: 'single',
        answers: ['Yes', 'No'],
        answer_required: true,
        show_as_dropdown: false,
      },
    ],
  }));
}

/** Whoever has no account of Zoom's comes without an id. */
export function panelistRows(account: Account, series: Series): readonly JsonObject[] {
  return [0, 1, 2].map((index) => ({
    ...(index === 1 ? {} : { id: opaqueId(22, account.seed, 'panelist', series.id, index) }),
    name: `Panelist ${index}`,
    email: `panelist.${index}@example.org`,
    join_url: `https://example.zoom.us/w/${series.id}?tk=SECRET-panelist-${index}`,
    name_tag_name: '',
  }));
}

export function trackingSourceRows(account: Account, series: Series): readonly JsonObject[] {
  return [0, 1].map((index) => ({
    id: opaqueId(22, account.seed, 'source', series.id, index),
    source_name: index === 0 ? 'Newsletter' : 'Web page',
    tracking_url: `https://example.zoom.us/webinar/register/${series.id}/${index}`,
    registration_count: index,
    visitor_count: index * 3,
  }));
}
