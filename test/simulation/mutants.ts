import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import type { sync as syncFunction } from '../../src/engine/run/sync.js';
import type { Mutation } from './mutations.js';
import type { simulate as simulateFunction } from './simulate.js';

const source = join(import.meta.dirname, '..', '..', 'src');
/** Lives after which a rule that is off and not noticed counts as untested. */
const most = Number(process.env['MUTATION_SEEDS'] ?? 400);

/** The rules, each switched off in a copy of the engine: the simulation must lose rows without it. */
export function describeMutations(title: string, all: readonly Mutation[]): void {
  describe(title, () => {
    for (const mutation of all) it(mutation.rule, notices(mutation));
  });
}

function notices(mutation: Mutation): Mocha.AsyncFunc {
  return async function () {
    this.timeout(0);
    const folder = mkdtempSync(join(tmpdir(), 'engine-'));
    try {
      const sync = await mutant(folder, mutation);
      const seed = await noticedIn(sync, mutation);
      expect(seed, `${most} lives went well without it`).to.be.lessThan(Infinity);
      console.log(`      noticed in life ${seed}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

async function mutant(folder: string, { file, from, to }: Mutation): Promise<typeof syncFunction> {
  const engine = join(folder, 'engine');
  cpSync(join(source, 'engine'), engine, { recursive: true });
  // Errors must be the same classes for the engine and for the world that throws them.
  for (const name of readdirSync(source)) {
    if (name !== 'engine') symlinkSync(join(source, name), join(folder, name));
  }
  const path = join(engine, file);
  const text = readFileSync(path, 'utf8');
  expect(text.split(from).length, `the line of the rule in ${file}`).to.equal(2);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const sync = await exported(join(engine, 'run/sync.ts'), 'sync');
  if (!isSync(sync)) throw new Error('the copy has no sync');
  return sync;
}

async function exported(path: string, name: string): Promise<unknown> {
  const module: unknown = await import(pathToFileURL(path).href);
  return Object.entries(module ?? {}).find(([key]) => key === name)?.[1];
}

function isSync(value: unknown): value is typeof syncFunction {
  return typeof value === 'function';
}

function isSimulate(value: unknown): value is typeof simulateFunction {
  return typeof value === 'function';
}

async function noticedIn(sync: typeof syncFunction, { rareLife, lives }: Mutation): Promise<number> {
  // Loaded the same way as the mutant: another loader would give it another ReadError.
  const simulate = await exported(join(import.meta.dirname, 'simulate.ts'), 'simulate');
  if (!isSimulate(simulate)) throw new Error('simulate.ts has no simulate');
  const all = Array.from({ length: most }, (_, index) => index + 1);
  for (const seed of rareLife === undefined ? all : [rareLife, ...all]) {
    const life = await simulate(seed, sync, lives);
    if (life.lost.length > 0) return seed;
  }
  return Infinity;
}
