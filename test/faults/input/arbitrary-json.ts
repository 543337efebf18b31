import fc from 'fast-check';
import type { JsonValue } from '../../../src/json.js';
import { parseJson } from '../../support/json-paths.js';

/** Texts that programs take for something else. */
const tellingTexts = [
  '',
  ' ',
  'null',
  'true',
  '0',
  '-1',
  '1e999',
  '2026-02-30',
  '2026-11-20T24:00:00Z',
  '9999-12-31T23:59:59-12:00',
  '0000-01-01T00:00:00+14:00',
  '+275760-09-13T00:00:00Z',
  '\u0000',
  '\ud800',
  '\u2028',
  '//',
  '../..',
  '%2F%25',
  '__proto__',
  '{"a":1}',
];

const leaf = fc.oneof(
  fc.constantFrom(...tellingTexts),
  fc.constantFrom(null, true, false, 0, -0, -1, 1e21, 1e308, Number.MAX_SAFE_INTEGER + 2, 0.1),
  fc.string(),
);

/** Any JSON, with those texts and with names that every object has. */
export const anyJson: fc.Arbitrary<JsonValue> = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(
          fc.string({ maxLength: 8 }),
          fc.constantFrom('id', '__proto__', 'constructor', 'length', 'from'),
        ),
        tie('value'),
        { maxKeys: 4 },
      ),
    ),
  }))
  .value.map((value) => parseJson(JSON.stringify(value)));

/** Lists in lists in lists. */
export function deepList(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}
