import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { loadSpec, objectAt } from '../../src/config/spec.js';
import { products } from '../../src/streams/index.js';
import { root, type Output } from './output.js';

const file = 'spec.json';

/** spec.json with the products that there are. All the rest of it is written by hand. */
export async function specFile(): Promise<Output> {
  const names = products.map(({ name }) => name);
  const usual = products.filter(({ isOptIn }) => !isOptIn).map(({ name }) => name);
  const spec = loadSpec();
  const schema = objectAt(spec, 'connectionSpecification');
  const properties = objectAt(schema, 'properties');
  const setting = objectAt(properties, 'products');
  const items = { ...objectAt(setting, 'items'), enum: names };
  const made = {
    ...spec,
    connectionSpecification: {
      ...schema,
      properties: { ...properties, products: { ...setting, items, default: usual } },
    },
  };
  const options = await resolveConfig(join(root, file));
  return { file, text: await format(JSON.stringify(made, null, 2), { ...options, parser: 'json' }) };
}
