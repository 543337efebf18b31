import { expect } from 'chai';
import { isJsonArray } from '../../src/json.js';
import type { JsonObject } from '../../src/json.js';
import { objectAt, textAt } from '../support/json-paths.js';
import { recordsByStream, startConnector } from './connector.js';
import type { Connector } from './connector.js';
import { readObject, testOf } from './suite.js';

describe('acceptance: TestFullRefresh', function () {
  this.timeout(60_000);
  const test = testOf('full_refresh');
  let connector: Connector;

  before(async () => {
    connector = await startConnector();
  });
  after(() => connector.close());

  function ignoredFields(stream: string): readonly string[] {
    const fields = test.value('ignored_fields', stream);
    return isJsonArray(fields) ? fields.map((field) => textAt(field, 'name')) : [];
  }

  it('test_sequential_reads: the second read holds every record of the first, read later', async () => {
    const catalog = await readObject(test.text('configured_catalog_path'));
    const config = test.text('config_path');
    const first = recordsByStream(await connector.read(config, catalog));
    const second = recordsByStream(await connector.read(config, catalog));
    expect(first.size).to.be.greaterThan(0);
    for (const [stream, records] of first) {
      const again = second.get(stream) ?? [];
      const ignored = ignoredFields(stream);
      expect(contentOf(again, ignored), stream).to.include.members(contentOf(records, ignored));
      expect(Math.min(...timesOf(again)), stream).to.be.greaterThan(Math.max(...timesOf(records)));
    }
  });
});

function contentOf(records: readonly JsonObject[], ignored: readonly string[]): string[] {
  return records.map((record) => {
    const fields = Object.entries(objectAt(record, 'data')).filter(([name]) => !ignored.includes(name));
    return JSON.stringify(fields);
  });
}

function timesOf(records: readonly JsonObject[]): number[] {
  return records.map((record) => Number(record['emitted_at']));
}
