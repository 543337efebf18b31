import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { isJsonObject } from '../../../src/json.js';
import type { Endpoint, EndpointData, ProductData, Products } from './data.js';

const folder = join(import.meta.dirname, '../products');

function readJson(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(folder, ...path), 'utf8'));
}

const schema = readJson('schema.json');
if (!isJsonObject(schema)) throw new Error('products/schema.json holds no object');
const isProduct = new Ajv({ strict: false }).compile<ProductData>(schema);

/** Reads products, by their names; throws where one of them says what nobody understands. */
export function productsOf(data: Readonly<Record<string, unknown>>): Products {
  const products = Object.entries(data).map(([name, product]) => {
    if (isProduct(product)) return { name, ...product };
    throw new Error(`products/${name}/endpoints.json: ${JSON.stringify(isProduct.errors)}`);
  });
  const endpoints = products.flatMap(({ name, refusal, errors, endpoints: own }) =>
    Object.entries(own).map(([path, endpoint]): Endpoint => ({
      ...endpoint,
      path,
      product: name,
      ...(refusal === undefined ? {} : { refusal }),
      ...(errors === undefined ? {} : { errors }),
    })),
  );
  return {
    tables: Object.fromEntries(products.flatMap(({ tables }) => Object.entries(tables))),
    endpoints: new Map(endpoints.map((endpoint) => [endpoint.path, endpoint])),
  };
}

/** What tells the rows of each stream apart. */
export function identitiesOf({ endpoints }: Products): Readonly<Record<string, EndpointData['identity']>> {
  const streams = [...endpoints.values()].flatMap(({ stream, identity, embedded = {} }) => [
    [stream, identity] as const,
    ...Object.entries(embedded).map(([name, inner]) => [name, inner.identity] as const),
  ]);
  return Object.fromEntries(streams);
}

/** A product is a folder: nothing else lists them. */
export const standard = productsOf(
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => [name, readJson(name, 'endpoints.json')]),
  ),
);
