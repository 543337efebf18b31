import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isJsonArray, isJsonObject } from '../../src/json.js';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { at, listAt, objectAt, parseObject, textAt } from '../support/json-paths.js';

/** Who saw an answer of this shape. `told`: clients' code, issue threads, changelogs say so of single fields. */
export const witnesses = ['captured', 'official', 'fixture', 'told'] as const;
export type Witness = (typeof witnesses)[number];

/** One answer of Zoom's: the shape is a fact, whose source is named; the values are invented. */
export interface Answer {
  /** The file's stream, for messages. */
  readonly stream: string;
  readonly witness: Witness;
  readonly shape: string;
  readonly path: string;
  /** What a request must ask for, beside the path, to get this answer. */
  readonly query: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  /** The rows for each stream that reads this answer. */
  readonly rows: ReadonlyMap<string, readonly JsonObject[]>;
}

export interface Corpus {
  readonly answers: readonly Answer[];
  /** Names that hold secrets: what stands under them never arrives. */
  readonly secrets: ReadonlySet<string>;
  /** By stream, the fields that its schema leaves to `extra_fields`. */
  readonly unnamed: ReadonlyMap<string, readonly string[]>;
}

const folder = join(import.meta.dirname, 'answers');

export function readCorpus(): Corpus {
  const files = readdirSync(folder).map((name) => ({
    stream: basename(name, '.json'),
    content: parseObject(readFileSync(join(folder, name), 'utf8')),
  }));
  return {
    answers: files.flatMap(({ stream, content }) =>
      listAt(content, 'answers').map((entry) => answerOf(stream, objectAt(content, 'rows'), objectAt(entry))),
    ),
    secrets: new Set(files.flatMap(({ content }) => textsOf(content['secrets']))),
    unnamed: new Map(
      files.flatMap(({ content }) =>
        Object.entries(objectAt(content['unnamed'] ?? {})).map(
          ([stream, names]) => [stream, textsOf(names)] as const,
        ),
      ),
    ),
  };
}

function answerOf(stream: string, rows: JsonObject, entry: JsonObject): Answer {
  const witness = witnesses.find((name) => name === entry['witness']);
  if (witness === undefined) throw new Error(`${stream}: an answer without a witness`);
  const body = objectAt(entry, 'body');
  return {
    stream,
    witness,
    shape: textAt(entry, 'shape'),
    path: textAt(entry, 'path'),
    query: queryOf(objectAt(entry['query'] ?? {})),
    body,
    rows: new Map(
      Object.keys(rows).map((reader) => [reader, rowsAt(body, textAt(rows, reader)).filter(isJsonObject)]),
    ),
  };
}

function queryOf(query: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(query).map((name) => [name, textAt(query, name)]));
}

/** Where the rows are: `meetings.recording_files` goes through lists, nothing is the body itself. */
function rowsAt(body: JsonObject, path: string): readonly JsonValue[] {
  const names = path === '' ? [] : path.split('.');
  return names.reduce<readonly JsonValue[]>(
    (found, name) =>
      found.flatMap((value) => {
        const inner = at(value, name);
        return isJsonArray(inner) ? inner : [];
      }),
    [body],
  );
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return isJsonArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
