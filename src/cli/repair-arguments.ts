import { parseDate, type DayEdge } from '../config/dates.js';
import type { Settings } from '../config/settings.js';
import type { Repair } from '../engine/catalog.js';
import type { LogLevel } from '../engine/events.js';
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

/** What the dates of a repair meet with. */
export interface RepairSurroundings {
  readonly settings: Pick<Settings, 'startDate' | 'endDate'>;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly log: (level: LogLevel, message: string) => void;
}

/** What is to be read again; null where nobody asked for that. */
export function repairIn(given: RepairArguments, surroundings: RepairSurroundings): Repair | null {
  const from = dateIn(given.from, 'from', 'start');
  const to = dateIn(given.to, 'to', 'end');
  const named = names(given['only-users']);
  if (named !== null && named.length === 0) throw wrongOption('--only-users names nobody.');
  if (from === null && to === null && named === null) return null;
  const fault = emptyPart({ from, to }, surroundings);
  if (fault !== null) throw wrongOption(fault);
  if (from !== null && from > surroundings.now) {
    surroundings.log('warn', '--from lies in the future: nothing is read of what has happened.');
  }
  return { only: named === null ? null : { list: users, names: named }, from, to };
}

/** Without a start date a sync goes back so far where the service keeps more. */
const year = 365 * 86_400_000;

/** Why no day lies between the two; null where there are some. One that is not given is that of the configuration. */
function emptyPart(
  { from, to }: Pick<Repair, 'from' | 'to'>,
  { settings: { startDate, endDate }, now }: RepairSurroundings,
): string | null {
  if (to === null) {
    const isLate = from !== null && endDate !== null && from > endDate;
    return isLate ? '--from lies after end_date: say with --to up to when.' : null;
  }
  if (from !== null) return from > to ? '--from lies after --to.' : null;
  if (startDate !== null && startDate > to) return '--to lies before start_date: say with --from since when.';
  const isOld = startDate === null && to < now - year;
  return isOld ? '--to lies more than a year back: say with --from since when.' : null;
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
