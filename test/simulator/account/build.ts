import { writtenAnswers } from '../answers/written.js';
import { defaultOptions } from '../options.js';
import { opaqueId } from '../rng.js';
import { addChat, addPendingSenders } from './chat.js';
import { addEdges } from './edges.js';
import { addMeetings } from './meetings.js';
import { colleaguesAmong } from './model.js';
import type { Account, User } from './model.js';
import { addRecordings } from './recordings.js';
import type { Products } from '../derived/data.js';
import { Tables } from '../derived/tables.js';
import { areaSize, makeUsers, peopleTables } from './users.js';

export interface AccountPlan {
  readonly seed: number;
  readonly users: number;
  readonly hosts: number | null;
  readonly bornAt: number;
  readonly rowsAtTheEdge: boolean;
  readonly pendingSenders: boolean;
  readonly products: Products;
}

/** Lays out a whole account around `bornAt`; equal plans give equal accounts. */
export function buildAccount(plan: AccountPlan): Account {
  const { seed, users, bornAt, products } = plan;
  const people: User[] = [];
  const made = new Tables({
    seed,
    bornAt,
    area: areaSize(users),
    tables: products.tables,
    given: peopleTables(people),
    told: (table) => {
      const truth = { account: { ...account, users: then }, options: defaultOptions, now: bornAt };
      return writtenAnswers[table]?.(truth).map(({ row }) => row);
    },
  });
  people.push(...makeUsers(made, { seed, listed: users, bornAt }));
  // Tables are made when somebody first looks at them: of everybody as they were here, whatever has become of them.
  const then = people.map((user) => ({ ...user }));
  made.layOut();
  const account: Account = {
    id: opaqueId(22, seed, 'account'),
    seed,
    bornAt,
    users: people,
    colleagues: colleaguesAmong(people),
    usersBy: new Map(people.flatMap((user) => [user.id, user.email].map((key) => [key, user] as const))),
    series: new Map(),
    instances: new Map(),
    instancesOf: new Map(),
    seriesOf: new Map(),
    recordings: [],
    messages: [],
    products,
    tables: made,
    extraParticipants: new Map(),
    cache: new Map(),
  };
  const hosts = account.users.filter((user) => user.status !== 'pending');
  addMeetings(account, plan.hosts === null ? hosts : hosts.slice(0, plan.hosts));
  addRecordings(account);
  addChat(account);
  if (plan.pendingSenders) addPendingSenders(account);
  if (plan.rowsAtTheEdge) addEdges(account, hosts);
  return account;
}
