import { instancesOf } from '../account/model.js';
import type { Kind, Series } from '../account/model.js';
import {
  panelistRows,
  pollRows,
  questionsRow,
  registrantRows,
  registrantStatuses,
  trackingSourceRows,
} from '../account/registrants.js';
import { detailRow, instanceListRow, listRow, occurrenceRow } from '../account/scheduled-rows.js';
import { servedSince, vanished } from '../routes/access.js';
import { addMonths } from '../time.js';
import { always, isListed, seriesOf } from './world.js';
import type { AnswerKey, Known, Truth } from './world.js';

/** Scheduled meetings and webinars and what belongs to them. */

function listed(truth: Truth, kind: Kind): readonly Series[] {
  return seriesOf(truth, kind).filter((series) => isListed(truth, series));
}

/** Those that can still be read one by one. */
function readable(truth: Truth, kind: Kind): readonly Series[] {
  const gone = vanished(truth.account, truth.options);
  return listed(truth, kind).filter((series) => !gone.has(series.id));
}

const lists =
  (kind: Kind): AnswerKey =>
  (truth) =>
    always(
      listed(truth, kind).map((series) => ({
        ...listRow(truth.account, series, truth.now),
        host_user_id: series.hostId,
      })),
    );

const details =
  (kind: Kind): AnswerKey =>
  (truth) =>
    always(
      readable(truth, kind).map((series) => ({
        ...detailRow(truth.account, series, truth.now),
        [`${kind}_id`]: String(series.id),
      })),
    );

type Child = (truth: Truth, series: Series) => readonly Known['row'][];

const children =
  (kind: Kind, child: Child): AnswerKey =>
  (truth) =>
    always(
      readable(truth, kind).flatMap((series) =>
        child(truth, series).map((row) => ({ ...row, [`${kind}_id`]: String(series.id) })),
      ),
    );

const registrants: Child = ({ account }, series) =>
  registrantStatuses.flatMap((status) => registrantRows(account, series, status));

const questions: Child = (_, series) => (series.registration ? [questionsRow(series)] : []);

const polls: Child = ({ account, options }, series) =>
  series.polls && options.missing.polls !== true ? pollRows(account, series) : [];

const live: AnswerKey = (truth) =>
  always(
    seriesOf(truth, 'meeting')
      .flatMap((series) => instancesOf(truth.account, series))
      .filter((one) => one.startAt <= truth.now && one.endAt > truth.now)
      .map((one) => ({ ...instanceListRow(truth.account, one), host_user_id: one.series.hostId })),
  );

const upcoming: AnswerKey = (truth) =>
  always(
    listed(truth, 'meeting').flatMap((series) =>
      series.occurrences
        .filter((at) => at > truth.now && at <= addMonths(truth.now, 6))
        .map((at) => ({ ...occurrenceRow(truth.account, series, at), host_user_id: series.hostId })),
    ),
  );

/** Scheduled ones only: no instant meeting, no personal room. */
const previous: AnswerKey = (truth) =>
  seriesOf(truth, 'meeting')
    .filter((series) => series.type !== 1 && series.type !== 4)
    .flatMap((series) => instancesOf(truth.account, series))
    .filter((one) => one.endAt <= truth.now && one.startAt >= servedSince(truth.now, 6))
    .map((one) => ({
      row: { ...instanceListRow(truth.account, one), host_user_id: one.series.hostId },
      at: one.startAt,
    }));

export const scheduledAnswers: Readonly<Record<string, AnswerKey>> = {
  meetings: lists('meeting'),
  live_meetings: live,
  upcoming_meetings: upcoming,
  previous_meetings: previous,
  meeting_details: details('meeting'),
  meeting_registrants: children('meeting', registrants),
  meeting_registration_questions: children('meeting', questions),
  meeting_polls: children('meeting', polls),
  webinars: lists('webinar'),
  webinar_details: details('webinar'),
  webinar_registrants: children('webinar', registrants),
  webinar_registration_questions: children('webinar', questions),
  webinar_polls: children('webinar', polls),
  // Whoever has no id is keyed by the address.
  webinar_panelists: children('webinar', ({ account }, series) =>
    panelistRows(account, series).map((row) => ({ ...row, id: row['id'] ?? row['email'] ?? null })),
  ),
  webinar_tracking_sources: children('webinar', ({ account }, series) => trackingSourceRows(account, series)),
};
