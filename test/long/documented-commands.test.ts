import { chmod, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { manifest } from '../../scripts/release/stage.js';
import { execute, root } from '../support/command.js';
import { codeBlocks, documents, readDocument } from '../support/markdown.js';
import type { PipeStage } from '../support/pipe-stage.js';
import { onPipeStage } from '../support/pipe-stage.js';

/**
 * Every block of shell in the documents, run from top to bottom as it stands, against the simulated account. Our programs are the
 * built ones. Those of others are stand-ins that know what they may be asked: `test/interop` and `npm run test:image` run them.
 */

const standIns: Readonly<Record<string, string>> = {
  npm: `case "$1" in
    ci | test) ;;
    install) [[ $2 == --global && $3 == "./release/$PACKAGE.tgz" ]] || exit 9 ;;
    run) grep -q "\\"$2\\": " "$REPOSITORY/package.json" || exit 9 ;;
    *) exit 9 ;;
  esac`,
  docker: `command=$1; shift
  case "$command" in
    build) [[ $1 == --tag && $# == 3 ]] && test -f "$REPOSITORY/$3/Dockerfile" ;;
    run)
      [[ $1 == --rm && $2 == --volume && $3 == "$PWD:/secrets:ro" && $4 == airbyte/source-zoom:* ]] || exit 9
      shift 4
      exec source-zoom "\${@/#\\/secrets\\//}" ;;
    *) exit 9 ;;
  esac`,
  kubectl: `case "$1 $2" in
    'apply --kustomize') test -f "$REPOSITORY/$3/kustomization.yaml" ;;
    'create secret' | 'create job') grep -qrF "$(sed -E 's/.*(cronjob\\/|generic )([a-z-]+).*/\\2/' <<<"$*")" "$REPOSITORY/deploy/kubernetes" ;;
    *) exit 9 ;;
  esac`,
  meltano: `case "$1 $2" in
    'invoke tap-zoom' | 'run tap-zoom') ;;
    *) exit 9 ;;
  esac`,
};

/** What the reader has got already, besides a configuration. */
const given: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'docs/airbyte.md': { 'state.json': '[]' },
  'docs/meltano.md': { 'state.json': '{"bookmarks":{}}' },
};

async function prepare({ path, simulator }: PipeStage, file: string): Promise<void> {
  const programs = ['source-zoom', 'sync-zoom'].map((name): readonly [string, string] => [
    name,
    `exec node ${join(root, 'dist/bin', `${name}.js`)} "$@"`,
  ]);
  for (const [name, script] of [...programs, ...Object.entries(standIns)]) {
    await writeFile(path(`bin/${name}`), `#!/usr/bin/env bash\n${script}\n`);
    await chmod(path(`bin/${name}`), 0o755);
  }
  await symlink(path('bin/target.mjs'), path('bin/target-jsonl'));
  const config = { ...simulator.config, plan: 'none', products: ['users', 'reports'] };
  await writeFile(path('config.json'), JSON.stringify(config));
  for (const [name, text] of Object.entries(given[file] ?? {})) await writeFile(path(name), text);
}

/** `[--state state.json]` may be there or not. */
function withAndWithout(text: string): readonly string[] {
  const option = / \[(--[^\]]+)\]/g;
  return option.test(text) ? [text.replaceAll(option, ''), text.replaceAll(option, ' $1')] : [text];
}

const { version } = await manifest();

describe('the commands of the documents', function () {
  this.timeout(120_000);

  for (const file of documents) {
    const blocks = codeBlocks(readDocument(file), 'sh', 'bash');
    if (blocks.length === 0) continue;
    it(`${file}: each does what it says`, async () => {
      await onPipeStage({}, async (stage) => {
        await prepare(stage, file);
        const env = { ...stage.env, REPOSITORY: root, PACKAGE: `source-zoom-${version}` };
        for (const { line, text } of blocks) {
          for (const script of withAndWithout(text)) {
            const args = ['-e', '-o', 'pipefail', '-c', script];
            const { exitCode, stderr } = await execute('bash', args, { cwd: stage.path('.'), env });
            expect(exitCode, `${file}:${line}\n${script}\n${stderr.slice(-2_000)}`).to.equal(0);
          }
        }
      });
    });
  }
});
