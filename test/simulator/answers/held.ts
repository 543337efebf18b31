import type { JsonObject } from '../../../src/json.js';
import { pollResultRows, qaRows } from '../account/answers.js';
import {
  historyRow,
  pastInstanceRow,
  pastRow,
  reportDetailRow,
  reportRow,
} from '../account/instance-rows.js';
import type { Instance, Kind } from '../account/model.js';
import { participantRows } from '../account/participants.js';
import type { Family } from '../account/participants.js';
import { isoTime } from '../time.js';
import { absenteeRows, pastDetailMonths, pastMonths } from '../routes/past.js';
import { askable, inHistory, reachable, reported } from './world.js';
import type { AnswerKey, Truth } from './world.js';

/** What took place. Reports are chosen by the end of the instance, past reads by its start. */

/** What every row of an instance says of it, under the connector's names. */
function namesOf(kind: Kind, one: Instance): JsonObject {
  return {
    [`${kind}_uuid`]: one.uuid,
    [`${kind}_id`]: String(one.series.id),
    [`${kind}_start_time`]: isoTime(one.startAt),
  };
}

type Rows = (truth: Truth, instance: Instance) => readonly JsonObject[];

const reports =
  (kind: Kind, rows: Rows): AnswerKey =>
  (truth) =>
    askable(truth, kind).flatMap((one) =>
      rows(truth, one).map((row) => ({
        row: { ...row, ...namesOf(kind, one), [`${kind}_end_time`]: isoTime(one.endAt) },
        at: one.endAt,
      })),
    );

const past =
  (kind: Kind, months: number, rows: Rows): AnswerKey =>
  (truth) =>
    reachable(truth, kind, months).flatMap((one) =>
      rows(truth, one).map((row) => ({ row: { ...row, ...namesOf(kind, one) }, at: one.startAt })),
    );

function distinct(rows: readonly JsonObject[]): readonly JsonObject[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

const participants =
  (family: Family): Rows =>
  ({ account }, instance) =>
    participantRows(account, instance, family);
/** Two anonymous people with the same answers are one row: nothing tells them from a row that was sent twice. */
const polls =
  (family: Family): Rows =>
  ({ account }, instance) =>
    distinct(pollResultRows(account, instance, family));
const qa =
  (family: Family): Rows =>
  ({ account }, instance) =>
    qaRows(account, instance, family);

const absentees: Rows = (truth, instance) =>
  instance.series.registration ? absenteeRows(truth, instance) : [];

/** A row of the list of instances knows its series alone. */
const instances =
  (kind: Kind): AnswerKey =>
  (truth) =>
    reachable(truth, kind, pastMonths).map((one) => ({
      row: { ...pastInstanceRow(one), [`${kind}_id`]: String(one.series.id) },
      at: one.startAt,
    }));

const detail: Rows = ({ account, now }, instance) => [reportDetailRow(account, instance, now)];

const perUser: AnswerKey = (truth) =>
  [...reported(truth, 'meeting'), ...reported(truth, 'webinar')].map((one) => ({
    row: { ...reportRow(truth.account, one, truth.now), host_user_id: one.series.hostId },
    at: one.endAt,
  }));

/** The account's history, deleted hosts and hosts without a licence included. */
const history: AnswerKey = (truth) =>
  inHistory(truth).map((one) => ({ row: historyRow(truth.account, one, truth.now), at: one.endAt }));

/** What leads to the reports of an instance: its row in the list of its host, or any row of the account's history. */
export const leadingToReports: AnswerKey = (truth) =>
  [...askable(truth, 'meeting'), ...askable(truth, 'webinar')].map((one) => ({
    row: reportRow(truth.account, one, truth.now),
    at: one.endAt,
  }));

export const heldAnswers: Readonly<Record<string, AnswerKey>> = {
  report_meetings: perUser,
  report_history_meetings: history,
  report_meeting_details: reports('meeting', detail),
  report_meeting_participants: reports('meeting', participants('report')),
  report_meeting_polls: reports('meeting', polls('report')),
  report_meeting_qa: reports('meeting', qa('report')),
  report_webinars: reports('webinar', detail),
  report_webinar_participants: reports('webinar', participants('report')),
  report_webinar_polls: reports('webinar', polls('report')),
  report_webinar_qa: reports('webinar', qa('report')),
  past_meeting_instances: instances('meeting'),
  past_meetings: past('meeting', pastDetailMonths, ({ account, now }, one) => [pastRow(account, one, now)]),
  past_meeting_participants: past('meeting', pastMonths, participants('past')),
  meeting_poll_results: past('meeting', pastMonths, polls('past')),
  meeting_qna_results: past('meeting', pastMonths, qa('past')),
  past_webinar_instances: instances('webinar'),
  past_webinar_participants: past('webinar', pastMonths, participants('past')),
  webinar_poll_results: past('webinar', pastMonths, polls('past')),
  webinar_qna_results: past('webinar', pastMonths, qa('past')),
  webinar_absentees: past('webinar', pastMonths, absentees),
};
