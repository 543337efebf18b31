import { addMonths, day, hour, minute, startOfDay } from '../time.js';
import { addMessage } from './chat.js';
import { addOccurrence } from './meetings.js';
import { addSeries } from './model.js';
import type { Account, User } from './model.js';

/** What lies around the edge of six months, and around this very day: which of it is served is the API's business. */

const hours = [0, 0.25, 9, 13, 23.75];

/** Moments of the days around exactly six months ago. */
export function edgeMoments(bornAt: number): readonly number[] {
  const edge = addMonths(startOfDay(bornAt), -6);
  return [-2, -1, 0, 1, 2, 3].flatMap((days) => hours.map((one) => edge + days * day + one * hour));
}

export function addEdges(account: Account, hosts: readonly User[]): void {
  for (const host of hosts.filter(({ index }) => index % 3 === 0)) {
    const ordinal = account.series.size;
    const series = addSeries(account, {
      kind: 'meeting',
      id: 83_000_000_000 + ordinal,
      hostId: host.id,
      type: 8,
      topic: `At the edge ${ordinal}`,
      createdAt: account.bornAt - 300 * day,
      durationMinutes: 30,
      registration: false,
      polls: true,
      occurrences: [],
      ordinal,
      listed: false,
    });
    for (const endAt of edgeMoments(account.bornAt)) {
      addOccurrence(account, series, { startAt: endAt - 30 * minute, endAt });
    }
  }
  for (const at of edgeMoments(account.bornAt)) addMessage(account, at);
  account.messages.sort((left, right) => left.at - right.at);
}
