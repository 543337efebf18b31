import { streamDeclarations } from '../../src/streams/index.js';
import type { Bodies, Workload } from './bodies.js';
import { userId } from './bodies.js';

const token = JSON.stringify({
  access_token: 'bench',
  token_type: 'bearer',
  expires_in: 3600,
  // All of them: what the token lacks would not be asked for.
  scope: [...new Set(streamDeclarations.flatMap(({ request }) => request.scopes))].join(' '),
});

function response(body: string, status = '200 OK'): Buffer {
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json;charset=UTF-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.from(head + body);
}

const pageSize = /[?&]page_size=(\d+)/;
const pageToken = /[?&]next_page_token=(\d+)/;
const userPath = /^\/v2\/(?:report\/|chat\/)?users\/([^/?]+)\/([a-z]+)/;

/** Chooses whole responses, head included; none is made while requests come in. */
export class Answers {
  readonly #token = response(token);
  readonly #gone = response('{"code":3001,"message":"Meeting does not exist."}', '404 Not Found');
  readonly #empty: Buffer;
  readonly #unreadable: Buffer;
  readonly #meetings: readonly Buffer[];
  readonly #participants: Buffer;
  readonly #reports = new Map<string, Buffer>();
  readonly #userPages = new Map<number, readonly Buffer[]>();
  readonly #failing = new Set<string>();

  constructor(
    private readonly bodies: Bodies,
    { users, failEvery }: Workload,
  ) {
    this.#empty = response(bodies.empty);
    this.#unreadable = response(bodies.unreadable);
    this.#meetings = bodies.meetingPages.map((body) => response(body));
    this.#participants = response(bodies.participants);
    for (let index = 0; index < users; index += 1) {
      this.#reports.set(userId(index), response(bodies.reportOf(index)));
      if (failEvery > 0 && index % failEvery === 0) this.#failing.add(userId(index));
    }
    this.#pagesOf(300);
  }

  answer(path: string): Buffer {
    if (path.startsWith('/oauth/')) return this.#token;
    if (path.startsWith('/v2/users?')) return this.#users(path);
    const [, user = '', list = ''] = userPath.exec(path) ?? [];
    if (user !== '') return this.#failing.has(user) ? this.#unreadable : this.#listOf(user, list, path);
    if (path.startsWith('/v2/report/') && path.includes('/participants')) return this.#participants;
    return isList(path) ? this.#empty : this.#gone;
  }

  #users(path: string): Buffer {
    if (!path.includes('status=active')) return this.#empty;
    const size = Number(pageSize.exec(path)?.[1] ?? 30);
    return this.#pagesOf(size)[tokenIn(path)] ?? this.#empty;
  }

  #pagesOf(size: number): readonly Buffer[] {
    const pages = this.#userPages.get(size) ?? this.bodies.userPages(size).map((body) => response(body));
    this.#userPages.set(size, pages);
    return pages;
  }

  #listOf(user: string, list: string, path: string): Buffer {
    if (list !== 'meetings') return this.#empty;
    if (path.startsWith('/v2/report/')) {
      return path.includes('type=past&') || path.endsWith('type=past')
        ? (this.#reports.get(user) ?? this.#empty)
        : this.#empty;
    }
    return path.includes('type=scheduled') ? (this.#meetings[tokenIn(path)] ?? this.#empty) : this.#empty;
  }
}

function tokenIn(path: string): number {
  return Number(pageToken.exec(path)?.[1] ?? 0);
}

/** Everything else is a single object, and there is none. */
function isList(path: string): boolean {
  return /\/(participants|polls|qa|instances|registrants|recordings|channels|members|groups|roles|tracking_fields)\b/.test(
    path,
  );
}
