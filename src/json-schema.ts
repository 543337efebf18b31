import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import { isJsonObject } from './json.js';
import type { JsonObject } from './json.js';

/** One thing that is wrong with a value. */
export interface Problem {
  /** Where: `products.2`; empty for the value as a whole. */
  readonly path: string;
  /** A sentence that names the path and never the value, which may be a secret. */
  readonly message: string;
}

export type Validator = (value: unknown) => readonly Problem[];

const articles: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

/** Compiles a JSON Schema (draft 7); unknown keywords such as `airbyte_secret` are left alone. */
export function compileValidator(schema: JsonObject): Validator {
  // `verbose` gives each error the schema it stems from, where the readable hint to a pattern stands.
  const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
  ajvFormats.default(ajv);
  const validate: ValidateFunction = ajv.compile(schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map(toProblem));
}

function toProblem(error: ErrorObject): Problem {
  const missing = parameter(error, 'missingProperty');
  const parts = error.instancePath.split('/').slice(1).map(unescapePointer);
  if (missing !== null) parts.push(missing);
  const path = parts.join('.');
  return { path, message: `${path === '' ? 'The document' : path} ${predicate(error)}.` };
}

/** https://www.rfc-editor.org/rfc/rfc6901#section-4 */
function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function predicate(error: ErrorObject): string {
  const limit = parameter(error, 'limit') ?? '';
  switch (error.keyword) {
    case 'required':
      return 'is missing';
    case 'type':
      return `must be ${parameterList(error, 'type').map(article).join(' or ')}`;
    case 'enum':
      return `must be one of ${parameterList(error, 'allowedValues').join(', ')}`;
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'minLength':
    case 'minItems':
      return 'must not be empty';
    case 'pattern':
    case 'format':
      return `must look like ${hint(error)}`;
    default:
      return error.message ?? 'is not valid';
  }
}

function article(type: string): string {
  return articles[type] ?? type;
}

/** What a person can read of a pattern or format. */
function hint(error: ErrorObject): string {
  const parent: unknown = error.parentSchema;
  if (isJsonObject(parent) && typeof parent['pattern_descriptor'] === 'string') {
    return parent['pattern_descriptor'];
  }
  return parameter(error, 'format') ?? parameter(error, 'pattern') ?? 'what the schema says';
}

function parameter(error: ErrorObject, name: string): string | null {
  const value = rawParameter(error, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function parameterList(error: ErrorObject, name: string): readonly string[] {
  const value = rawParameter(error, name);
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function rawParameter(error: ErrorObject, name: string): unknown {
  const params: unknown = error.params;
  return isJsonObject(params) ? params[name] : undefined;
}
