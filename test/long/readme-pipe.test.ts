import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { execute, root } from '../support/command.js';
import { parseObject } from '../support/json-paths.js';
import type { PipeStage } from '../support/pipe-stage.js';
import { cursorOf, interrupted, old, onPipeStage, stateOf } from '../support/pipe-stage.js';

/** The script that people copy, with a real pipe: the state is the old one or a newer one, whole. */

describe('the pipe of README.md', function () {
  this.timeout(60_000);

  async function onRecipe(
    options: Parameters<typeof onPipeStage>[0],
    test: (stage: PipeStage, script: string) => Promise<void>,
  ): Promise<void> {
    await onPipeStage(options, async (stage) => {
      const { path, simulator } = stage;
      const readme = await readFile(join(root, 'README.md'), 'utf8');
      const [, recipe = ''] = /^```bash\n(#!.*?)```/ms.exec(readme) ?? [];
      const catalog = await execute('tap-zoom', ['--config', 'ENV', '--discover'], { env: stage.env });
      await writeFile(path('catalog.json'), catalog.stdout);
      await writeFile(path('config.json'), JSON.stringify({ ...simulator.config, plan: 'none' }));
      await symlink(path('bin/target.mjs'), path('bin/target-jsonl'));
      await writeFile(path('recipe.sh'), `cd '${path('.')}'\n${recipe}`);
      await test(stage, path('recipe.sh'));
    });
  }

  it('begins without a state, and goes on from the one that it kept', async () => {
    await onRecipe({}, async (stage, script) => {
      for (const [run, first] of ['SCHEMA', 'STATE'].entries()) {
        await writeFile(stage.path('received.jsonl'), '');
        const ended = await execute('bash', [script], { env: stage.env });
        expect(ended.exitCode, `run ${run}: ${ended.stderr}`).to.equal(0);
        const [line = ''] = (await readFile(stage.path('received.jsonl'), 'utf8')).split('\n');
        expect(parseObject(line)['type']).to.equal(first);
        expect(await cursorOf(stage, 'users')).to.be.a('string');
      }
    });
  });

  it('fails and leaves the state as it is where a date is wrong', async () => {
    await onRecipe({}, async (stage, script) => {
      await writeFile(stage.path('state.json'), old);
      await writeFile(
        stage.path('config.json'),
        JSON.stringify({ ...stage.simulator.config, start_date: 'yesterday' }),
      );
      const ended = await execute('bash', [script], { env: stage.env });
      expect(ended.exitCode, ended.stderr).to.equal(1);
      expect(await stateOf(stage)).to.equal(old);
    });
  });

  it('leaves the state as it is on Ctrl-C, which ends the target as well', async () => {
    await onRecipe({ latencyMs: 100 }, async (stage, script) => {
      await writeFile(stage.path('state.json'), old);
      const ended = await interrupted(stage, ['bash', script], ['SIGINT']);
      expect(ended.code).not.to.equal(0);
      expect(await stateOf(stage)).to.equal(old);
    });
  });
});
