import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { JsonObject, JsonValue } from '../../src/json.js';
import type { Answer, Witness } from './corpus.js';
import { witnesses } from './corpus.js';

/** A server that knows nothing of Zoom but the answers of the corpus, each at its path. */
export interface Replay {
  readonly config: JsonObject;
  /** Every answer that was given, once. */
  readonly given: ReadonlySet<Answer>;
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly body: JsonValue;
}

const token: Reply = {
  status: 200,
  body: { access_token: 'SECRET-replay-token', token_type: 'bearer', expires_in: 3600 },
};

/** What no file holds. */
const emptyList: Reply = { status: 200, body: {} };
const notThere: Reply = { status: 404, body: { code: 3001, message: 'Meeting does not exist.' } };
const isAboutOne = /^\/(report\/)?(past_)?(meetings|webinars)\//;

/**
 * Replays what one kind of witness saw. The others stand in where it saw nothing, so that each answer finds the parents
 * through which it is reached.
 */
export async function startReplay(answers: readonly Answer[], witness: Witness): Promise<Replay> {
  const order = [witness, ...witnesses.filter((other) => other !== witness)];
  const ranked = order.flatMap((wanted) => answers.filter((answer) => answer.witness === wanted));
  const given = new Set<Answer>();
  const server = createServer((request, response) => {
    const { status, body } = replyTo(request, ranked, given);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    given,
    config: {
      account_id: 'exampleAccount01',
      client_id: 'exampleClient01',
      client_secret: 'SECRET-replay-client',
      api_url: `${origin}/v2`,
      token_url: `${origin}/oauth/token`,
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function replyTo(request: IncomingMessage, ranked: readonly Answer[], given: Set<Answer>): Reply {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname === '/oauth/token') return token;
  const path = decodeURIComponent(url.pathname).replace('/v2', '');
  const answer = url.searchParams.has('next_page_token')
    ? undefined
    : ranked.find((one) => one.path === path && asksFor(url.searchParams, one.query));
  if (answer === undefined) {
    const isThere = ranked.some((one) => one.path === path);
    return isThere || !isAboutOne.test(path) ? emptyList : notThere;
  }
  given.add(answer);
  return { status: 200, body: echoing(answer.body, url.searchParams) };
}

function asksFor(asked: URLSearchParams, query: Readonly<Record<string, string>>): boolean {
  return Object.entries(query).every(([name, value]) => asked.get(name) === value);
}

/** Zoom says which window it served: the one that was asked for. */
function echoing(body: JsonObject, asked: URLSearchParams): JsonObject {
  const bounds = ['from', 'to'].filter((name) => name in body && asked.has(name));
  return { ...body, ...Object.fromEntries(bounds.map((name) => [name, asked.get(name)])) };
}
