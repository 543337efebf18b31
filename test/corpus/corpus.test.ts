import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { compileValidator } from '../../src/json-schema.js';
import type { JsonObject } from '../../src/json.js';
import { loadSchema, products, secretFields, streamDeclarations } from '../../src/streams/index.js';
import { catalogOf } from '../support/delivery.js';
import type { Delivery } from '../support/delivery.js';
import { createFolder } from '../support/files.js';
import { runInProcess, virtualClock } from '../support/in-process.js';
import { protocols, writeRunFiles } from '../support/protocols.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { propertiesOf } from '../support/schema-walk.js';
import { readCorpus, witnesses } from './corpus.js';
import type { Answer, Witness } from './corpus.js';
import { faultsBetween } from './leaves.js';
import { startReplay } from './replay.js';

const corpus = readCorpus();
const names = streamDeclarations.map(({ name }) => name);
const held = new Set(corpus.answers.flatMap(({ rows }) => [...rows.keys()]));
/** All streams of the products that any answer is held of. */
const published = products
  .map(({ streams }) => streams.map(({ name }) => name))
  .filter((streams) => streams.some((name) => held.has(name)))
  .flat();
const schemas = new Map(streamDeclarations.map((stream) => [stream.name, loadSchema(stream)]));
const validators = new Map([...schemas].map(([name, schema]) => [name, compileValidator(schema)]));
/** All of the corpus lies in the three weeks before. */
const noon = Date.parse('2026-11-22T12:00:00Z');

interface Reading extends Delivery {
  readonly text: string;
  readonly exitCode: number;
  /** The answers that were asked for. */
  readonly given: ReadonlySet<Answer>;
}

async function readAll(protocol: ProtocolUnderTest, witness: Witness): Promise<Reading> {
  const [replay, folder] = await Promise.all([startReplay(corpus.answers, witness), createFolder()]);
  const clock = virtualClock(noon);
  try {
    const config = { ...replay.config, plan: 'none', start_date: '2026-11-01', streams: [...held] };
    const files = await writeRunFiles(folder, 'find', { config });
    const found = await runInProcess(protocol.name, protocol.discoverArgs(files), { clock });
    const catalog = protocol.configure(catalogOf(found.stdout), null);
    const args = protocol.readArgs(await writeRunFiles(folder, 'read', { config, catalog }));
    const { stdout, stderr, exitCode } = await runInProcess(protocol.name, args, { clock });
    return { ...protocol.delivery(stdout), text: stdout + stderr, exitCode, given: replay.given };
  } finally {
    await Promise.all([replay.close(), folder.remove()]);
  }
}

function readme(): Promise<string> {
  return readFile(join(import.meta.dirname, 'README.md'), 'utf8');
}

/** The items of the first list. */
function listed(text: string): readonly string[] {
  const [section = ''] = text.split('\n## ');
  return [...section.matchAll(/^- `(\w+)`$/gm)].map(([, name = '']) => name);
}

function schemaOf(stream: string): JsonObject {
  const found = schemas.get(stream);
  if (found === undefined) throw new Error(`no stream ${stream}`);
  return found;
}

interface Sent {
  readonly stream: string;
  readonly row: JsonObject;
  readonly shape: string;
}

function rowsOf(answers: Iterable<Answer>): readonly Sent[] {
  return [...answers].flatMap(({ shape, rows }) =>
    names.flatMap((stream) => (rows.get(stream) ?? []).map((row) => ({ stream, row, shape }))),
  );
}

/** What is missing from the record that comes closest to the row. */
function faultsOf({ stream, row, shape }: Sent, reading: Reading): readonly string[] {
  const expectation = { schema: schemas.get(stream) ?? {}, secrets: corpus.secrets };
  const tries = (reading.rows.get(stream) ?? []).map((record) => faultsBetween(row, record, expectation));
  const [closest = ['no record at all']] = tries.toSorted((left, right) => left.length - right.length);
  return closest.map((fault) => `${stream}: ${fault} (${shape})`);
}

describe(`the corpus: ${corpus.answers.length} answers, ${rowsOf(corpus.answers).length} rows`, () => {
  it('holds answers of streams alone, and names those of their products that nobody has published an answer of', async () => {
    expect([...held].filter((name) => !published.includes(name))).to.deep.equal([]);
    const [, list = ''] = (await readme()).split('## Streams without any answer');
    expect(listed(list)).to.deep.equal(published.filter((name) => !held.has(name)));
  });

  it('names the products that nobody has published an answer of', async () => {
    const [, list = ''] = (await readme()).split('## Products without any answer');
    const without = products.filter(({ streams }) => !streams.some(({ name }) => held.has(name)));
    expect(listed(list)).to.deep.equal(without.map(({ name }) => name));
  });

  it('leaves to extra_fields only what no schema names', () => {
    const named = [...corpus.unnamed].flatMap(([stream, fields]) => {
      const known = Object.keys(propertiesOf(schemaOf(stream)));
      return fields.filter((field) => known.includes(field)).map((field) => `${stream}: ${field}`);
    });
    expect(named).to.deep.equal([]);
  });

  it('calls nothing a secret that is not documented as one', () => {
    expect([...corpus.secrets].filter((name) => !secretFields.has(name))).to.deep.equal([]);
  });

  it('names the streams that nobody has captured an answer of', async () => {
    const seen = new Set(
      corpus.answers.filter(({ witness }) => witness === 'captured').map(({ stream }) => stream),
    );
    const [, list = ''] = (await readme()).split('## Streams without a captured answer');
    expect(listed(list)).to.deep.equal(published.filter((name) => held.has(name) && !seen.has(name)));
  });

  for (const protocol of protocols) {
    for (const witness of witnesses) {
      describe(`${witness}, through ${protocol.program}`, () => {
        let reading: Reading;

        before(async function () {
          this.timeout(60_000);
          reading = await readAll(protocol, witness);
        });

        it('is read to the end, each answer of it', () => {
          expect(reading.exitCode, reading.text.slice(-2000)).to.equal(0);
          const missed = corpus.answers.filter(
            (answer) => answer.witness === witness && !reading.given.has(answer),
          );
          expect(missed.map(({ path, shape }) => `${path} (${shape})`)).to.deep.equal([]);
        });

        it('arrives value by value', () => {
          expect(
            rowsOf(reading.given)
              .flatMap((sent) => faultsOf(sent, reading))
              .join('\n'),
          ).to.equal('');
        });

        it('arrives row by row, each once, and nothing else does', () => {
          const sent = rowsOf(reading.given);
          for (const name of names) {
            const rows = sent.filter(({ stream }) => stream === name).map(({ row }) => JSON.stringify(row));
            expect(reading.rows.get(name)?.length ?? 0, name).to.equal(new Set(rows).size);
          }
        });

        it('obeys the schemas', () => {
          for (const [name, validate] of validators) {
            const problems = (reading.rows.get(name) ?? []).flatMap((record) => validate(record));
            expect(problems, name).to.deep.equal([]);
          }
        });

        it('fills extra_fields with nothing but what the schemas leave out', () => {
          for (const name of names) {
            const known = corpus.unnamed.get(name) ?? [];
            const found = (reading.rows.get(name) ?? []).flatMap(({ extra_fields: extra }) =>
              Object.keys(extra ?? {}),
            );
            expect(
              [...new Set(found)].filter((field) => !known.includes(field)),
              name,
            ).to.deep.equal([]);
          }
        });

        it('gives no secret away', () => {
          expect([...reading.text.matchAll(/.{60}SECRET-.{20}/g)].map(([text]) => text)).to.deep.equal([]);
        });
      });
    }
  }
});
