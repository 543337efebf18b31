import { join } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';

const root = join(import.meta.dirname, '../../..');

/** A declaration that is right in every way; the cases below each put one thing wrong. */
const right = `
import { defineStream } from './define-stream.js';

export const stream = defineStream({
  name: 'meeting_registrants',
  about: 'Who registered.',
  path: '/meetings/{meeting_id}/registrants',
  recordsPath: 'registrants',
  rateLimit: 'medium',
  scopes: [],
  primaryKey: ['meeting_id', 'id'],
  rowId: [['id'], ['email']],
  parents: [{ stream: 'meetings', partition: { meeting_id: 'id' }, where: [{ field: 'type', notIn: [5] }] }],
  cursorField: 'create_time',
});
`;

const wrong: readonly (readonly [what: string, from: string, to: string])[] = [
  ['an unknown stream', "name: 'meeting_registrants'", "name: 'meeting_guests'"],
  ['an unknown label', "rateLimit: 'medium'", "rateLimit: 'middling'"],
  ['a key that is no field', "primaryKey: ['meeting_id', 'id']", "primaryKey: ['meeting_id', 'registrant']"],
  ['a row id of what is no field', "rowId: [['id'], ['email']]", "rowId: [['id'], ['mail']]"],
  ['a cursor that is no field', "cursorField: 'create_time'", "cursorField: 'created'"],
  ['a placeholder without a value', '/meetings/{meeting_id}/', '/meetings/{meeting_id}/{occurrence_id}/'],
  [
    'a value without a placeholder',
    "partition: { meeting_id: 'id' }",
    "partition: { meeting_id: 'id', x: 'id' }",
  ],
  ['an unknown parent', "stream: 'meetings'", "stream: 'gatherings'"],
  ["a field that the parent's rows lack", "{ meeting_id: 'id' }", "{ meeting_id: 'number' }"],
  ["a filter on a field that the parent's rows lack", "field: 'type'", "field: 'kind'"],
  [
    'an inherited field that the schema lacks',
    "{ meeting_id: 'id' },",
    "{ meeting_id: 'id' }, inherit: { x: 'id' },",
  ],
];

function snippetFile(index: number): string {
  return join(root, `src/streams/snippet-${index}.ts`);
}

/** Compiles texts as if they were files of src/streams, under the project's own flags; first error of each or null. */
function compileAll(texts: readonly string[]): readonly (string | null)[] {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(
    config.config,
    { ...ts.sys, readDirectory: () => [] },
    root,
  );
  const virtual = new Map(texts.map((text, index) => [snippetFile(index), text]));
  const host = ts.createCompilerHost(options);
  const onDisk = { fileExists: host.fileExists.bind(host), readFile: host.readFile.bind(host) };
  host.fileExists = (file) => virtual.has(file) || onDisk.fileExists(file);
  host.readFile = (file) => virtual.get(file) ?? onDisk.readFile(file);
  const program = ts.createProgram([...virtual.keys()], { ...options, types: [] }, host);
  return texts.map((_, index) => firstError(program, snippetFile(index)));
}

function firstError(program: ts.Program, file: string): string | null {
  const [first] = program.getSemanticDiagnostics(program.getSourceFile(file));
  return first === undefined ? null : ts.flattenDiagnosticMessageText(first.messageText, '\n');
}

describe('the compiler', function () {
  // One compilation for all snippets takes some seconds on a slow machine.
  this.timeout(60_000);
  let errors: readonly (string | null)[] = [];

  before(() => {
    errors = compileAll([right, ...wrong.map(([, from, to]) => right.replace(from, to))]);
  });

  it('accepts a right declaration', () => expect(errors[0]).to.equal(null));

  wrong.forEach(([what, from, to], index) => {
    it(`refuses ${what}`, () => {
      expect(right.replace(from, to), 'the case changes something').to.not.equal(right);
      expect(errors[index + 1]).to.be.a('string');
    });
  });
});
