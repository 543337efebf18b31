import type { Account, Message } from '../account/model.js';
import { ApiError, refusal } from '../api-error.js';
import { callFile, callTrouble } from './calls.js';
import { growingIndex, type Lookup } from '../growing-index.js';
import { opaqueId } from '../rng.js';
import { chatFile, secondFile } from './chat-files.js';
import { recordedFile } from './recorded.js';
import type { ServedFile } from './served-file.js';

/** Three roads to files, on the host of the API. */

export interface FileRoute {
  readonly path: string;
  /** As the log of requests names it. */
  readonly route: string;
  readonly label: string;
  readonly pool: string;
  /** Of which one is needed; none beside those of the list that shows the link. */
  readonly granular: readonly string[];
  readonly find: (account: Account, key: string, query: URLSearchParams) => ServedFile;
}

const numbersOf = (message: Message): readonly number[] => [message.ordinal, secondFile(message.ordinal)];

const keyOf = (seed: number, number: number): string => opaqueId(22, seed, 'chat file', number);

/** By the account's seed: messages by the keys of their files. */
const byKey = new Map<number, Lookup<Message, string>>();

function numberOf({ messages, seed }: Account, key: string): number | undefined {
  const lookup =
    byKey.get(seed) ??
    growingIndex((message: Message) => numbersOf(message).map((number) => keyOf(seed, number)));
  byKey.set(seed, lookup);
  return lookup(messages, key)
    .flatMap(numbersOf)
    .find((number) => keyOf(seed, number) === key);
}

const expired = new ApiError(403, 300, 'The link is not valid.');

export const fileRoutes: readonly FileRoute[] = [
  {
    path: '/rec/download/',
    route: '/rec/download/{file}',
    label: 'light',
    pool: 'main',
    granular: [],
    find: (account, key) => recordedFile(account, key) ?? missing(),
  },
  {
    path: '/file/',
    route: '/file/{file}',
    label: 'light',
    pool: 'main',
    granular: [],
    find: (account, key, query) => {
      const number = numberOf(account, key);
      if (number === undefined) return missing();
      if (query.get('jwt') !== `SECRET-file-${number}`) throw expired;
      return chatFile(number);
    },
  },
  {
    path: '/v2/phone/recording_transcript/download/',
    route: '/phone/recording_transcript/download/{recordingId}',
    label: 'light',
    pool: 'phone',
    granular: ['phone:read:recording_transcript:admin'],
    find: ({ tables }, key) => {
      const row = tables
        .rows('phone_recordings')
        .find(({ transcript_download_url: link }) => typeof link === 'string' && link.endsWith(`/${key}`));
      if (row === undefined) return missing();
      const id = typeof row['id'] === 'string' ? row['id'] : '';
      const trouble = callTrouble(id);
      if (trouble === 'none') throw new ApiError(400, 12_001, 'Transcription is disabled.');
      if (trouble === 'never') throw new ApiError(400, 12_000, 'This recording cannot be transcribed.');
      return callFile(id);
    },
  },
];

function missing(): never {
  throw refusal.unknownPath();
}

export function fileRouteOf(path: string): FileRoute | undefined {
  return fileRoutes.find((route) => path.startsWith(route.path));
}
