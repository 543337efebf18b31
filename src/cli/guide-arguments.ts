import type { Guide } from './guide.js';
import { names } from './parser.js';
import { listForms } from './stream-list.js';

/** The options of what is told of streams and scopes, the same in both programs. */

export const guideOptions = {
  search: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'A word that name, product, rows, endpoint or scopes of a stream have; repeatable',
  },
  classic: { type: 'boolean', default: false, describe: 'Classic scopes, for apps that have those' },
  'app-json': { type: 'boolean', default: false, describe: "The body with which Zoom's API makes an app" },
} as const;

export const listFormat = { choices: listForms, default: 'table', describe: 'Form of the list' } as const;

export interface GuideArguments {
  readonly select?: readonly string[] | undefined;
  readonly search?: readonly string[] | undefined;
  readonly format?: (typeof listForms)[number];
  readonly classic?: boolean;
  readonly 'app-json'?: boolean;
}

export function guideOf(about: Guide['about'], given: GuideArguments): Guide {
  const select = names(given.select);
  if (about === 'streams') {
    return { about, select, search: given.search ?? [], form: given.format ?? 'table' };
  }
  const kind = given.classic === true ? 'classic' : 'granular';
  return { about, select, kind, form: given['app-json'] === true ? 'app-json' : 'text' };
}
