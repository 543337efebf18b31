import { closesRoad } from './closed-road.js';
import type { JsonObject } from '../../json.js';
import type { Narrowing, StreamDeclaration } from '../declaration.js';
import { textOf } from '../records/fields.js';
import { lacks, lacksKey } from '../records/row-key.js';
import type { Service } from '../service.js';
import type { RoadProof } from '../wording.js';
import { parseTime, type Range } from '../time/ranges.js';
import { cutWindows, day, dayOf, windowQuery } from '../time/windows.js';

export interface ProofMeans {
  readonly narrowed: StreamDeclaration;
  readonly narrowing: Narrowing;
  /** The list that narrows it, and the one whose rows are the partitions. */
  readonly by: StreamDeclaration;
  readonly root: StreamDeclaration;
  readonly service: Service;
  readonly signal: AbortSignal;
  readonly now: number;
}

/** Late rows have come by then: see `state/seen.ts`. */
const settledDays = 3;
/** Stretches to look at, in days: a longer one where the shorter shows too few. */
const stretches = [1, 7, 25];
const leastSample = 10;
const mostSample = 50;

/**
 * Asks some partitions one by one and compares: those with the most rows, and some that have none. Throws ReadError or
 * StoppedError where it cannot be done.
 */
export async function prove(means: ProofMeans): Promise<RoadProof> {
  const told = await rowsTold(means);
  const quiet = await quietOnes(means, told);
  const most = proofSize(told.counts.size);
  const idle = quiet.slice(0, Math.max(Math.ceil(most / 3), most - told.counts.size));
  const busiest = [...told.counts.values()].sort((a, b) => b.rows - a.rows).slice(0, most - idle.length);
  const sample = [...busiest.map(({ value }) => value), ...idle];
  const shown = await Promise.all(sample.map((value) => keysOf(means, value, told.range)));
  const keys = shown.flatMap((own) => own ?? []);
  return {
    compared: keys.length,
    lacking: keys.filter((key) => !told.keys.has(key)).length,
    sample: sample.length,
    isUsualClosed: shown.length > 0 && shown.every((own) => own === null),
    range: told.range,
  };
}

/** How many are asked, of so many who have rows. */
export function proofSize(active: number): number {
  return Math.min(mostSample, Math.max(leastSample, Math.ceil(active / 100)));
}

/** What the narrowing list tells of a stretch of time. */
interface Told {
  readonly range: Range;
  readonly keys: ReadonlySet<string>;
  /** Rows by partition value in lower case, with the value as it is spelled. */
  readonly counts: ReadonlyMap<string, Count>;
}

interface Count {
  readonly value: string;
  readonly rows: number;
}

async function rowsTold(means: ProofMeans): Promise<Told> {
  const { by, narrowing, now } = means;
  const last = dayOf(now) - settledDays * day;
  let told: Told = { range: { from: last, to: last }, keys: new Set(), counts: new Map() };
  for (const days of stretches) {
    const range = { from: last - days * day, to: last - 1 };
    const rows = await rowsOf(means, by, { range, values: {}, variant: by.variants[0] ?? {} });
    told = {
      range,
      keys: new Set(rows.map((row) => keyIn(row, narrowing.keyField, by))),
      counts: counted(rows, narrowing),
    };
    if (told.counts.size >= leastSample) break;
  }
  return told;
}

function counted(rows: readonly JsonObject[], { field }: Narrowing): ReadonlyMap<string, Count> {
  const counts = new Map<string, Count>();
  for (const row of rows) {
    const named = textOf(row[field]);
    if (named === '') continue;
    const { value, rows: before } = counts.get(named.toLowerCase()) ?? { value: named, rows: 0 };
    counts.set(named.toLowerCase(), { value, rows: before + 1 });
  }
  return counts;
}

/** What stands in the key's place where a row lacks it, as in records. */
function keyIn(row: JsonObject, field: string, { standIn }: StreamDeclaration): string {
  if (!lacks(row, field)) return textOf(row[field]);
  const fields = standIn?.find((one) => !lacksKey(row, one)) ?? [];
  return fields.map((one) => textOf(row[one])).join('\u0000');
}

/** Of the first page of the partitions, those that are likely to have rows and of which none is told. */
async function quietOnes(means: ProofMeans, { counts }: Told): Promise<readonly string[]> {
  const { root, narrowing } = means;
  const typical = root.partitions?.typical;
  const variant = root.variants.find((one) => typical !== undefined && one[typical.field] === typical.value);
  const rows = await rowsOf(means, root, {
    range: null,
    values: {},
    variant: variant ?? root.variants[0] ?? {},
    pages: 1,
  });
  const values = rows.map((row) => textOf(row[narrowing.partitionField]));
  return values.filter((value) => value !== '' && !counts.has(value.toLowerCase()));
}

/** Keys of what the partition's own list shows of the range; null where the permission for it is missing. */
async function keysOf(means: ProofMeans, value: string, range: Range): Promise<readonly string[] | null> {
  const { narrowed, root } = means;
  const link = narrowed.parents.find(({ stream }) => stream === root.name);
  const values = Object.fromEntries(Object.keys(link?.partition ?? {}).map((name) => [name, value]));
  const [key = ''] = narrowed.primaryKey;
  const keys: string[] = [];
  for (const variant of narrowed.variants) {
    const rows = await rowsOrNone(means, narrowed, { range, values, variant });
    if (rows === null) return null;
    for (const row of rows) {
      const at = parseTime(textOf(row[narrowed.cursorField ?? '']));
      if (at !== null && at >= range.from && at <= range.to) keys.push(keyIn(row, key, narrowed));
    }
  }
  return keys;
}

interface Asked {
  /** Null for lists without a window. */
  readonly range: Range | null;
  readonly values: Readonly<Record<string, string>>;
  readonly variant: Readonly<Record<string, string>>;
  readonly pages?: number;
}

/** Who is refused, for want of a licence or because he is gone, has nothing that could be compared; null: nobody may ask. */
async function rowsOrNone(
  means: ProofMeans,
  declaration: StreamDeclaration,
  asked: Asked,
): Promise<readonly JsonObject[] | null> {
  try {
    return await rowsOf(means, declaration, asked);
  } catch (error) {
    if (!closesRoad(error)) throw error;
    return error.verdict === 'unauthorized' ? null : [];
  }
}

async function rowsOf(
  { service, signal, now }: ProofMeans,
  { name, request, query, window, retention }: StreamDeclaration,
  { range, values, variant, pages = Infinity }: Asked,
): Promise<readonly JsonObject[]> {
  const bounds = { now, startDate: null, endDate: null, retention };
  const [cut] = range === null ? [] : cutWindows([range], window, bounds);
  const found: JsonObject[] = [];
  let count = 0;
  for await (const page of service.readPages({
    stream: name,
    shape: request,
    pathValues: values,
    query: { ...query, ...variant, ...(cut === undefined ? {} : windowQuery(cut, window)) },
    rank: 0,
    order: 0,
    signal,
  })) {
    found.push(...page.rows);
    count += 1;
    if (count >= pages) break;
  }
  return found;
}
