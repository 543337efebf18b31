import type { Case } from './case.js';
import type { Finding } from './finding.js';

/** One thing that is looked at. What it throws is told as its finding, and keeps no other check from its work. */
export interface Check {
  readonly name: string;
  /** Some seconds where it does not say. */
  readonly withinMs?: number;
  readonly examine: (subject: Case, signal: AbortSignal) => Promise<readonly Finding[]>;
}
