import type { JsonObject, JsonValue } from '../../../src/json.js';
import type { Account } from '../account/model.js';
import type { AnswerKey, Known } from '../answers/world.js';
import type { EndpointData, ParentData } from './data.js';
import { endpoints } from './products.js';
import { holds, selectRows } from './select.js';

/** What every answer of one parent must bring, with the parent's keys under the connector's names for them. */
function knownOf(account: Account, { select }: EndpointData, parent: JsonObject): readonly Known[] {
  const inherited: Record<string, JsonValue> = {};
  for (const [name, column] of Object.entries(select.parent?.adds ?? {}))
    inherited[name] = parent[column] ?? null;
  return selectRows({ tables: account.tables, select, parent }).map(({ row, at }) => ({
    row: { ...row, ...inherited },
    at,
  }));
}

function parentsOf(account: Account, parent: ParentData | undefined): readonly JsonObject[] {
  if (parent === undefined) return [{}];
  const { table, where = [] } = parent;
  return account.tables.rows(table).filter((row) => where.every((condition) => holds(condition, row, {})));
}

/** The rows of each list that must be asked for: one list, or one for each parent. */
export function listsOf(account: Account, endpoint: EndpointData): readonly (readonly Known[])[] {
  return parentsOf(account, endpoint.select.parent).map((parent) => knownOf(account, endpoint, parent));
}

const answerOf =
  (endpoint: EndpointData): AnswerKey =>
  ({ account }) =>
    listsOf(account, endpoint).flat();

const all = [...endpoints.values()];

export const derivedAnswers: Readonly<Record<string, AnswerKey>> = Object.fromEntries(
  all.map((endpoint) => [endpoint.stream, answerOf(endpoint)]),
);

export const derivedIdentities: Readonly<Record<string, readonly (readonly string[])[]>> = Object.fromEntries(
  all.map(({ stream, identity }) => [stream, identity]),
);
