import { defineStream } from '../define-stream.js';
import { isWebinar } from '../shapes.js';

/** By uuid, one instance each: the reports know those of the last six months, the lists of instances the older ones. */
const instances = [
  {
    stream: 'report_meetings',
    partition: { webinar_uuid: 'uuid' },
    inherit: { webinar_id: 'id', webinar_start_time: 'start_time' },
    where: [isWebinar],
  },
  {
    stream: 'past_webinar_instances',
    partition: { webinar_uuid: 'uuid' },
    inherit: { webinar_id: 'webinar_id', webinar_start_time: 'start_time' },
  },
] as const;

export const pastWebinarStreams = [
  defineStream({
    name: 'past_webinar_instances',
    about: 'Every occurrence of a webinar that took place.',
    path: '/past_webinars/{webinar_id}/instances',
    recordsPath: 'webinars',
    rateLimit: 'light',
    scopes: ['webinar:read:list_past_instances:admin'],
    primaryKey: ['uuid'],
    // The list of webinars forgets what has expired; the reports know those of the last six months.
    parents: [
      { stream: 'webinars', partition: { webinar_id: 'id' } },
      { stream: 'report_meetings', partition: { webinar_id: 'id' }, where: [isWebinar] },
    ],
    cursorField: 'start_time',
  }),

  defineStream({
    name: 'past_webinar_participants',
    about: 'Who was in a webinar, one row for each join; cheaper than the report, without customer_key.',
    path: '/past_webinars/{webinar_uuid}/participants',
    recordsPath: 'participants',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['webinar:read:list_past_participants:admin'],
    primaryKey: ['webinar_uuid', 'row_id'],
    rowId: [['user_id', 'join_time']],
    parents: instances,
    cursorField: 'webinar_start_time',
  }),

  defineStream({
    name: 'webinar_absentees',
    about: 'Who registered for a past webinar and did not come.',
    path: '/past_webinars/{webinar_uuid}/absentees',
    recordsPath: 'registrants',
    rateLimit: 'heavy',
    pageSize: 300,
    scopes: ['webinar:read:list_absentees:admin'],
    primaryKey: ['webinar_uuid', 'id'],
    standIn: [['email']],
    parents: instances,
    cursorField: 'webinar_start_time',
  }),

  defineStream({
    name: 'webinar_poll_results',
    about: 'Answers to the polls of a past webinar, one row for each participant.',
    path: '/past_webinars/{webinar_uuid}/polls',
    recordsPath: 'questions',
    rateLimit: 'medium',
    scopes: ['webinar:read:list_past_polls:admin'],
    primaryKey: ['webinar_uuid', 'row_id'],
    rowId: 'content',
    parents: instances,
    cursorField: 'webinar_start_time',
  }),

  defineStream({
    name: 'webinar_qna_results',
    about: 'Questions and answers of a past webinar, one row for each participant.',
    path: '/past_webinars/{webinar_uuid}/qa',
    recordsPath: 'questions',
    rateLimit: 'medium',
    scopes: ['webinar:read:past_qa:admin'],
    primaryKey: ['webinar_uuid', 'row_id'],
    rowId: 'content',
    parents: instances,
    cursorField: 'webinar_start_time',
  }),
];
