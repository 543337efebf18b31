import { expect } from 'chai';
import { loadConfigSchema, loadSpec } from '../../../src/config/spec.js';
import { compileValidator } from '../../../src/json-schema.js';
import { isJsonObject } from '../../../src/json.js';
import type { JsonObject, JsonValue } from '../../../src/json.js';

const schema = loadConfigSchema();
const properties = Object.entries(objectIn(schema['properties']));

function objectIn(value: JsonValue | undefined): JsonObject {
  if (!isJsonObject(value)) throw new Error('no object');
  return value;
}

/** Every object in the schema, itself included. */
function objectsIn(value: JsonValue): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => objectsIn(item));
  return isJsonObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

/** https://docs.airbyte.com/connector-development/connector-specification-reference */
describe('spec.json', () => {
  it("links to a page of Zoom's, since Airbyte's page is about another connector", () =>
    expect(loadSpec()['documentationUrl']).to.match(/^https:\/\/developers\.zoom\.us\//));

  it('requires the credentials alone', () =>
    expect(schema['required']).to.deep.equal(['account_id', 'client_id', 'client_secret']));

  it('stays open to more fields', () => expect(schema['additionalProperties']).to.equal(true));

  it('uses no keyword that Airbyte forbids', () => {
    const barred =
      'not anyOf allOf oneOf patternProperties prefixItems if then else dependentSchemas dependentRequired $ref';
    const used = objectsIn(schema).flatMap((object) => Object.keys(object));
    expect(used).to.not.include.members(barred.split(' '));
    for (const keyword of barred.split(' ')) expect(used).to.not.include(keyword);
  });

  it('marks the secret, and nothing else, as one', () =>
    expect(
      properties.filter(([, field]) => objectIn(field)['airbyte_secret'] === true).map(([name]) => name),
    ).to.deep.equal(['client_secret']));

  it('orders every field, in the order in which they are written', () =>
    expect(properties.map(([, field]) => objectIn(field)['order'])).to.deep.equal(
      properties.map((_, i) => i),
    ));

  it('puts every field into a declared group', () => {
    const groups = objectsIn(schema['groups'] ?? []).map((group) => group['id']);
    for (const [name, field] of properties) expect(groups, name).to.include(objectIn(field)['group']);
  });

  for (const [name, value] of properties) {
    const field = objectIn(value);
    it(`explains ${name} to people`, () => {
      expect(field['title']).to.be.a('string');
      expect(field['description']).to.match(/\.$/);
      expect(field['type'], 'one type').to.be.a('string');
      expect('pattern' in field, 'a pattern has its descriptor').to.equal('pattern_descriptor' in field);
    });

    it(`gives ${name} a default and examples that are valid`, () => {
      const examples: unknown[] = Array.isArray(field['examples']) ? field['examples'] : [];
      const values: unknown[] = [...examples, ...('default' in field ? [field['default']] : [])];
      for (const candidate of values) expect(compileValidator(field)(candidate)).to.deep.equal([]);
    });
  }

  it('has no enum with a value twice', () => {
    for (const { enum: values } of objectsIn(schema)) {
      if (Array.isArray(values)) expect(new Set(values).size).to.equal(values.length);
    }
  });
});
