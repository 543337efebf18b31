import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { execute, root } from '../support/command.js';
import { objectAt, parseObject } from '../support/json-paths.js';
import { codeBlocks, codeSpans, documents, readDocument } from '../support/markdown.js';

/** What sentences name in passing is there. Whole blocks are run, in `test/long/documented-commands.test.ts`. */

const programs = ['source-zoom', 'sync-zoom', 'tap-zoom'];

/** `--full-refresh`, `-c` of a command. */
function optionsIn(text: string): readonly string[] {
  return [...text.matchAll(/(?<=^|[\s,])(--?[a-z][\w-]*)/gm)].map(([, option = '']) => option);
}

describe('the commands in sentences', function () {
  this.timeout(30_000);
  const helps = new Map<string, string>();

  async function helpOf(program: string, ...command: readonly string[]): Promise<string> {
    const name = [program, ...command].join(' ');
    const known = helps.get(name);
    if (known !== undefined) return known;
    const file = join(root, 'dist/bin', `${program}.js`);
    const { exitCode, stdout } = await execute(process.execPath, [file, ...command, '--help']);
    expect(exitCode, name).to.equal(0);
    helps.set(name, stdout);
    return stdout;
  }

  for (const file of documents) {
    const spans = codeSpans(readDocument(file));
    const ours = spans.filter((span) => programs.some((program) => span.startsWith(`${program} `)));
    if (ours.length === 0) continue;
    it(`${file}: programs have these commands and options`, async () => {
      for (const span of ours) {
        const [program = '', ...words] = span.split(' ');
        const command = program === 'source-zoom' ? words.slice(0, 1) : [];
        if (command.length > 0)
          expect(await helpOf(program), span).to.include(`${program} ${command.join('')} `);
        const help = optionsIn(await helpOf(program, ...command));
        expect(help, span).to.include.members([...optionsIn(words.join(' '))]);
      }
    });
  }

  it('npm has the scripts that all documents name', async () => {
    const scripts = objectAt(parseObject(await readFile(join(root, 'package.json'), 'utf8')), 'scripts');
    for (const file of documents) {
      for (const [, script = ''] of readDocument(file).matchAll(/npm run ([\w:]+)/g)) {
        expect(scripts, `${file}: npm run ${script}`).to.have.property(script);
      }
    }
  });

  it('shell stands in blocks that are run', () => {
    const known = ['sh', 'bash', 'json', 'yaml', 'sql', 'python', 'mermaid'];
    for (const file of documents) {
      const languages = [...readDocument(file).matchAll(/^```(\w+)$/gm)].map(([, language = '']) => language);
      expect(known, file).to.include.members(languages);
      for (const { line, text } of codeBlocks(readDocument(file), 'yaml', 'json', 'python', 'sql')) {
        expect(text, `${file}:${line}`).not.to.match(
          /^(npm|docker|meltano|source-zoom|tap-zoom|sync-zoom) /m,
        );
      }
    }
  });
});
