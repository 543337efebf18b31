import { isJsonObject } from '../json.js';
import type { JsonObject } from '../json.js';

/** Other names under which a field is accepted; the field's own name wins. */
export const aliases: ReadonlyMap<string, string> = new Map([
  ['anchor_date', 'start_date'],
  ['authorization_endpoint', 'token_url'],
]);

/**
 * Turns what people and orchestrators write into what the schema means: aliases renamed, nulls and empty texts left
 * out, texts from the environment (`"true"`, `"5"`, `"[\"users\"]"`, `"users,chat"`) read as the type that the schema names. What
 * cannot be read stays as it is, for the validation to name it.
 */
export function coerceConfig(raw: JsonObject, properties: JsonObject): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    const name = aliases.get(key) ?? key;
    if (name !== key && isFilled(raw[name])) continue;
    if (!isFilled(value)) continue;
    config[name] = coerce(value, typeOf(properties[name]));
  }
  return config;
}

export function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');
}

function typeOf(schema: unknown): string | null {
  return isJsonObject(schema) && typeof schema['type'] === 'string' ? schema['type'] : null;
}

function coerce(value: unknown, type: string | null): unknown {
  if (type === 'string') return typeof value === 'number' ? String(value) : trimmed(value);
  if (typeof value !== 'string') return value;
  const text = value.trim();
  switch (type) {
    case 'integer':
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : value;
    case 'boolean':
      return booleans.get(text.toLowerCase()) ?? value;
    case 'array':
      return listed(text);
    case 'object':
      return parsed(text);
    case null:
    default:
      return value;
  }
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** A line end that came along from a file or a clipboard is the usual reason for a refused secret. */
function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

/** What comes out of a variable or a form is often a list with commas. */
function listed(text: string): unknown {
  if (/^["[{]/.test(text)) return parsed(text);
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
