import type { ReadError } from '../errors.js';
import { note, problem } from './finding.js';
import type { Finding } from './finding.js';

interface Refused {
  readonly check: string;
  /** Of whom: `Zoom Phone` */
  readonly what: string;
  readonly error: ReadError;
  /** The configuration leaves out what the app may not read. */
  readonly isSkipped: boolean;
}

/** What a refusal says of whatever stands behind it. */
export function refusal({ check, what, error, isSkipped }: Refused): Finding {
  const is = `${kindOf(error)}: ${what}. ${error.message}`;
  switch (error.verdict) {
    case 'stream-unavailable':
      return note(check, is, { means: 'Its streams have no rows, and count as complete.' });
    case 'refuse-partition':
    case 'skip-item':
      return note(check, is, { means: 'That says nothing of others.' });
    case 'unauthorized':
      return isSkipped
        ? note(check, is, { means: 'Its streams are left out, as configured.' })
        : problem(check, is, { means: 'Its streams end incomplete.' });
    case 'date-out-of-range':
    case 'fail-item':
    case 'fail-stream':
    case 'restart-slice':
    case 'stop-label':
    case 'stop-run':
      return problem(check, is, { means: 'Its streams end incomplete.' });
  }
}

function kindOf({ verdict, scopes, reason }: ReadError): string {
  switch (verdict) {
    case 'stream-unavailable':
      return 'Refused for want of a plan';
    case 'unauthorized':
      return scopes.length > 0 ? 'Refused for want of a scope' : 'Refused for want of a permission';
    case 'refuse-partition':
      return 'Refused for one user';
    case 'skip-item':
      return 'Nothing there';
    case 'stop-label':
      return "The day's limit is reached";
    case 'date-out-of-range':
    case 'fail-item':
    case 'fail-stream':
    case 'restart-slice':
    case 'stop-run':
      return `No answer that can be used (${reason})`;
  }
}
