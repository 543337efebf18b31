import { refusal } from '../api-error.js';
import type { Recording } from '../account/model.js';
import { growingIndex } from '../growing-index.js';
import { accountRecordingRow, recordingFilesReply, recordingRow } from '../account/recordings.js';
import { inWindow } from '../windows.js';
import type { WindowRule } from '../windows.js';
import { requireUser } from './access.js';
import type { Answer, Context, RouteSpec } from './route.js';

const byId = growingIndex(({ instance }: Recording) => [instance.uuid, String(instance.series.id)]);
const byHost = growingIndex(({ instance }: Recording) => [instance.series.hostId]);

/** Of these the ones that began in the window's UTC days; the trash is empty. */
function shownOf(recordings: readonly Recording[], { window, query }: Context): readonly Recording[] {
  if (query.get('trash') === 'true') return [];
  return recordings.filter((one) => inWindow(window, one.instance.startAt));
}

function filesOf({ account, id, query }: Context): Answer {
  const latest = byId(account.recordings, id).reduce<Recording | undefined>(
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
      const own = shownOf(byHost(context.account.recordings, user.id), context);
      return { rows: own.map((one) => recordingRow(context.account, one)) };
    },
  },
  {
    path: '/accounts/{accountId}/recordings',
    window: recordingWindow,
    echo: true,
    answer: (context) => {
      if (context.id !== 'me' && context.id !== context.account.id) throw refusal.unknownAccount(context.id);
      return { rows: shownOf(context.account.recordings, context).map(accountRecordingRow) };
    },
  },
  { path: '/meetings/{meetingId}/recordings', answer: filesOf },
];
