import type { StreamDefinition } from '../../src/engine/catalog.js';
import type { PageReader } from '../../src/engine/page-reader.js';
import type { HttpClient } from '../../src/http/message.js';
import { loadDefinitions } from '../../src/offline-catalog.js';
import type { StreamDeclaration } from '../../src/engine/declaration.js';
import type { StreamName } from '../../src/streams/define-stream.js';
import type { SimulatorOptions } from '../simulator/index.js';
import type { EngineRun } from '../support/engine.js';

/** Errors that a declaration could hold, as data. */

type Change = (declaration: StreamDeclaration) => StreamDeclaration;
export type Planted = Pick<EngineRun, 'definitions' | 'wrapClient' | 'wrapReader' | 'lookbackDays'>;

export interface Fault {
  readonly title: string;
  /** The stream whose rows go wrong. */
  readonly stream: StreamName;
  readonly plant: Planted;
  readonly account?: Partial<SimulatorOptions>;
  /** True: only a second sync, after late rows, shows it. */
  readonly late?: true;
}

export function changed(stream: StreamName, change: Change): Planted {
  const definitions: readonly StreamDefinition[] = loadDefinitions().map((definition) =>
    definition.declaration.name === stream
      ? { ...definition, declaration: change(definition.declaration) }
      : definition,
  );
  return { definitions };
}

export function partitionedBy(partition: Readonly<Record<string, string>>): Change {
  return (declaration) => ({
    ...declaration,
    parents: declaration.parents.map((parent) => ({ ...parent, partition })),
  });
}

export function withoutPass(name: string, value: string): Change {
  return (declaration) => ({
    ...declaration,
    variants: declaration.variants.filter((variant) => variant[name] !== value),
  });
}

/** Windows of so many days, and nobody who looks at what was served instead. */
function wide(stream: StreamName, maxDays: number): Planted {
  const blind = (reader: PageReader): PageReader =>
    async function* (request) {
      for await (const page of reader(request)) yield { ...page, served: {} };
    };
  return {
    ...changed(stream, (one) => ({
      ...one,
      window: one.window === null ? null : { ...one.window, maxDays },
    })),
    wrapReader: blind,
  };
}

export const encodedOnce =
  (client: HttpClient): HttpClient =>
  (request) =>
    client({ ...request, url: request.url.replaceAll('%25', '%') });

export const faults: readonly Fault[] = [
  {
    title: 'uuids encoded once',
    stream: 'report_meeting_participants',
    plant: { wrapClient: encodedOnce },
  },
  {
    title: 'the numeric id in the place of the uuid',
    stream: 'report_meeting_details',
    plant: changed('report_meeting_details', partitionedBy({ meeting_uuid: 'id' })),
  },
  {
    title: 'inactive users left out',
    stream: 'users',
    plant: changed('users', withoutPass('status', 'inactive')),
  },
  {
    title: 'what inactive users hosted left out',
    stream: 'recordings',
    plant: changed('users', withoutPass('status', 'inactive')),
  },
  {
    title: 'denied registrants left out',
    stream: 'meeting_registrants',
    plant: changed('meeting_registrants', withoutPass('status', 'denied')),
  },
  {
    title: 'meetings of a single person left out',
    stream: 'report_meetings',
    plant: changed('report_meetings', withoutPass('type', 'pastOne')),
  },
  {
    title: 'windows of ninety days',
    stream: 'report_meetings',
    plant: wide('report_meetings', 90),
  },
  {
    title: 'account-wide windows of ninety days',
    stream: 'account_recordings',
    plant: wide('account_recordings', 90),
  },
  {
    title: 'a shorter history than Zoom keeps',
    stream: 'report_meetings',
    plant: changed('report_meetings', (one) => ({ ...one, retention: { months: 2 } })),
  },
  {
    title: 'a wrong recordsPath',
    stream: 'past_webinar_instances',
    plant: changed('past_webinar_instances', (one) => ({
      ...one,
      request: { ...one.request, recordsPath: 'instances' },
    })),
  },
  {
    title: 'a wrong filter of the parent rows',
    stream: 'report_webinars',
    plant: changed('report_webinars', (one) => ({
      ...one,
      parents: one.parents.map((parent) => ({ ...parent, where: [{ field: 'type', in: [5] }] })),
    })),
  },
  {
    title: 'a wrong field of the parent',
    stream: 'role_members',
    plant: changed('role_members', partitionedBy({ role_id: 'name' })),
  },
  {
    title: 'a road left out',
    stream: 'past_meeting_instances',
    plant: changed('past_meeting_instances', (one) => ({ ...one, parents: one.parents.slice(0, 1) })),
  },
  {
    title: 'pages larger than Zoom allows',
    stream: 'channels',
    plant: changed('channels', (one) => ({ ...one, request: { ...one.request, pageSize: 500 } })),
    account: { pageSizeOver: 'refuse' },
  },
  {
    title: 'pages that are not turned',
    stream: 'account_recordings',
    plant: {
      wrapReader: (reader) =>
        async function* (request) {
          for await (const page of reader(request)) {
            yield page;
            return;
          }
        },
    },
    account: { pageSizeCap: 2 },
  },
  {
    title: 'messages in the lists of all their readers',
    stream: 'chat_messages',
    plant: changed('chat_messages', (one) => ({ ...one, owner: null })),
  },
  {
    title: 'a search for messages with a parameter that excludes it',
    stream: 'chat_messages',
    plant: changed('chat_messages', (one) => ({
      ...one,
      query: { ...one.query, include_deleted_and_edited_message: 'true' },
    })),
  },
  {
    title: 'a key that does not tell rows apart',
    stream: 'user_channels',
    plant: changed('user_channels', (one) => ({ ...one, primaryKey: ['user_id'] })),
  },
  {
    title: 'a cursor that does not move with what is late',
    stream: 'report_meetings',
    plant: changed('report_meetings', (one) => ({ ...one, cursorField: 'start_time' })),
    late: true,
  },
  {
    title: 'no lookback',
    stream: 'report_meetings',
    plant: { lookbackDays: 0 },
    late: true,
  },
];
