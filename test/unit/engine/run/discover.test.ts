import { expect } from 'chai';
import { catalogStream, withoutSecretFields } from '../../../../src/engine/run/discover.js';
import type { JsonObject } from '../../../../src/json.js';
import { keptSecrets, toySecrets } from '../../../support/toy-secrets.js';
import { events, field, groups, guests } from '../../../support/toy-streams.js';

const noSecrets = keptSecrets;
const secrets = toySecrets('password');

describe('catalogStream', () => {
  it('offers incremental reading where there is a cursor, and only there', () => {
    expect(catalogStream(events, noSecrets)).to.include({ cursorField: 'end_time' });
    expect(catalogStream(events, noSecrets).syncModes).to.deep.equal(['full_refresh', 'incremental']);
    expect(catalogStream(groups, noSecrets)).to.include({ cursorField: null });
    expect(catalogStream(groups, noSecrets).syncModes).to.deep.equal(['full_refresh']);
  });

  it('offers name, key and schema as declared', () => {
    const offered = catalogStream(guests, noSecrets);
    expect(offered.name).to.equal(guests.declaration.name);
    expect(offered.primaryKey).to.deep.equal(['event_id', 'id']);
    expect(offered.schema).to.deep.equal(guests.schema);
  });

  it('does not offer secret fields', () => {
    const schema = { type: 'object', properties: { id: field('string'), password: field('string') } };
    expect(catalogStream({ ...groups, schema }, secrets).schema['properties']).to.have.all.keys('id');
    expect(catalogStream({ ...groups, schema }, noSecrets).schema['properties']).to.have.all.keys(
      'id',
      'password',
    );
  });
});

describe('withoutSecretFields', () => {
  const described = (properties: JsonObject): JsonObject => ({ type: ['null', 'object'], properties });

  it('takes them out at any depth, in lists too', () => {
    const inner = described({ password: field('string'), on: field('boolean') });
    const schema = described({ list: { type: ['null', 'array'], items: inner }, deep: described({ inner }) });
    const clean = described({ on: field('boolean') });
    expect(withoutSecretFields(schema, secrets)).to.deep.equal(
      described({ list: { type: ['null', 'array'], items: clean }, deep: described({ inner: clean }) }),
    );
  });

  it('keeps a field that is called like a word of the schema language', () => {
    const schema = described({ properties: field('string'), items: field('string') });
    expect(withoutSecretFields(schema, secrets)).to.deep.equal(schema);
  });

  it('leaves the schema itself untouched', () => {
    const schema = described({ password: field('string') });
    withoutSecretFields(schema, secrets);
    expect(schema['properties']).to.have.property('password');
  });
});
