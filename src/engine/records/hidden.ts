import { isJsonArray, type JsonObject, type JsonValue } from '../../json.js';
import { fieldsBefore, put } from './fields.js';

/** What is not for the eyes of whoever reads a destination, or a log. */
export interface Secrets {
  /** Names of fields that hold secrets, at any depth. */
  readonly fields: ReadonlySet<string>;
  /** Takes out of the links in a text what opens something; gives back the text itself where there is nothing. */
  readonly clean: (text: string) => string;
  /** True where the configuration wants them in catalog and records. They stay out of logs all the same. */
  readonly areKept: boolean;
}

/** What a secret's name stands for elsewhere: that one must be set, say, in the settings of an account. */
export function isSecret(name: string, value: JsonValue, hidden: ReadonlySet<string>): boolean {
  return hidden.has(name) && typeof value !== 'boolean';
}

/** Without secrets, however deep. What need not change is given back itself. */
export function withoutSecrets(value: JsonValue, secrets: Secrets): JsonValue {
  if (typeof value === 'string') return secrets.clean(value);
  if (typeof value !== 'object' || value === null) return value;
  return isJsonArray(value) ? listWithout(value, secrets) : objectWithout(value, secrets);
}

function listWithout(list: readonly JsonValue[], secrets: Secrets): readonly JsonValue[] {
  let copy: JsonValue[] | null = null;
  for (const [index, item] of list.entries()) {
    const cleaned = withoutSecrets(item, secrets);
    if (copy === null && cleaned !== item) copy = list.slice(0, index);
    copy?.push(cleaned);
  }
  return copy ?? list;
}

export function objectWithout(object: JsonObject, secrets: Secrets): JsonObject {
  let copy: Record<string, JsonValue> | null = null;
  for (const name of Object.keys(object)) {
    const item = object[name] ?? null;
    const isHidden = isSecret(name, item, secrets.fields);
    const cleaned = isHidden ? null : withoutSecrets(item, secrets);
    if (isHidden || cleaned !== item) copy ??= fieldsBefore(name, object);
    if (copy !== null && !isHidden) put(copy, name, cleaned);
  }
  return copy ?? object;
}
