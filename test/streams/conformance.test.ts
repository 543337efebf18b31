import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { StreamDeclaration } from '../../src/engine/declaration.js';
import { listFaults } from '../../src/engine/plan/lists.js';
import { onRoads } from '../../src/engine/plan/roads.js';
import { loadDefinitions } from '../../src/offline-catalog.js';
import { roadFamilies, streamDeclarations } from '../../src/streams/index.js';
import { declarationRules } from './declaration-rules.js';
import { narrowingRules } from './narrowing-rules.js';
import type { Rule } from './rule.js';
import { schemaRules } from './schema-rules.js';

const byName = new Map(streamDeclarations.map((stream) => [stream.name, stream]));

/** All usual roads, and of each family the short one beside the others' usual ones. */
const usual = roadFamilies.map(({ family, usual: road }) => ({ family, road }));
const ways = [
  usual,
  ...roadFamilies.map(({ family, short }) =>
    usual.map((one) => (one.family === family ? { family, road: short } : one)),
  ),
];

function allFaults(faults: Rule[1]): readonly string[] {
  return streamDeclarations.flatMap((stream) => faults(stream).map((fault) => `${stream.name}: ${fault}`));
}

function ancestorsOf(stream: StreamDeclaration, trail: readonly string[] = []): readonly string[] {
  if (trail.includes(stream.name)) throw new Error(`cycle: ${[...trail, stream.name].join(' -> ')}`);
  return stream.parents.flatMap((link) => {
    const parent = byName.get(link.stream);
    return parent === undefined ? [] : [link.stream, ...ancestorsOf(parent, [...trail, stream.name])];
  });
}

describe('every schema', () => {
  for (const [name, faults] of schemaRules) {
    it(name, () => expect(allFaults(faults)).to.deep.equal([]));
  }
});

describe('every declaration', () => {
  for (const [name, faults] of [...declarationRules, ...narrowingRules]) {
    it(name, () => expect(allFaults(faults)).to.deep.equal([]));
  }
});

describe('the declarations together', () => {
  it('have a name each', () => expect(byName.size).to.equal(streamDeclarations.length));

  it('have a schema file each, and no file is left over', () => {
    const files = readdirSync(join(import.meta.dirname, '../../schemas'), { recursive: true }).map(String);
    const schemas = files.filter((file) => file.endsWith('.json'));
    const wanted = streamDeclarations.map(({ product, name }) => join(product, `${name}.json`));
    expect(schemas.toSorted()).to.deep.equal(wanted.toSorted());
  });

  it('form no cycle', () => {
    for (const stream of streamDeclarations) expect(ancestorsOf(stream)).to.not.include(stream.name);
  });

  for (const way of ways) {
    it(`go through lists of partitions that lose nothing, on ${way.map(({ family, road }) => `${family} ${road}`).join(', ')}`, () => {
      const taken = onRoads(new Map(loadDefinitions().map((one) => [one.declaration.name, one])), way);
      const faults = [...taken.values()].flatMap(({ declaration }) =>
        listFaults(declaration, (name) => taken.get(name)?.declaration),
      );
      expect(faults).to.deep.equal([]);
    });
  }

  it('offer each endpoint with each set of parameters once', () => {
    const requests = streamDeclarations
      .filter((stream) => stream.embedded === null)
      .map((stream) =>
        JSON.stringify([stream.request.path, stream.query, stream.variants, stream.request.content?.decoder]),
      );
    expect(new Set(requests).size).to.equal(requests.length);
  });
});
