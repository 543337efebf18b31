import type { JsonObject } from '../../src/json.js';

/** An account without rules: what each address answers is written down before the first request. */
export interface Workload {
  readonly users: number;
  /** Rows of one page of a list. */
  readonly rows: number;
  /** Pages of each user's list of scheduled meetings. */
  readonly pages: number;
  /** Instances in the report of each user. */
  readonly instances: number;
  /** One in so many users has lists that cannot be read; 0: none. */
  readonly failEvery: number;
}

const id = (text: string, index: number): string =>
  `${text}${index.toString(36).padStart(6, '0')}`.padEnd(22, 'Q');

export function userId(index: number): string {
  return id('Ux', index);
}

function userRow(index: number): JsonObject {
  return {
    id: userId(index),
    first_name: 'Chloé',
    last_name: `Eriksen ${index}`,
    display_name: `Chloé Eriksen ${index}`,
    email: `person.${index}@example.com`,
    type: 2,
    status: 'active',
    verified: 1,
    pmi: 2_200_000_000 + index,
    timezone: 'Europe/Berlin',
    role_id: '2',
    dept: 'Engineering',
    group_ids: ['RSMaSp8sTEGK0_oamiA2_w'],
    login_types: [1, 100],
    plan_united_type: '1',
    created_at: '2024-03-04T09:00:00Z',
    user_created_at: '2024-03-01T09:00:00Z',
    last_login_time: '2026-10-30T11:12:13Z',
    last_client_version: '6.2.0.1234(mac)',
  };
}

/** A row of /users/{id}/meetings. */
function meetingRow(index: number): JsonObject {
  return {
    uuid: `${id('Mt', index)}==`,
    id: 81_000_000_000 + index,
    host_id: userId(0),
    topic: `Weekly review of the plan, part ${index}`,
    agenda: 'What was done, what is next, and who needs help.',
    type: 8,
    duration: 45,
    timezone: 'Europe/Berlin',
    start_time: '2026-12-01T09:00:00Z',
    created_at: '2026-09-01T08:00:00Z',
    join_url: `https://example.zoom.us/j/${81_000_000_000 + index}?pwd=c2VjcmV0`,
  };
}

/** A row of /report/users/{id}/meetings; `endedAt` keeps it inside the wanted range whenever the benchmark runs. */
function reportRow(user: number, index: number, endedAt: number): JsonObject {
  return {
    uuid: `${id(`R${user.toString(36)}x`, index)}==`,
    id: 82_000_000_000 + user * 1_000 + index,
    topic: `Review ${index}`,
    type: 2,
    user_name: 'Chloé Eriksen',
    user_email: `person.${user}@example.com`,
    start_time: new Date(endedAt - 3_600_000).toISOString().replace('.000', ''),
    end_time: new Date(endedAt).toISOString().replace('.000', ''),
    duration: 60,
    total_minutes: 240,
    participants_count: 4,
    dept: 'Engineering',
    source: 'Zoom',
  };
}

/** A row of /report/meetings/{uuid}/participants. */
function participantRow(index: number): JsonObject {
  return {
    id: userId(index),
    user_id: String(16_778_240 + index * 1_024),
    name: `Grace Haddad ${index}`,
    user_email: `grace.${index}@example.com`,
    join_time: '2026-11-10T09:00:05Z',
    leave_time: '2026-11-10T09:58:40Z',
    duration: 3_515,
    registrant_id: `abc${index}`,
    failover: false,
    status: 'in_meeting',
    customer_key: '',
    bo_mtg_id: '',
    participant_user_id: '',
  };
}

const range = (from: number, size: number): readonly number[] =>
  Array.from({ length: size }, (_, step) => from + step);

interface ListPart {
  readonly key: string;
  readonly rows: readonly JsonObject[];
  readonly next: number | null;
  readonly size: number;
}

function listBody({ key, rows, next, size }: ListPart): string {
  return JSON.stringify({
    page_size: size,
    total_records: rows.length,
    next_page_token: next === null ? '' : String(next),
    [key]: rows,
  });
}

/** Bodies by what they answer; a list's pages are numbered from 0, and its page tokens are those numbers. */
export interface Bodies {
  userPages(size: number): readonly string[];
  readonly meetingPages: readonly string[];
  reportOf(user: number): string;
  readonly participants: string;
  readonly empty: string;
  /** No list where rows should be. */
  readonly unreadable: string;
}

const day = 86_400_000;

export function buildBodies(workload: Workload, now: number): Bodies {
  const { users, rows, pages, instances } = workload;
  const endedAt = Math.floor(now / day) * day - 10 * day;
  const numbered = (length: number, build: (page: number) => ListPart): readonly string[] =>
    range(0, length).map((page) => listBody(build(page)));
  const next = (page: number, length: number): number | null => (page + 1 < length ? page + 1 : null);
  return {
    userPages: (size) => {
      const length = Math.max(1, Math.ceil(users / size));
      return numbered(length, (page) => ({
        key: 'users',
        rows: range(page * size, Math.min(size, users - page * size)).map(userRow),
        next: next(page, length),
        size,
      }));
    },
    meetingPages: numbered(pages, (page) => ({
      key: 'meetings',
      rows: range(page * rows, rows).map(meetingRow),
      next: next(page, pages),
      size: rows,
    })),
    reportOf: (user) => {
      const held = range(0, instances).map((index) => reportRow(user, index, endedAt + index * 60_000));
      return listBody({ key: 'meetings', rows: held, next: null, size: 300 });
    },
    participants: listBody({
      key: 'participants',
      rows: range(0, rows).map(participantRow),
      next: null,
      size: 300,
    }),
    empty: '{"page_size":300,"total_records":0,"next_page_token":""}',
    unreadable: '{"meetings":"x","webinars":"x","channels":"x","messages":"x"}',
  };
}
