import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/json.js';
import { root } from '../support/command.js';
import { listAt, objectAt, parseObject, textAt } from '../support/json-paths.js';
import { propertiesOf } from '../support/schema-walk.js';
import { keyFields, startConnector, streamsOf } from './connector.js';
import { readObject, readText, suiteConfig, testOf } from './suite.js';

/** The suite skips these for connectors that are not certified; they hold here all the same. */

describe('acceptance: TestConnectorAttributes', function () {
  this.timeout(60_000);
  let streams: readonly JsonObject[];
  let metadata: JsonObject;

  before(async () => {
    const connector = await startConnector();
    streams = streamsOf(await connector.discover(testOf('discovery').text('config_path')));
    await connector.close();
    const file: unknown = parse(await readText('metadata.yaml'));
    metadata = objectAt(parseObject(JSON.stringify(file)), 'data');
  });

  it('test_streams_define_primary_key', () => {
    expect(streams.filter((stream) => keyFields(stream).length === 0)).to.deep.equal([]);
  });

  it('test_certified_connector_has_allowed_hosts: the default addresses among them', async () => {
    const hosts = listAt(metadata, 'allowedHosts', 'hosts').map(String);
    const settings = propertiesOf(objectAt(await readObject('spec.json'), 'connectionSpecification'));
    for (const name of ['api_url', 'token_url']) {
      const { hostname } = new URL(textAt(settings[name], 'default'));
      const isAllowed = hosts.some((host) => host === hostname || hostname.endsWith(host.replace('*', '')));
      expect(isAllowed, hostname).to.equal(true);
    }
  });

  it('test_certified_connector_has_suggested_streams: all of them offered', () => {
    const suggested = listAt(metadata, 'suggestedStreams', 'streams');
    expect(suggested).not.to.have.length(0);
    expect(streams.map(({ name }) => name)).to.include.members([...suggested]);
  });

  it('names the version of package.json', async () => {
    expect(metadata['dockerImageTag']).to.equal((await readObject('package.json'))['version']);
  });
});

describe('acceptance: TestConnectorDocumentation', () => {
  let text: string;

  before(async () => {
    text = await readText('docs/airbyte.md');
  });

  it('test_prerequisites_content: names every required setting', async () => {
    const section = /^## Prerequisites\n(.*?)^## /ms.exec(text)?.[1] ?? '';
    const schema = objectAt(await readObject('spec.json'), 'connectionSpecification');
    for (const name of listAt(schema, 'required').map(String)) {
      expect(section).to.include(textAt(schema, 'properties', name, 'title'));
    }
  });

  it('test_docs_structure: the headings of the template, in its order', () => {
    const headings = [...text.matchAll(/^#{1,3} (.*)$/gm)].map(([, heading]) => heading);
    const template = [
      'Zoom',
      'Prerequisites',
      'Setup guide',
      'Step 1: Set up Zoom',
      'Step 2: Set up the Zoom connector in Airbyte',
      'Supported sync modes',
      'Supported streams',
      'Limitations & Troubleshooting',
      'Changelog',
    ];
    expect(headings.filter((heading) => template.includes(heading ?? ''))).to.deep.equal(template);
  });

  it('test_docs_description: opens with the words of the template', () => {
    expect(text).to.include(
      'This page contains the setup guide and reference information for the Zoom source connector.',
    );
  });

  it('test_links: files that it leads to exist', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link]) => link ?? '');
    const local = links.filter((link) => !link.startsWith('https://'));
    expect(local).not.to.have.length(0);
    for (const link of local) expect(existsSync(join(root, 'docs', link)), link).to.equal(true);
  });
});

describe('acceptance: TestInterleavedStreams', () => {
  it('is for low-code connectors: there is no manifest', () => {
    expect(existsSync(join(root, 'manifest.yaml'))).to.equal(false);
  });
});

describe('acceptance-test-config.yml', () => {
  it('runs every suite at high strictness, without a bypass', () => {
    expect(suiteConfig['test_strictness_level']).to.equal('high');
    expect(Object.keys(objectAt(suiteConfig, 'acceptance_tests'))).to.have.members([
      'spec',
      'connection',
      'discovery',
      'basic_read',
      'full_refresh',
      'incremental',
    ]);
  });
});
