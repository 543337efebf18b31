import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { isJsonArray, isJsonObject } from '../../src/json.js';
import { compileValidator } from '../../src/json-schema.js';
import { at, listAt, objectAt, parseObject, textAt } from '../support/json-paths.js';
import { nodesOf, propertiesOf } from '../support/schema-walk.js';
import { startConnector } from './connector.js';
import type { Connector, Output } from './connector.js';
import { keywordsIn } from './keywords.js';
import { readObject, readText, testOf } from './suite.js';

/** Names that Airbyte takes for secrets: https://docs.airbyte.com/connector-development/connector-specification-reference (2026-11) */
const secretNames = new Set(
  (
    'client_token access_token api_token token secret client_secret password key service_account_info ' +
    'service_account tenant_id certificate jwt credentials app_id appid refresh_token'
  ).split(' '),
);
const forbidden =
  'not anyOf patternProperties prefixItems allOf if then else dependentSchemas dependentRequired'.split(' ');

describe('acceptance: TestSpec', function () {
  this.timeout(60_000);
  const test = testOf('spec');
  let connector: Connector;
  let output: Output;
  let schema: JsonObject;
  let fields: readonly (readonly [name: string, field: JsonObject])[];

  before(async () => {
    connector = await startConnector();
    output = await connector.spec();
    schema = objectAt(output.of('SPEC')[0], 'connectionSpecification');
    fields = Object.entries(propertiesOf(schema)).map(([name, field]) => [name, objectAt(field)]);
  });
  after(() => connector.close());

  const fieldsWith = (keyword: string): typeof fields => fields.filter(([, field]) => keyword in field);

  it('test_config_match_spec', async () => {
    const config = await readObject(test.text('config_path'));
    const ours = Object.fromEntries(Object.entries(config).filter(([name]) => !name.startsWith('_')));
    expect(compileValidator(schema)(ours)).to.deep.equal([]);
  });

  it('test_match_expected', async () => {
    expect(output.exitCode).to.equal(0);
    expect(output.of('SPEC')).to.deep.equal([await readObject(test.text('spec_path'))]);
  });

  it('test_enum_usage: values are distinct', () => {
    for (const { path, schema: node } of nodesOf(schema)) {
      const values = Array.isArray(node['enum']) ? node['enum'] : [];
      expect(new Set(values).size, path).to.equal(values.length);
    }
  });

  it('test_oneof_usage: options are objects that one constant tells apart', () => {
    for (const { path, schema: node } of nodesOf(schema).filter((one) => 'oneOf' in one.schema)) {
      expect(node['type'], path).to.equal('object');
      const options = listAt(node, 'oneOf').map((option) => propertiesOf(objectAt(option)));
      const shared = Object.keys(options[0] ?? {}).filter((name) =>
        options.every((option) => isJsonObject(option[name]) && 'const' in objectAt(option[name])),
      );
      expect(shared, path).to.have.length(1);
    }
  });

  it('test_required: required fields exist and have no default', () => {
    for (const name of listAt(schema, 'required')) {
      expect(fields.map(([field]) => field)).to.include(name);
      expect(at(schema, 'properties', textAt(name), 'default')).to.equal(undefined);
    }
  });

  it('test_optional: a configuration of the required fields alone is valid', () => {
    const config = Object.fromEntries(listAt(schema, 'required').map((name) => [textAt(name), 'x']));
    expect(compileValidator(schema)(config)).to.deep.equal([]);
  });

  it('test_has_secret', () => {
    expect(fieldsWith('airbyte_secret').map(([name]) => name)).to.deep.equal(['client_secret']);
  });

  it('test_secret_never_in_the_output', async () => {
    const path = test.text('config_path');
    const config = await readObject(path);
    const outputs = [output, await connector.check(path), await connector.discover(path)];
    for (const { text } of outputs) expect(text).not.to.include(config['client_secret']);
  });

  it('test_secret_is_properly_marked', () => {
    for (const [name, field] of fields) {
      if (field['type'] === 'boolean') continue;
      expect(field['airbyte_secret'] === true, name).to.equal(secretNames.has(name));
    }
  });

  it('test_property_type_is_not_array: or it is one type and null', () => {
    for (const { path, schema: node } of nodesOf(schema)) {
      const { type } = node;
      if (!Array.isArray(type)) continue;
      expect(type, path).to.have.length(2);
      expect(type, path).to.include('null');
    }
  });

  it('test_object_not_empty', () => {
    for (const { path, schema: node } of nodesOf(schema).filter((one) => one.schema['type'] === 'object')) {
      expect(Object.keys(node), path).to.satisfy(
        (keys: string[]) => keys.includes('properties') || keys.includes('oneOf'),
      );
    }
  });

  it('test_array_type: items are plain or of an enum', () => {
    for (const { path, schema: node } of nodesOf(schema).filter((one) => one.schema['type'] === 'array')) {
      const items = objectAt(node, 'items');
      expect(
        'enum' in items || /^(object|string|number|integer)$/.test(textAt(items, 'type')),
        path,
      ).to.equal(true);
    }
  });

  it('test_forbidden_complex_types', () => {
    expect(keywordsIn(schema)).to.not.have.any.keys(forbidden);
  });

  it('test_date_pattern: a date format comes with a pattern', () => {
    for (const [name, field] of fieldsWith('format')) {
      if (/^date/.test(textAt(field, 'format'))) expect(field['pattern'], name).to.be.a('string');
    }
  });

  it('test_date_format: the pattern of a plain date comes with the format', () => {
    for (const [name, field] of fieldsWith('pattern')) {
      if (field['pattern'] === '^[0-9]{4}-[0-9]{2}-[0-9]{2}$') expect(field['format'], name).to.equal('date');
    }
  });

  it('test_duplicate_order', () => {
    const places = fields.map(([, field]) => JSON.stringify([field['group'], field['order']]));
    expect(new Set(places).size).to.equal(fields.length);
  });

  it('test_nested_group: groups stand at the top and are declared', () => {
    const declared = listAt(schema, 'groups').map((group) => at(group, 'id'));
    const below = nodesOf(schema).filter(({ path }) => path !== '' && !(path in propertiesOf(schema)));
    expect(below.filter((node) => 'group' in node.schema)).to.deep.equal([]);
    for (const [name, field] of fieldsWith('group')) expect(declared, name).to.include(field['group']);
  });

  it('test_display_type: only beside oneOf', () => {
    const shown = nodesOf(schema).filter((node) => 'display_type' in node.schema);
    expect(shown.filter((node) => !('oneOf' in node.schema))).to.deep.equal([]);
  });

  it('test_defined_refs_exist_in_json_spec_file: there are none', () => {
    expect(keywordsIn(schema)).to.not.have.any.keys('$ref');
  });

  it('test_oauth_flow_parameters: there is no consent flow to describe', () => {
    expect(output.of('SPEC')[0]).to.not.have.any.keys('advanced_auth', 'authSpecification');
  });

  it('test_oauth_is_default_method: the one method is Server-to-Server OAuth', () => {
    expect(listAt(schema, 'required')).to.deep.equal(['account_id', 'client_id', 'client_secret']);
  });

  it('test_backward_compatibility: what the released version accepted is accepted', async () => {
    const released = await readObject('test/acceptance/released/spec.json');
    const before = objectAt(released, 'connectionSpecification');
    const [was, is] = [compileValidator(before), compileValidator(schema)];
    expect(listAt(before, 'required'), 'required').to.include.members([...listAt(schema, 'required')]);
    fc.assert(
      fc.property(configs(before), (config) => {
        fc.pre(was(config).length === 0);
        expect(is(config)).to.deep.equal([]);
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it('test_additional_properties_is_true', () => {
    for (const { path, schema: node } of nodesOf(schema)) {
      expect(node['additionalProperties'] ?? true, path).to.equal(true);
    }
  });

  it('test_image_labels', async () => {
    const dockerfile = await readText('Dockerfile');
    const version = textAt(await readObject('package.json'), 'version');
    expect(dockerfile).to.include('io.airbyte.name="airbyte/source-zoom"');
    expect(dockerfile).to.include(`io.airbyte.version="${version}"`);
  });

  it('test_image_environment_variables: AIRBYTE_ENTRYPOINT is the entrypoint', async () => {
    const dockerfile = await readText('Dockerfile');
    const entrypoint = /^ENTRYPOINT (.*)$/m.exec(dockerfile)?.[1] ?? '[]';
    const words = listAt(parseObject(`{"words": ${entrypoint}}`), 'words').map(String);
    expect(/AIRBYTE_ENTRYPOINT="(.*)"/.exec(dockerfile)?.[1]).to.equal(words.join(' '));
  });
});

/** Configurations out of the schema's own examples, defaults and enums, with any of the optional fields left out. */
function configs(schema: JsonObject): fc.Arbitrary<JsonObject> {
  const arbitraries: Record<string, fc.Arbitrary<JsonValue>> = {};
  for (const [name, field] of Object.entries(propertiesOf(schema))) {
    arbitraries[name] = fc.constantFrom(...sampleValues(objectAt(field)));
  }
  return fc.record(arbitraries, { requiredKeys: listAt(schema, 'required').map(String) });
}

function sampleValues(field: JsonObject): readonly JsonValue[] {
  const { default: fallback, examples, enum: choices, items, type } = field;
  const several = [examples, choices].flatMap((list) => (isJsonArray(list) ? list : []));
  const ofItems = isJsonObject(items) ? sampleValues(items).map((item) => [item]) : [];
  const given = [...several, ...ofItems, ...(fallback === undefined ? [] : [fallback])];
  if (given.length > 0) return given;
  return type === 'boolean' ? [true, false] : type === 'string' ? ['text'] : [1];
}
