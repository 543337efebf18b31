import { defineStream } from '../define-stream.js';
import { answers, webinarRoads } from '../reports/reports.js';
import { meetingsOfHistory, meetingsOfUsers } from '../roads.js';
import { exactMonth, isMeeting, isPastMeeting, isPastWebinar, isWebinar, sixMonths } from '../shapes.js';

const ofReports = ['report:read:admin'];

const ofReport = {
  stream: 'report_meetings',
  road: meetingsOfUsers,
  partition: { instance_uuid: 'uuid' },
  inherit: { instance_end_time: 'end_time' },
} as const;

const ofHistory = {
  stream: 'report_history_meetings',
  road: meetingsOfHistory,
  partition: { instance_uuid: 'meeting_uuid' },
  inherit: { instance_end_time: 'end_time' },
} as const;

/** One row, with all of its answers. */
const survey = {
  recordsPath: null,
  rateLimit: 'heavy',
  classicScopes: ofReports,
  retention: sixMonths,
  cursorField: 'instance_end_time',
} as const;

/** What people answered in one meeting or webinar, as the reports tell it: one request for each instance. */
export const reportedAnswers = [
  defineStream({
    name: 'report_meeting_survey',
    about: 'The survey of a past meeting with its answers.',
    path: '/report/meetings/{instance_uuid}/survey',
    ...survey,
    scopes: ['report:read:meeting_survey:admin'],
    primaryKey: ['meeting_uuid'],
    parents: [
      { ...ofReport, where: [isMeeting] },
      { ...ofHistory, where: [isPastMeeting] },
    ],
  }),

  defineStream({
    name: 'report_webinar_survey',
    about: 'The survey of a past webinar with its answers.',
    path: '/report/webinars/{instance_uuid}/survey',
    ...survey,
    scopes: ['report:read:webinar_survey:admin'],
    primaryKey: ['webinar_uuid'],
    parents: [
      { ...ofReport, where: [isWebinar] },
      { ...ofHistory, where: [isPastWebinar] },
    ],
  }),

  defineStream({
    name: 'report_webinar_polls',
    about: 'Answers to the polls of a past webinar, one row for each participant.',
    path: '/report/webinars/{webinar_uuid}/polls',
    ...answers,
    scopes: ['report:read:list_webinar_polls:admin'],
    classicScopes: ofReports,
    primaryKey: ['webinar_uuid', 'row_id'],
    parents: webinarRoads,
    cursorField: 'webinar_end_time',
  }),

  defineStream({
    name: 'report_webinar_qa',
    about: 'Questions and answers of a past webinar, with who answered.',
    path: '/report/webinars/{webinar_uuid}/qa',
    ...answers,
    scopes: ['report:read:webinar_qna:admin'],
    classicScopes: ofReports,
    primaryKey: ['webinar_uuid', 'row_id'],
    parents: webinarRoads,
    cursorField: 'webinar_end_time',
  }),
];

export const zoomSurveys = [
  defineStream({
    name: 'zoom_surveys',
    about: 'Surveys that were made with Zoom Surveys.',
    path: '/surveys',
    recordsPath: 'surveys',
    rateLimit: 'medium',
    // The largest page is not documented, so one is asked for that every list serves.
    // https://developers.zoom.us/docs/api/surveys/ (2026-11)
    pageSize: 30,
    scopes: ['survey_management:read:list_surveys:admin'],
    classicScopes: ['survey:read:admin'],
    primaryKey: ['survey_id'],
    standIn: [['survey_name']],
  }),

  defineStream({
    name: 'zoom_survey_answers',
    about: 'What each person answered in each survey, whatever it was part of.',
    path: '/surveys/{survey_id}/answers',
    recordsPath: 'survey_answers',
    rateLimit: 'medium',
    pageSize: 30,
    scopes: ['survey_management:read:list_survey_answers:admin'],
    classicScopes: ['survey:read:admin'],
    primaryKey: ['survey_id', 'row_id'],
    // Rows have no id, and anonymous ones no email.
    rowId: 'content',
    parents: [{ stream: 'zoom_surveys', partition: { survey_id: 'survey_id' } }],
    // How wide a window may be is not documented.
    window: { ...exactMonth, from: 'submit_time_start', to: 'submit_time_end' },
    cursorField: 'submit_time',
  }),
];
