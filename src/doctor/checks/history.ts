import type { StreamDeclaration } from '../../engine/declaration.js';
import { closesRoad } from '../../engine/plan/closed-road.js';
import { beginningsOf } from '../../engine/plan/roads.js';
import { ReadError } from '../../errors.js';
import { declarationsRead } from '../../offline-guide.js';
import { meetingsOfHistory, meetingsOfUsers } from '../../streams/index.js';
import { askForOne } from '../ask.js';
import type { Case } from '../case.js';
import type { Check } from '../check.js';
import { note, ok } from '../finding.js';
import type { Finding } from '../finding.js';

const name = 'History';

/** By which road past meetings would be found. */
export const history: Check = {
  name,
  examine: async (subject, signal) => {
    const { pastMeetingsFrom: road } = await subject.validSettings();
    const begins = await beginning(subject);
    if (begins === null) return [];
    if (road === meetingsOfUsers.road)
      return [note(name, 'past_meetings_from is per_user: every user is asked.', spareable)];
    try {
      await askForOne(subject, begins, { signal });
      const proof = road === 'auto' ? '; the first sync compares a sample of hosts with it' : '';
      return [
        ok(name, `The account's history is open${proof}. Only those who hosted something new are asked.`),
      ];
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      const { message } = error;
      return [closesRoad(error) ? closed(error) : note(name, `Whether it is open nobody knows: ${message}`)];
    }
  },
};

function closed({ message, scopes }: ReadError): Finding {
  return note(name, `The account's history is closed. ${message}`, {
    means: 'Past meetings are read per user: a request for each and month, news or not.',
    advice:
      scopes.length === 0 ? undefined : `Grant ${scopes.join(' or ')}: a sync then takes far fewer requests.`,
  });
}

const spareable = { advice: 'With auto it takes far fewer requests, where few users host.' };

/** What the shorter road begins with; null where nothing selected goes by it. */
async function beginning(subject: Case): Promise<StreamDeclaration | null> {
  const streams = await subject.selected();
  const { read } = declarationsRead({
    streams,
    pastMeetingsFrom: meetingsOfHistory.road,
    recordingsFrom: 'per_user',
  });
  const names = new Set(read.flatMap((one) => beginningsOf(one, meetingsOfHistory)));
  return read.find((one) => names.has(one.name)) ?? null;
}
