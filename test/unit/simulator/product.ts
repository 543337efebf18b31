import type { JsonObject } from '../../../src/json.js';
import { productsOf, standard } from '../../simulator/derived/products.js';
import { startSimulator } from '../../simulator/index.js';
import type { Simulator } from '../../simulator/index.js';
import type { SimulatorOptions } from '../../simulator/options.js';
import { signIn } from './client.js';
import type { Client } from './client.js';

/** A small product that exists in tests alone. */
export interface SmallProduct extends JsonObject {
  readonly tables: JsonObject;
  /** By path template; what is the same for all of them is filled in. */
  readonly endpoints: Readonly<Record<string, JsonObject>>;
}

const usual: JsonObject = {
  label: 'light',
  pool: 'main',
  granular: ['role:read:list_roles:admin'],
  classic: ['role:read:admin'],
  pageSize: { default: 30, max: 300 },
  rows: 'rows',
  identity: [['id']],
};

export const now = Date.parse('2026-11-22T12:00:00Z');

export interface Served {
  readonly simulator: Simulator;
  readonly client: Client;
}

/** An account of that product; everything in it is told plainly unless the options say otherwise. */
export async function serve(
  { tables, endpoints, ...product }: SmallProduct,
  options: Partial<SimulatorOptions> = {},
): Promise<Served> {
  const filled = Object.entries(endpoints).map(([path, own]) => [path, { ...usual, ...own }] as const);
  const small = productsOf({ small: { ...product, tables, endpoints: Object.fromEntries(filled) } });
  const simulator = await startSimulator(
    { now: () => now, oddities: false, ...options },
    { ...small, tables: { ...standard.tables, ...small.tables } },
  );
  return { simulator, client: await signIn(simulator) };
}
