import { parseDate, type DayEdge } from '../config/dates.js';
import type { Repair } from '../engine/catalog.js';
import { SourceError } from '../errors.js';
import { file, last, names } from './parser.js';

/** The list whose rows --only-users names. */
const users = 'users';

export const repairOptions = {
  'only-users': {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'Read only of these users again, by id or address; the state stays as it is. Repeatable',
  },
  from: { ...file, describe: 'Read again from this day or time (UTC) on; the state stays as it is' },
  to: { ...file, describe: 'Read again up to this day or time (UTC); the state stays as it is' },
} as const;

export interface RepairArguments {
  readonly 'only-users'?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export function isRepair({ from, to, ...given }: RepairArguments): boolean {
  return [from, to, given['only-users']].some((option) => option !== undefined);
}

/** What is to be read again; null where nobody asked for that. */
export function repairIn(given: RepairArguments): Repair | null {
  const from = dateIn(given.from, 'from', 'start');
  const to = dateIn(given.to, 'to', 'end');
  const named = names(given['only-users']);
  if (named !== null && named.length === 0) throw wrongOption('--only-users names nobody.');
  if (from === null && to === null && named === null) return null;
  if (from !== null && to !== null && from > to) throw wrongOption('--from lies after --to.');
  return { only: named === null ? null : { list: users, names: named }, from, to };
}

function dateIn(given: string | undefined, option: string, edge: DayEdge): number | null {
  if (given === undefined) return null;
  const date = parseDate(last(given), edge);
  if (date !== null) return date;
  throw wrongOption(`--${option} must be a day, as in 2026-11-22, or a time, as in 2026-11-22T10:00:00Z.`);
}

function wrongOption(message: string): SourceError {
  return new SourceError(message, { failureType: 'config_error' });
}
