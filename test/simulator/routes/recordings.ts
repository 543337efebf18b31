import { refusal } from '../api-error.js';
import type { Recording } from '../account/model.js';
import { accountRecordingRow, recordingFilesReply, recordingRow } from '../account/recordings.js';
import { inWindow } from '../windows.js';
import type { WindowRule } from '../windows.js';
import { requireUser } from './access.js';
import type { Answer, Context, RouteSpec } from './route.js';

/** Recordings that began in the window's UTC days; the trash is empty. */
function recordingsIn({ account, window, query }: Context): readonly Recording[] {
  if (query.get('trash') === 'true') return [];
  return account.recordings.filter((one) => inWindow(window, one.instance.startAt));
}

function filesOf({ account, id, query }: Context): Answer {
  const matching = account.recordings.filter(
    ({ instance }) => instance.uuid === id || String(instance.series.id) === id,
  );
  const latest = matching.reduce<Recording | undefined>(
    (best, one) => (best === undefined || one.instance.startAt > best.instance.startAt ? one : best),
    undefined,
  );
  if (latest === undefined) throw refusal.noRecording();
  return { object: recordingFilesReply(account, latest, query.get('include_fields')) };
}

/** A wider window is narrowed, and without one only today and tomorrow are served. */
const recordingWindow: WindowRule = {
  format: 'date',
  absent: 'today-and-tomorrow',
  single: 'fill',
  maxMonths: 1,
  keptMonths: null,
  older: 'shorten',
};

export const recordingRoutes: readonly RouteSpec[] = [
  {
    path: '/users/{userId}/recordings',
    window: recordingWindow,
    echo: true,
    answer: (context) => {
      const user = requireUser(context);
      const own = recordingsIn(context).filter((one) => one.instance.series.hostId === user.id);
      return { rows: own.map((one) => recordingRow(context.account, one)) };
    },
  },
  {
    path: '/accounts/{accountId}/recordings',
    window: recordingWindow,
    echo: true,
    answer: (context) => {
      if (context.id !== 'me' && context.id !== context.account.id) throw refusal.unknownAccount(context.id);
      return { rows: recordingsIn(context).map(accountRecordingRow) };
    },
  },
  { path: '/meetings/{meetingId}/recordings', answer: filesOf },
];
