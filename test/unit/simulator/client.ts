import { isJsonObject } from '../../../src/json.js';
import type { JsonObject } from '../../../src/json.js';
import type { Simulator } from '../../simulator/index.js';

/** The plainest client of the simulator: no retries, no waiting, everything visible. */

export interface Reply {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Headers;
  readonly text: string;
}

async function toReply(response: Response): Promise<Reply> {
  const text = await response.text();
  let body: unknown = {};
  try {
    body = JSON.parse(text);
  } catch {
    body = {};
  }
  return { status: response.status, body: isJsonObject(body) ? body : {}, headers: response.headers, text };
}

export interface TokenCall {
  readonly secret?: string;
  readonly client?: string;
  readonly account?: string;
  readonly grant?: string;
  readonly style?: 'body' | 'query';
}

export async function askToken(simulator: Simulator, call: TokenCall = {}): Promise<Reply> {
  const { config } = simulator;
  const pair = `${call.client ?? config.client_id}:${call.secret ?? config.client_secret}`;
  const parameters = new URLSearchParams({
    grant_type: call.grant ?? 'account_credentials',
    account_id: call.account ?? config.account_id,
  });
  const inQuery = call.style === 'query';
  const url = inQuery ? `${simulator.tokenUrl}?${parameters.toString()}` : simulator.tokenUrl;
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
    ...(inQuery ? {} : { body: parameters }),
  });
  return toReply(response);
}

export interface Client {
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Reply>;
  /** All rows of a list, to its last page; [] where the reply is a refusal. */
  list(path: string, key: string, query?: Readonly<Record<string, string>>): Promise<JsonObject[]>;
}

export async function signIn(simulator: Simulator): Promise<Client> {
  const token = textOf((await askToken(simulator)).body, 'access_token');
  const get: Client['get'] = async (path, query = {}) => {
    const text = new URLSearchParams(query).toString();
    const url = `${simulator.apiUrl}${path}${text === '' ? '' : `?${text}`}`;
    return toReply(await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' }));
  };
  const list: Client['list'] = async (path, key, query = {}) => {
    const rows: JsonObject[] = [];
    let pageToken = '';
    do {
      const page = await get(path, pageToken === '' ? query : { ...query, next_page_token: pageToken });
      const found = page.body[key];
      if (Array.isArray(found)) rows.push(...found.filter(isJsonObject));
      const next = page.body['next_page_token'];
      pageToken = typeof next === 'string' ? next : '';
    } while (pageToken !== '');
    return rows;
  };
  return { get, list };
}

/** The field as text; empty where it is neither text nor number. */
export function textOf(row: JsonObject | undefined, key: string): string {
  const value = row?.[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Encoded twice, which Zoom understands for every uuid. */
export function twice(uuid: string): string {
  return encodeURIComponent(encodeURIComponent(uuid));
}
