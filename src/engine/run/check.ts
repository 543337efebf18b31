import { SourceError, errorMessage } from '../../errors.js';
import type { StreamDefinition } from '../catalog.js';
import type { PageReader } from '../page-reader.js';
import type { CheckResult, UnreadableStream } from '../source.js';
import type { AccessWording } from '../wording.js';

export interface CheckOptions {
  /** All streams: the users are looked at, offered or not. */
  readonly definitions: readonly StreamDefinition[];
  /** Names of the streams that the catalog offers; the others' scopes are nobody's concern. */
  readonly offered: ReadonlySet<string>;
  readonly readPages: PageReader;
  readonly grantedScopes: (signal: AbortSignal) => Promise<ReadonlySet<string>>;
  readonly wording: AccessWording;
  readonly signal: AbortSignal;
}

/** Gets a token, reads one user, and compares the granted scopes with what each stream needs. */
export async function check(options: CheckOptions): Promise<CheckResult> {
  try {
    const granted = await options.grantedScopes(options.signal);
    await readOneUser(options);
    const offered = options.definitions.filter(({ declaration }) => options.offered.has(declaration.name));
    const unreadable = unreadableStreams(offered, granted);
    return { succeeded: true, message: options.wording.connected(offered.length, unreadable), unreadable };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { succeeded: false, message: errorMessage(error), unreadable: [] };
  }
}

async function readOneUser({ definitions, readPages, signal }: CheckOptions): Promise<void> {
  const users = definitions.find(({ declaration }) => declaration.partitions !== null)?.declaration;
  if (users === undefined) return;
  const request = { ...users.request, pageSize: 1 };
  const pages = readPages({
    stream: users.name,
    shape: request,
    pathValues: {},
    query: users.query,
    rank: 0,
    order: 0,
    signal,
  });
  for await (const page of pages) {
    if (page.rows.length >= 0) break;
  }
}

/** Granular and classic scopes are alternatives: any one of a stream's suffices. */
export function unreadableStreams(
  definitions: readonly StreamDefinition[],
  granted: ReadonlySet<string>,
): readonly UnreadableStream[] {
  if (granted.size === 0) return [];
  return definitions.flatMap(({ declaration: { name, request } }) => {
    const enough = [...request.scopes, ...request.classicScopes];
    if (enough.length === 0 || enough.some((scope) => granted.has(scope))) return [];
    return [{ stream: name, scopes: request.scopes.length > 0 ? request.scopes : request.classicScopes }];
  });
}
