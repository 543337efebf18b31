import { addressFault, isLoopback } from './addresses.js';
import { parseDate } from './dates.js';
import type { DayEdge } from './dates.js';

/** The configuration after coercion; the rule's own fields have passed the schema. */
type Candidate = Readonly<Record<string, unknown>>;

export interface Rule {
  readonly fields: readonly string[];
  /** A sentence, or null when all is well. */
  readonly fault: (config: Candidate) => string | null;
}

/** What JSON Schema cannot say. */
export const rules: readonly Rule[] = [
  { fields: ['start_date'], fault: (config) => dateFault(config, 'start_date', 'start') },
  { fields: ['end_date'], fault: (config) => dateFault(config, 'end_date', 'end') },
  { fields: ['start_date', 'end_date'], fault: orderFault },
  { fields: ['api_url'], fault: (config) => urlFault(config, 'api_url') },
  { fields: ['token_url'], fault: (config) => urlFault(config, 'token_url') },
  { fields: ['plan', 'api_url'], fault: planFault },
];

function text(config: Candidate, field: string): string | null {
  const value = config[field];
  return typeof value === 'string' ? value : null;
}

function instant(config: Candidate, field: string, edge: DayEdge): number | null {
  const value = text(config, field);
  return value === null ? null : parseDate(value, edge);
}

function dateFault(config: Candidate, field: string, edge: DayEdge): string | null {
  if (text(config, field) === null || instant(config, field, edge) !== null) return null;
  return `${field} names a day or time that does not exist.`;
}

function orderFault(config: Candidate): string | null {
  const start = instant(config, 'start_date', 'start');
  const end = instant(config, 'end_date', 'end');
  return start !== null && end !== null && end < start ? 'end_date must not be before start_date.' : null;
}

function urlFault(config: Candidate, field: string): string | null {
  const fault = addressFault(text(config, field) ?? '');
  return fault === null ? null : `${field} ${fault}.`;
}

function planFault(config: Candidate): string | null {
  if (text(config, 'plan') !== 'none' || isLoopback(text(config, 'api_url') ?? '')) return null;
  return 'plan must not be none: that is only for a test server on this machine, named in api_url.';
}
