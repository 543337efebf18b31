import { expect } from 'chai';
import type { JsonObject } from '../../../src/json.js';
import { writeRecords } from '../../../src/protocols/protocol.js';

describe('writeRecords', () => {
  const cases: readonly (readonly [string, JsonObject, JsonObject])[] = [
    ['both', { id: 'a', deep: { list: [1, null] } }, { meeting_uuid: 'x/"=}', at: null }],
    ['only the record', { id: 'a' }, {}],
    ['only what is added', {}, { meeting_uuid: 'x' }],
    ['neither', {}, {}],
    ['a record that ends with braces', { text: '}}', inner: {} }, { a: { b: {} } }],
  ];
  for (const [what, record, added] of cases) {
    it(`writes what JSON.stringify would write of the two together: ${what}`, () => {
      const lines: string[] = [];
      const event = { type: 'records', stream: 's', records: [record, record], added } as const;
      writeRecords(event, { head: '<', tail: '>' }, (...parts) => lines.push(parts.join('')));
      const whole = `<${JSON.stringify({ ...record, ...added })}>`;
      expect(lines).to.deep.equal([whole, whole]);
    });
  }
});
