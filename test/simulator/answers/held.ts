import type { JsonObject } from '../../../src/json.js';
import { pollResultRows, qaRows } from '../account/answers.js';
import {
  historyRow,
  pastInstanceRow,
  pastRow,
  reportDetailRow,
  reportRow,
} from '../account/instance-rows.js';
import { isOver } from '../account/model.js';
import type { Instance, Kind } from '../account/model.js';
import { participantRows } from '../account/participants.js';
import type { Family } from '../account/participants.js';
import { reportWindow } from '../routes/reports.js';
import { keptSince } from '../windows.js';
import { absenteeRows, pastDetailMonths, pastMonths } from '../routes/past.js';
import { reachable, reported } from './world.js';
import type { AnswerKey, Truth } from './world.js';

/** What took place. Reports are chosen by the end of the instance, past reads by its start. */

type Rows = (truth: Truth, instance: Instance) => readonly JsonObject[];

const reports =
  (kind: Kind, rows: Rows): AnswerKey =>
  (truth) =>
    reported(truth, kind).flatMap((one) => rows(truth, one).map((row) => ({ row, at: one.endAt })));

const past =
  (kind: Kind, months: number, rows: Rows): AnswerKey =>
  (truth) =>
    reachable(truth, kind, months).flatMap((one) =>
      rows(truth, one).map((row) => ({ row, at: one.startAt })),
    );

function distinct(rows: readonly JsonObject[]): readonly JsonObject[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

const ofInstance =
  (kind: Kind, rows: Rows): Rows =>
  (truth, instance) =>
    rows(truth, instance).map((row) => ({ ...row, [`${kind}_uuid`]: instance.uuid }));

const participants = (kind: Kind, family: Family): Rows =>
  ofInstance(kind, ({ account }, instance) => participantRows(account, instance, family));
/** Two anonymous people with the same answers are one row: nothing tells them from a row that was sent twice. */
const polls = (kind: Kind, family: Family): Rows =>
  ofInstance(kind, ({ account }, instance) => distinct(pollResultRows(account, instance, family)));
const qa = (kind: Kind, family: Family): Rows =>
  ofInstance(kind, ({ account }, instance) => qaRows(account, instance, family));

const absentees = ofInstance('webinar', (truth, instance) =>
  instance.series.registration ? absenteeRows(truth, instance) : [],
);

const instances =
  (kind: Kind): Rows =>
  (_, instance) => [{ ...pastInstanceRow(instance), [`${kind}_id`]: String(instance.series.id) }];

const detail: Rows = ({ account, now }, instance) => [reportDetailRow(account, instance, now)];

const perUser: AnswerKey = (truth) =>
  [...reported(truth, 'meeting'), ...reported(truth, 'webinar')].map((one) => ({
    row: { ...reportRow(truth.account, one, truth.now), host_user_id: one.series.hostId },
    at: one.endAt,
  }));

/** The account's history, deleted hosts and hosts without a licence included. */
const history: AnswerKey = (truth) => {
  const { account, options, now } = truth;
  return [...account.instances.values()]
    .filter((one) => isOver(one, now) && one.endAt >= keptSince(reportWindow, truth))
    .filter((one) => !(one.series.kind === 'webinar' && options.missing.webinars === true))
    .map((one) => ({ row: historyRow(account, one, now), at: one.endAt }));
};

export const heldAnswers: Readonly<Record<string, AnswerKey>> = {
  report_meetings: perUser,
  report_history_meetings: history,
  report_meeting_details: reports('meeting', detail),
  report_meeting_participants: reports('meeting', participants('meeting', 'report')),
  report_meeting_polls: reports('meeting', polls('meeting', 'report')),
  report_meeting_qa: reports('meeting', qa('meeting', 'report')),
  report_webinars: reports('webinar', detail),
  report_webinar_participants: reports('webinar', participants('webinar', 'report')),
  report_webinar_polls: reports('webinar', polls('webinar', 'report')),
  report_webinar_qa: reports('webinar', qa('webinar', 'report')),
  past_meeting_instances: past('meeting', pastMonths, instances('meeting')),
  past_meetings: past('meeting', pastDetailMonths, ({ account, now }, one) => [pastRow(account, one, now)]),
  past_meeting_participants: past('meeting', pastMonths, participants('meeting', 'past')),
  meeting_poll_results: past('meeting', pastMonths, polls('meeting', 'past')),
  meeting_qna_results: past('meeting', pastMonths, qa('meeting', 'past')),
  past_webinar_instances: past('webinar', pastMonths, instances('webinar')),
  past_webinar_participants: past('webinar', pastMonths, participants('webinar', 'past')),
  webinar_poll_results: past('webinar', pastMonths, polls('webinar', 'past')),
  webinar_qna_results: past('webinar', pastMonths, qa('webinar', 'past')),
  webinar_absentees: past('webinar', pastMonths, absentees),
};
