import { SourceError, errorMessage } from '../../errors.js';
import type { StreamDefinition } from '../catalog.js';
import type { Service } from '../service.js';
import type { CheckResult } from '../source.js';

export interface CheckOptions {
  /** All streams: the users are looked at, offered or not. */
  readonly definitions: readonly StreamDefinition[];
  /** Names of the streams that the catalog offers; what the others lack is nobody's concern. */
  readonly offered: ReadonlySet<string>;
  readonly service: Service;
  readonly signal: AbortSignal;
}

/** Gets access, reads one user, and compares what is permitted with what each stream needs. */
export async function check({ definitions, offered, service, signal }: CheckOptions): Promise<CheckResult> {
  try {
    const access = await service.access(signal);
    await readOneUser({ definitions, offered, service, signal });
    const streams = definitions.filter(({ declaration }) => offered.has(declaration.name));
    const unreadable = streams
      .map(({ declaration: { name, request } }) => ({ stream: name, scopes: access.lackedBy(request) }))
      .filter(({ scopes }) => scopes.length > 0);
    const message = service.wording.access.connected(streams.length, unreadable);
    return { succeeded: true, message, unreadable };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { succeeded: false, message: errorMessage(error), unreadable: [] };
  }
}

async function readOneUser({ definitions, service, signal }: CheckOptions): Promise<void> {
  const users = definitions.find(({ declaration }) => declaration.partitions !== null)?.declaration;
  if (users === undefined) return;
  const request = { ...users.request, pageSize: 1 };
  const pages = service.readPages({
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
