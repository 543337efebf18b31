import { isJsonObject } from '../../src/json.js';
import type { JsonObject, JsonValue } from '../../src/json.js';

/** The keywords that a schema uses, with how often; names of properties do not count. */
export function keywordsIn(schema: JsonObject): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const walk = (value: JsonValue): void => {
    if (Array.isArray(value)) value.forEach((item: JsonValue) => walk(item));
    if (!isJsonObject(value)) return;
    for (const [keyword, content] of Object.entries(value)) {
      counts[keyword] = (counts[keyword] ?? 0) + 1;
      if (keyword === 'properties' && isJsonObject(content)) Object.values(content).forEach(walk);
      else walk(content);
    }
  };
  walk(schema);
  return counts;
}
