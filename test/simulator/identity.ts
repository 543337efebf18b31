import { identitiesOf, standard } from './derived/products.js';

/**
 * The fields that tell the rows of a stream apart when delivered and expected sets are compared. Each is a list of
 * alternatives: the first of them that is filled counts (pending users have no id, some files neither).
 */
const identities = {
  users: [['id', 'email']],
  meetings: [['id']],
  live_meetings: [['uuid']],
  upcoming_meetings: [['id'], ['start_time']],
  previous_meetings: [['uuid']],
  meeting_details: [['id']],
  meeting_registrants: [['meeting_id'], ['id']],
  meeting_registration_questions: [['meeting_id']],
  meeting_polls: [['meeting_id'], ['id']],
  past_meeting_instances: [['uuid']],
  past_meetings: [['uuid']],
  past_meeting_participants: [['meeting_uuid'], ['user_id'], ['join_time'], ['leave_time'], ['status']],
  meeting_poll_results: [['meeting_uuid'], ['email'], ['name'], ['question_details']],
  meeting_qna_results: [['meeting_uuid'], ['email'], ['name'], ['question_details']],
  webinars: [['id']],
  webinar_details: [['id']],
  webinar_registrants: [['webinar_id'], ['id']],
  webinar_registration_questions: [['webinar_id']],
  webinar_polls: [['webinar_id'], ['id']],
  webinar_panelists: [['webinar_id'], ['email']],
  webinar_tracking_sources: [['webinar_id'], ['id']],
  past_webinar_instances: [['uuid']],
  past_webinar_participants: [['webinar_uuid'], ['user_id'], ['join_time'], ['leave_time'], ['status']],
  webinar_absentees: [['webinar_uuid'], ['id']],
  webinar_poll_results: [['webinar_uuid'], ['email'], ['name'], ['question_details']],
  webinar_qna_results: [['webinar_uuid'], ['email'], ['name'], ['question_details']],
  report_meetings: [['uuid']],
  report_history_meetings: [['meeting_uuid']],
  report_meeting_details: [['uuid']],
  report_meeting_participants: [['meeting_uuid'], ['user_id'], ['join_time'], ['leave_time'], ['status']],
  report_meeting_polls: [['meeting_uuid'], ['email'], ['name'], ['question_details']],
  report_meeting_qa: [['meeting_uuid'], ['email'], ['name'], ['question_details']],
  report_webinars: [['uuid']],
  report_webinar_participants: [['webinar_uuid'], ['user_id'], ['join_time'], ['leave_time'], ['status']],
  report_webinar_polls: [['webinar_uuid'], ['email'], ['name'], ['question_details']],
  report_webinar_qa: [['webinar_uuid'], ['email'], ['name'], ['question_details']],
  recordings: [['uuid']],
  account_recordings: [['uuid']],
  recording_files: [['meeting_id'], ['id', 'file_type'], ['recording_start']],
  chat_messages: [['id']],
  chat_files: [['file_id']],
  recording_transcripts: [['meeting_uuid'], ['file_type'], ['recording_start'], ['cue']],
  recording_chat_messages: [['meeting_uuid'], ['recording_start'], ['message_number']],
  chat_file_contents: [['message_id'], ['file_id']],
  phone_recording_transcripts: [['recording_id'], ['segment']],
} as const satisfies Record<string, readonly (readonly string[])[]>;

const byStream: Readonly<Record<string, readonly (readonly string[])[]>> = {
  ...identities,
  ...identitiesOf(standard),
};

/** Field names per stream, alternatives included. */
export const identityOf: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(byStream).map(([stream, parts]) => [stream, parts.flat()]),
);

export function identityParts(stream: string): readonly (readonly string[])[] {
  const parts = byStream[stream];
  if (parts === undefined) throw new Error(`the simulator knows no stream ${stream}`);
  return parts;
}
