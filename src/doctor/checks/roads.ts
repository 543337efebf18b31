import type { Settings } from '../../config/settings.js';
import type { RoadName, StreamDeclaration } from '../../engine/declaration.js';
import { closesRoad } from '../../engine/plan/closed-road.js';
import { beginningsOf } from '../../engine/plan/roads.js';
import { ReadError } from '../../errors.js';
import { declarationsRead } from '../../offline-guide.js';
import { meetingsOfHistory, recordingsOfAccount } from '../../streams/index.js';
import { askForOne } from '../ask.js';
import type { Case } from '../case.js';
import type { Check } from '../check.js';
import { note, ok } from '../finding.js';
import type { Finding } from '../finding.js';

interface Road {
  readonly name: string;
  readonly short: RoadName;
  readonly chosen: (settings: Settings) => string;
  /** The list that the short road begins with, who hosts or records, and what is then read of whom. */
  readonly list: string;
  readonly sample: string;
  readonly asked: string;
  readonly closed: string;
  readonly few: string;
}

/** By which road past meetings would be found. */
export const history = roadCheck({
  name: 'History',
  short: meetingsOfHistory,
  chosen: ({ pastMeetingsFrom }) => pastMeetingsFrom,
  list: "The account's history",
  sample: 'hosts',
  asked: 'Only those who hosted something new are asked.',
  closed: 'Past meetings are read per user: a request for each and month, news or not.',
  few: 'With auto it takes far fewer requests, where few users host.',
});

/** By which road recordings would be found. */
export const recordings = roadCheck({
  name: 'Recordings',
  short: recordingsOfAccount,
  chosen: ({ recordingsFrom }) => recordingsFrom,
  list: "The account's list of recordings",
  sample: 'users',
  asked: 'Only those with new recordings are asked.',
  closed: 'Recordings are read per user: a request for each and month, news or not.',
  few: 'With auto it takes far fewer requests, where few users record.',
});

function roadCheck(road: Road): Check {
  const { name, list, short } = road;
  return {
    name,
    examine: async (subject, signal) => {
      const chosen = road.chosen(await subject.validSettings());
      const begins = await beginning(subject, short);
      if (begins === null) return [];
      if (chosen === 'per_user')
        return [note(name, `${short.family} is per_user: every user is asked.`, { advice: road.few })];
      try {
        await askForOne(subject, begins, { signal });
        const proof = chosen === 'auto' ? `; the first sync compares a sample of ${road.sample} with it` : '';
        return [ok(name, `${list} is open${proof}. ${road.asked}`)];
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
        const { message } = error;
        return [
          closesRoad(error) ? closed(road, error) : note(name, `${list} may be open or not: ${message}`),
        ];
      }
    },
  };
}

function closed({ name, list, closed: means }: Road, { message, scopes }: ReadError): Finding {
  return note(name, `${list} is closed. ${message}`, {
    means,
    advice:
      scopes.length === 0 ? undefined : `Grant ${scopes.join(' or ')}: a sync then takes far fewer requests.`,
  });
}

/** What the short road begins with; null where nothing selected goes by it. */
async function beginning(subject: Case, short: RoadName): Promise<StreamDeclaration | null> {
  const streams = await subject.selected();
  const { read } = declarationsRead({
    streams,
    pastMeetingsFrom: meetingsOfHistory.road,
    recordingsFrom: recordingsOfAccount.road,
  });
  const names = new Set(read.flatMap((one) => beginningsOf(one, short)));
  return read.find((one) => names.has(one.name)) ?? null;
}
