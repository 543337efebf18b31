import type { PageRequest } from '../../../src/engine/page-reader.js';
import type { AttemptReport } from '../../../src/engine/page-reader.js';
import { createDecode } from '../../../src/decoding/decode.js';
import type { HttpClient, HttpRequest, HttpResponse } from '../../../src/http/message.js';
import { createZoomApi } from '../../../src/zoom/api.js';
import type { ZoomApiOptions } from '../../../src/zoom/api.js';
import type { RequestShape } from '../../../src/engine/declaration.js';
import type { JsonObject } from '../../../src/json.js';
import { FakeClock } from '../http/fake-clock.js';

export const NOON = Date.UTC(2026, 10, 22, 12);

/** What is asked to find out whether the service is there. */
export const PROBE = '/users?page_size=1';

export function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    status,
    text: typeof body === 'string' ? body : JSON.stringify(body),
    header: (name) => headers[name.toLowerCase()] ?? null,
  };
}

export function tokenAnswer(value: string, expiresIn = 3_600): HttpResponse {
  return answer(200, {
    access_token: value,
    expires_in: expiresIn,
    scope: 'user:read:list_users:admin report:read:admin',
  });
}

export const usersShape: RequestShape = {
  path: '/users',
  recordsPath: 'users',
  rateLimit: 'medium',
  pool: 'main',
  pageSize: 2,
  tokenAfterEnd: false,
  encodesTwice: false,
  servedAs: { from: 'from', to: 'to' },
  moreRecords: [],
  scopes: ['user:read:list_users:admin'],
  classicScopes: ['user:read:admin'],
  content: null,
  refusals: [],
};

type Script = (request: HttpRequest, index: number) => HttpResponse | Promise<HttpResponse>;

export interface World {
  readonly clock: FakeClock;
  /** Every request in order, token requests left out. */
  readonly asked: string[];
  readonly bearers: string[];
  readonly tokenRequests: HttpRequest[];
  readonly attempts: AttemptReport[];
  readonly waits: number[];
  readonly api: ReturnType<typeof createZoomApi>;
  readonly controller: AbortController;
  /** Reads a whole list, moving time as needed. */
  readonly read: (request?: Partial<PageRequest>) => Promise<readonly JsonObject[]>;
  /** The error that reading ends with. */
  readonly failure: (request?: Partial<PageRequest>) => Promise<unknown>;
}

export interface WorldOptions extends Partial<Omit<ZoomApiOptions, 'listener'>> {
  readonly onNote?: (message: string) => void;
  readonly token?: Script;
}

/** An API without a network: the script answers, time is fake. */
export function world(script: Script, options: WorldOptions = {}): World {
  const clock = new FakeClock(NOON);
  const asked: string[] = [];
  const bearers: string[] = [];
  const tokenRequests: HttpRequest[] = [];
  const attempts: AttemptReport[] = [];
  const waits: number[] = [];
  const controller = new AbortController();
  const token = options.token ?? ((_request, index) => tokenAnswer(`token-${index}`));
  const httpClient: HttpClient = async (request) => {
    if (request.method === 'POST') {
      tokenRequests.push(request);
      return token(request, tokenRequests.length - 1);
    }
    asked.push(request.url.replace('http://zoom.test/v2', ''));
    bearers.push(request.headers['authorization'] ?? '');
    return script(request, asked.length - 1);
  };
  const api = createZoomApi({
    accountId: 'acc',
    clientId: 'id',
    clientSecret: 's3cret',
    apiUrl: 'http://zoom.test/v2',
    tokenUrl: 'http://zoom.test/oauth/token',
    plan: 'none',
    rateLimitShare: 1,
    maxConcurrency: 10,
    clock,
    random: () => 0,
    contents: { decode: createDecode(), atMost: 1_000 },
    httpClient,
    listener: {
      attempted: (report) => attempts.push(report),
      waits: (_stream, until) => waits.push(until),
      lowersLimit: () => undefined,
      notes: (message) => options.onNote?.(message),
    },
    ...options,
  });
  async function readAll(request: Partial<PageRequest>): Promise<readonly JsonObject[]> {
    const rows: JsonObject[] = [];
    const full: PageRequest = {
      stream: 'users',
      shape: usersShape,
      pathValues: {},
      query: {},
      rank: 0,
      order: 0,
      signal: controller.signal,
      ...request,
    };
    for await (const page of api.readPages(full)) rows.push(...page.rows);
    return rows;
  }
  const read = (request: Partial<PageRequest> = {}) => clock.until(readAll(request));
  const failure = (request: Partial<PageRequest> = {}): Promise<unknown> =>
    read(request).then(
      () => null,
      (error: unknown) => error,
    );
  return { clock, asked, bearers, tokenRequests, attempts, waits, api, controller, read, failure };
}
