import { isJsonArray, isJsonObject } from '../../../src/json.js';
import type { JsonObject, JsonValue } from '../../../src/json.js';
import { hexId, instanceUuid, opaqueId, random } from '../rng.js';
import type { Random } from '../rng.js';
import { day, isoDay, isoTime, second } from '../time.js';
import type { Row, ValueData } from './data.js';

/** Of what a row's values are made. */
export interface Making {
  /** Tells this row from all others: seed, table, ordinals. */
  readonly words: readonly (string | number)[];
  readonly ordinal: number;
  readonly bornAt: number;
  /** The row of the other table that this one is made for; empty where there is none. */
  readonly parent: Row;
  /** Those whom the API serves. */
  readonly people: () => readonly Row[];
}

type Word = (making: Making, args: readonly string[], source: Random) => JsonValue;

const number = (text: string | undefined): number => Number(text ?? 0);

/** A moment of the last so many days, or between so many days ago and so many, to the second. Less than none: to come. */
const momentOf = ({ bornAt }: Making, [first, last]: readonly string[], source: Random): number => {
  const daysAgo = number(last) + source.next() * (number(first) - number(last));
  return Math.floor((bornAt - daysAgo * day) / second) * second;
};

const column = (row: Row | undefined, name: string): JsonValue => row?.[name] ?? null;

const momentAfter = (
  { parent }: Making,
  [name = '', low, high]: readonly string[],
  source: Random,
): number => {
  const since = column(parent, name);
  const days = number(low) + source.next() * (number(high) - number(low));
  return Math.floor((Date.parse(typeof since === 'string' ? since : '') + days * day) / second) * second;
};

/** The person in turn, the same one in all columns of a row. */
const personOf = ({ people, ordinal }: Making): Row | undefined => {
  const all = people();
  return all[ordinal % Math.max(1, all.length)];
};

/** The words that a value may begin with; what begins with none of them is a constant. */
const words: Readonly<Record<string, Word>> = {
  id: ({ words: own }, [length = '22']) => opaqueId(number(length), ...own),
  hex: ({ words: own }, [length = '32']) => hexId(number(length), ...own),
  ordinal: ({ ordinal }) => String(ordinal),
  numbered: ({ ordinal }, args) => `${args.join(' ')} ${ordinal}`,
  text: ({ ordinal }, _args, source) => `Some text ${ordinal}, ${source.int(1, 999)}`,
  email: ({ ordinal }, [name = 'person']) => `${name}.${ordinal}@example.com`,
  int: (_making, [low, high], source) => source.int(number(low), number(high)),
  /** A number as text: sizes, durations, charges. */
  digits: (_making, [low, high], source) => String(source.int(number(low), number(high))),
  flag: (_making, [share = '0.5'], source) => source.next() < number(share),
  one: (_making, args, source) => source.pick(args.join(' ').split('|'), ''),
  'date-time': (making, args, source) => isoTime(momentOf(making, args, source)),
  /** `2026-11-20 12:30:00:123`, in UTC */
  'log-time': (making, args, source) =>
    `${isoTime(momentOf(making, args, source))
      .slice(0, 19)
      .replace('T', ' ')}:${String(source.int(0, 999)).padStart(3, '0')}`,
  /** As it is read out: `numbers 982 610` may be `982 610 0285`. */
  numbers: (_making, args, source) => [...args, String(source.int(0, 9999)).padStart(4, '0')].join(' '),
  date: (making, args, source) => isoDay(momentOf(making, args, source)),
  milliseconds: (making, args, source) => momentOf(making, args, source),
  /** The same in seconds. */
  seconds: (making, args, source) => momentOf(making, args, source) / second,
  /** A number as text with its unit: `size 1 900 MB` may be `12 MB`. */
  size: (_making, [low, high, unit = 'MB'], source) => `${source.int(number(low), number(high))} ${unit}`,
  /** `decimal 0 5 2` may be 3.14. */
  decimal: (_making, [low, high, places = '2'], source) =>
    Number((number(low) + source.next() * (number(high) - number(low))).toFixed(number(places))),
  /** `mm:ss` */
  minutes: (_making, [most = '59'], source) =>
    [source.int(0, number(most)), source.int(0, 59)].map((part) => String(part).padStart(2, '0')).join(':'),
  /** As Zoom identifies what took place; some must be encoded twice in a path. */
  uuid: ({ ordinal, words: own }) => instanceUuid(ordinal, ...own),
  /** `+12065550123` */
  telephone: (_making, [start = '+1206555'], source) =>
    `${start}${String(source.int(0, 9999)).padStart(4, '0')}`,
  /** `hh:mm:ss` */
  clock: (_making, _args, source) =>
    [source.int(0, 3), source.int(0, 59), source.int(0, 59)]
      .map((part) => String(part).padStart(2, '0'))
      .join(':'),
  url: ({ words: own }, [start = 'https://example.zoom.us/']) => `${start}${opaqueId(16, ...own)}`,
  parent: ({ parent }, [name = '']) => column(parent, name),
  /** A moment, or a day, so many days after the one that a column of the parent tells: `time-after start_time 0 5`. */
  'time-after': (making, args, source) => isoTime(momentAfter(making, args, source)),
  'date-after': (making, args, source) => isoDay(momentAfter(making, args, source)),
  /** `person id`, `person email`, `person name`: of the person in turn, the same one in all columns of a row. */
  person: (making, [name = 'id']) => column(personOf(making), name),
  /** Some of the people; the first one of all in turn is always among them. */
  people: ({ people, ordinal }, [share = '0.3'], source) => {
    const all = people().map((person) => column(person, 'id'));
    const first = all[ordinal % Math.max(1, all.length)];
    const some = all.filter(() => source.next() < number(share));
    return [...new Set([...(first === undefined ? [] : [first]), ...some])];
  },
};

/**
 * A value of a row. Text begins with one of the words above or is a constant; an object is a choice or is made field by
 * field; a list is a constant.
 *
 * - `{"cycle": [a, b]}`: in turn, by the row's ordinal.
 * - `{"only": 4, "value": a}`: on that row alone; elsewhere the field is left out.
 * - `{"maybe": 0.2, "value": a, "otherwise": b}`: a with that probability.
 * - `{"list": a, "from": 0, "to": 3}`: so many of them.
 */
export function valueOf(data: ValueData, making: Making): JsonValue | undefined {
  if (typeof data === 'string') {
    const [word = '', ...args] = data.split(' ');
    return words[word]?.(making, args, random(...making.words)) ?? data;
  }
  if (!isJsonObject(data)) return data;
  const choice = Object.keys(choices).find((name) => name in data);
  const choose = choice === undefined ? rowOf : choices[choice];
  return choose?.(data, making);
}

type Choice = (data: JsonObject, making: Making) => JsonValue | undefined;

const choices: Readonly<Record<string, Choice>> = {
  cycle: ({ cycle }, making) => {
    const turns = isJsonArray(cycle) ? cycle : [];
    return valueOf(turns[making.ordinal % turns.length] ?? null, making);
  },
  only: ({ only, value = null }, making) => (only === making.ordinal ? valueOf(value, making) : undefined),
  maybe: ({ maybe, value = null, otherwise = null }, making) => {
    const isLucky = random(...making.words).next() < Number(maybe);
    return valueOf(isLucky ? value : otherwise, inner(making, 'maybe'));
  },
  list: ({ list = null, from, to }, making) => {
    const length = random(...making.words).int(Number(from), Number(to));
    return Array.from({ length }, (_, index) => valueOf(list, inner(making, index)) ?? null);
  },
};

function inner(making: Making, word: string | number): Making {
  return { ...making, words: [...making.words, word] };
}

export function rowOf(columns: JsonObject, making: Making): Row {
  const row: Record<string, JsonValue> = {};
  for (const [name, data] of Object.entries(columns)) {
    const value = valueOf(data, inner(making, name));
    if (value !== undefined) row[name] = value;
  }
  return row;
}
