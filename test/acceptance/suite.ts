import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { root } from '../support/command.js';
import { at, listAt, objectAt, parseJson, parseObject, textAt } from '../support/json-paths.js';

/** One entry under `acceptance_tests.<suite>.tests` of acceptance-test-config.yml. */
export interface SuiteTest {
  /** A path or text that must be there: `text('config_path')`, `text('expect_records', 'path')`. */
  text(...path: readonly string[]): string;
  /** Anything; undefined where it is not given. */
  value(...path: readonly string[]): JsonValue | undefined;
}

const file: unknown = parse(await readFile(join(root, 'acceptance-test-config.yml'), 'utf8'));
export const suiteConfig: JsonObject = parseObject(JSON.stringify(file));

export function testsOf(suite: string): readonly SuiteTest[] {
  return listAt(suiteConfig, 'acceptance_tests', suite, 'tests').map((test) => ({
    text: (...path) => textAt(test, ...path),
    value: (...path) => at(test, ...path),
  }));
}

/** The only test of a suite that has one. */
export function testOf(suite: string): SuiteTest {
  const [test, ...more] = testsOf(suite);
  if (test === undefined || more.length > 0) throw new Error(`${suite} must have one test`);
  return test;
}

export async function readText(path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}

export async function readObject(path: string): Promise<JsonObject> {
  return parseObject(await readText(path));
}

/** A file of JSON lines. */
export async function readLines(path: string): Promise<readonly JsonObject[]> {
  const lines = (await readText(path)).split('\n').filter((line) => line !== '');
  return lines.map((line) => objectAt(parseJson(line)));
}
