import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { isJsonObject } from '../../../src/json.js';
import type { EndpointData, ProductData, TableData } from './data.js';

const folder = join(import.meta.dirname, '../products');

function readJson(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(folder, ...path), 'utf8'));
}

const schema = readJson('schema.json');
if (!isJsonObject(schema)) throw new Error('products/schema.json holds no object');
const isProduct = new Ajv({ strict: false }).compile<ProductData>(schema);

/** A product is a folder: nothing else lists them. */
const products: readonly ProductData[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const product = readJson(name, 'endpoints.json');
    if (isProduct(product)) return product;
    throw new Error(`products/${name}/endpoints.json: ${JSON.stringify(isProduct.errors)}`);
  });

export const tables: Readonly<Record<string, TableData>> = Object.fromEntries(
  products.flatMap((product) => Object.entries(product.tables)),
);

/** By path template. */
export const endpoints: ReadonlyMap<string, EndpointData> = new Map(
  products.flatMap((product) => Object.entries(product.endpoints)),
);
