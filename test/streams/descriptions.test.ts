import { expect } from 'chai';
import { loadSchema, products, streamDeclarations } from '../../src/streams/index.js';
import { runInProcess, virtualClock } from '../support/in-process.js';
import { everyProduct } from '../support/products.js';
import { nodesOf } from '../support/schema-walk.js';
import type { SchemaNode } from '../support/schema-walk.js';
import { withFolder } from '../support/temporary.js';

/** What the fields are: people choose columns by it, and see it in their catalogue. */

/** Nobody needs to be told what a name, an address or a description is. */
const speaksForItself = [
  /(^|_)(name|email|title|description|pronouns)$/,
  /^(address|city|state|zip|country|phone|industry|company)$/,
  /^(linkedin|twitter|youtube|app_(privacy_policy|directory|help))_url$/,
  /^serial_number$/,
];

/**
 * Fields inside of columns that neither their name nor a description explains, of each product: no more of them. Those of settings
 * are the switches of Zoom's pages of settings, by their names.
 */
const unexplained: Readonly<Record<string, number>> = {
  archive: 6,
  chat: 6,
  chat_reports: 6,
  contact_center: 12,
  contents: 4,
  events: 2,
  meetings: 27,
  phone: 48,
  quality: 17,
  revenue_accelerator: 50,
  rooms: 2,
  settings: 687,
  summaries: 1,
  usage: 30,
  webinars: 12,
};

const isExplained = ({ name, schema }: SchemaNode): boolean =>
  typeof schema['description'] === 'string' || speaksForItself.some((words) => words.test(name));

const isColumn = ({ path }: SchemaNode): boolean => path !== '' && !/[.[]/.test(path);
const isInside = ({ path }: SchemaNode): boolean => path.includes('.') && !path.endsWith('[]');

describe('descriptions of fields', () => {
  it('every column is explained by its name or by a description', () => {
    const found = streamDeclarations.flatMap(({ name, product }) =>
      nodesOf(loadSchema({ name, product }))
        .filter((node) => isColumn(node) && !isExplained(node))
        .map(({ path }) => `${name}.${path}`),
    );
    expect(found).to.deep.equal([]);
  });

  it('no more fields inside of columns go without', () => {
    const counts = products.map(({ name, streams }): readonly [string, number] => [
      name,
      streams.flatMap((stream) =>
        nodesOf(loadSchema(stream)).filter((node) => isInside(node) && !isExplained(node)),
      ).length,
    ]);
    expect(Object.fromEntries(counts.filter(([, count]) => count > 0))).to.deep.equal(unexplained);
  });

  it('they end as sentences do, and say more than the name', () => {
    const found = streamDeclarations.flatMap((stream) =>
      nodesOf(loadSchema(stream)).flatMap(({ path, name, schema }) => {
        const text = schema['description'];
        if (typeof text !== 'string') return [];
        const words = text
          .toLowerCase()
          .replaceAll(/[^a-z]+/g, '_')
          .replaceAll(/^_|_$/g, '');
        return text.endsWith('.') && words !== name ? [] : [`${stream.name}.${path}: ${text}`];
      }),
    );
    expect(found).to.deep.equal([]);
  });

  it('the whole catalog stays below 3 MB', async () => {
    const catalog = await withFolder(async (folder) => {
      const config = await folder.write('config.json', everyProduct);
      return runInProcess('singer', ['--discover', '--config', config], { clock: virtualClock(0) });
    });
    expect(catalog.exitCode, catalog.stderr).to.equal(0);
    expect(catalog.stdout.length).to.be.within(1e6, 3e6);
  });
});
