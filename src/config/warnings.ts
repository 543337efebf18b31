import type { JsonObject } from '../json.js';
import { aliases, coerceConfig, isFilled } from './coerce.js';
import { parseDate } from './dates.js';
import { nearest, suggestion } from './nearest.js';
import { loadConfigSchema, objectAt } from './spec.js';

/**
 * What is allowed and hardly meant: a sentence each, for people, and never a value. The configuration may be incomplete
 * or faulty; what is an error is told by the validation.
 */
export function settingWarnings(raw: JsonObject, now: number): readonly string[] {
  const properties = objectAt(loadConfigSchema(), 'properties');
  const known = [...Object.keys(properties), ...aliases.keys()];
  return [...unknownSettings(raw, known), ...lateStart(coerceConfig(raw, properties), now)];
}

/** Ours, though no setting of the connection: Meltano writes the settings of the plugin into the file, the log level too. */
const silent: ReadonlySet<string> = new Set(['loglevel']);

function unknownSettings(raw: JsonObject, known: readonly string[]): readonly string[] {
  const names = new Set(known);
  return Object.entries(raw)
    .filter(([name, value]) => !names.has(name) && !isInjected(name) && isFilled(value))
    .map(([name]) => unknownText(name, known));
}

/** Orchestrators keep what is theirs behind an underscore, as in `__injected_declarative_manifest`. */
function isInjected(name: string): boolean {
  return name.startsWith('_') || silent.has(name);
}

/** A secret may have ended up where a name belongs: what is shown is near to a name of ours, or made of words. */
const words = /^[a-z]{1,20}(?:[A-Z_-][a-z]{1,20}){0,5}$/;

function unknownText(name: string, known: readonly string[]): string {
  if (nearest(name, known) === null && !words.test(name)) {
    return 'A setting, whose name is not repeated here, is unknown and is ignored.';
  }
  return `${name} is no setting and is ignored${suggestion(name, known)}`;
}

function lateStart({ start_date: start }: Readonly<Record<string, unknown>>, now: number): readonly string[] {
  const instant = typeof start === 'string' ? parseDate(start, 'start') : null;
  if (instant === null || instant <= now) return [];
  return ['start_date lies in the future: until then nothing that has a date is read.'];
}
