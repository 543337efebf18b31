import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { hubDefinition } from '../../scripts/generate/hub-definition.js';
import type { JsonObject } from '../../src/json.js';
import { root } from '../support/command.js';
import { listAt, objectAt, parseObject, textAt } from '../support/json-paths.js';
import { usualStreams } from '../support/products.js';
import { propertiesOf } from '../support/schema-walk.js';

/** What the catalogues of Meltano and Airbyte need to list the connector. */

async function readText(path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}

async function readYaml(path: string): Promise<JsonObject> {
  const value: unknown = parse(await readText(path));
  return parseObject(JSON.stringify(value));
}

describe('meltano/tap-zoom.yml', () => {
  let definition: JsonObject;
  let settings: readonly JsonObject[];

  before(async () => {
    definition = await readYaml('meltano/tap-zoom.yml');
    settings = listAt(definition, 'settings').map((setting) => objectAt(setting));
  });

  it('is what spec.json makes', async () => {
    expect(await readText('meltano/tap-zoom.yml')).to.equal((await hubDefinition()).text);
  });

  it('has every setting, and marks the secret ones', async () => {
    const spec = parseObject(await readText('spec.json'));
    const properties = propertiesOf(objectAt(spec, 'connectionSpecification'));
    expect(settings.map(({ name }) => name)).to.deep.equal(Object.keys(properties));
    for (const setting of settings) {
      const property = objectAt(properties[textAt(setting, 'name')]);
      expect(setting['sensitive'] ?? false, textAt(setting, 'name')).to.equal(
        property['airbyte_secret'] ?? false,
      );
      expect(setting['value'], textAt(setting, 'name')).to.deep.equal(property['default']);
    }
  });

  // https://github.com/meltano/hub/tree/main/schemas (2026-11)
  it('uses no kind and no capability that the hub does not know', () => {
    const kinds = ['string', 'integer', 'decimal', 'boolean', 'array', 'options', 'date_iso8601'];
    for (const { kind } of settings) expect(kind).to.be.oneOf(kinds);
    for (const setting of settings.filter(({ kind }) => kind === 'options')) {
      expect(listAt(setting, 'options'), textAt(setting, 'name')).not.to.deep.equal([]);
    }
    const known = ['catalog', 'discover', 'state', 'about', 'test', 'activate-version', 'structured-logging'];
    expect(known).to.include.members([...listAt(definition, 'capabilities')]);
    expect(definition).to.include.keys('name', 'namespace', 'variant', 'label');
  });

  it('offers no plan that is for tests alone', () => {
    const plan = settings.find(({ name }) => name === 'plan');
    expect(listAt(plan, 'options').map((option) => textAt(option, 'value'))).to.deep.equal([
      ...['free', 'pro', 'business'],
    ]);
  });
});

describe('metadata.yaml', () => {
  // https://docs.airbyte.com/connector-development/connector-metadata-file (2026-11)
  it('has what the registry requires', async () => {
    const data = objectAt(await readYaml('metadata.yaml'), 'data');
    expect(data).to.include.all.keys(
      ...['name', 'icon', 'definitionId', 'connectorType', 'connectorSubtype', 'dockerRepository'],
      ...['dockerImageTag', 'documentationUrl', 'githubIssueLabel', 'license', 'releaseStage'],
      ...['externalDocumentationUrls', 'connectorTestSuitesOptions', 'releases', 'ab_internal'],
    );
  });

  it('suggests streams that are offered, and links to the same page as the specification', async () => {
    const data = objectAt(await readYaml('metadata.yaml'), 'data');
    const streams = listAt(data, 'suggestedStreams', 'streams');
    expect(usualStreams).to.include.members([...streams]);
    const spec = parseObject(await readText('spec.json'));
    expect(data['documentationUrl']).to.equal(spec['documentationUrl']);
    const links = listAt(data, 'externalDocumentationUrls').map((link) => textAt(link, 'url'));
    for (const link of links) expect(link).to.match(/^https:\/\/(\w+\.)?zoom\.us(\/|$)/);
    expect(new Set(links).size).to.equal(links.length);
  });

  it('names a small square icon that is there', async () => {
    const icon = textAt(await readYaml('metadata.yaml'), 'data', 'icon');
    expect((await stat(join(root, icon))).size).to.be.lessThan(2_048);
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(await readText(icon)) ?? [];
    expect(width).to.be.a('string').and.equal(height);
  });
});
