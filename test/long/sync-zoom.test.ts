import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { execute, root } from '../support/command.js';
import type { Finished } from '../support/command.js';
import { differences } from '../support/comparisons.js';
import { singerDelivery } from '../support/delivery.js';
import { parseObject } from '../support/json-paths.js';
import type { PipeStage } from '../support/pipe-stage.js';
import { cursorOf, interrupted, old, onPipeStage, stateOf, until } from '../support/pipe-stage.js';

/** The built program between a tap and a target: the state is the old one or a newer one, whole. */

const program = join(root, 'dist/bin/sync-zoom.js');
const streams = ['users', 'meetings'];

async function sync({ env }: PipeStage, more: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return execute(process.execPath, [program], { env: { ...env, ...more } });
}

/** Nothing half-written stays beside the state. */
async function leftovers({ path }: PipeStage): Promise<readonly string[]> {
  return (await readdir(path('.'))).filter((name) => /^state\.json\.|^tmp/.test(name));
}

async function target({ path }: PipeStage, text: string): Promise<void> {
  await writeFile(path('bin/target.mjs'), `#!/usr/bin/env node\n${text}\n`);
  await chmod(path('bin/target.mjs'), 0o755);
}

describe('sync-zoom', function () {
  this.timeout(60_000);

  it('brings every row to the target and keeps the state for the next run', async () => {
    await onPipeStage({}, async (stage) => {
      const { path, simulator } = stage;
      const first = await sync(stage);
      expect(first.exitCode, first.stderr).to.equal(0);
      expect(first.stdout).to.equal('');
      expect(first.stderr).to.match(/^INFO The state file .* is not there yet: everything is read\.$/m);
      const { rows } = singerDelivery(await readFile(path('received.jsonl'), 'utf8'));
      expect(differences(simulator, rows, { streams })).to.deep.equal([]);
      const state = await stateOf(stage);
      await writeFile(path('received.jsonl'), '');
      const second = await sync(stage);
      expect(second.exitCode, second.stderr).to.equal(0);
      expect(second.stderr).not.to.contain('everything is read');
      const [line = ''] = (await readFile(path('received.jsonl'), 'utf8')).split('\n');
      expect(parseObject(line)).to.deep.equal({ type: 'STATE', value: parseObject(state) });
      expect(await leftovers(stage)).to.deep.equal([]);
    });
  });

  it('warns where the state file is empty', async () => {
    await onPipeStage({}, async (stage) => {
      await writeFile(stage.path('state.json'), '\n');
      const ended = await sync(stage);
      expect(ended.exitCode, ended.stderr).to.equal(0);
      expect(ended.stderr).to.match(/^WARNING The state file .* is empty, so everything is read again\./m);
      expect(await cursorOf(stage, 'users')).to.be.a('string');
    });
  });

  it('works from a bare path: finds the tap, and a target beside itself or by its file', async () => {
    await onPipeStage({}, async (stage) => {
      const { path, simulator } = stage;
      await mkdir(path('installed'));
      await symlink(program, path('installed/sync-zoom'));
      await symlink(path('bin/target.mjs'), path('installed/some-target'));
      await writeFile(
        path('config.json'),
        JSON.stringify({ ...simulator.config, plan: 'none', products: ['users'] }),
      );
      for (const named of ['some-target', path('bin/target.mjs')]) {
        const bare = ['-i', 'PATH=/usr/bin:/bin', `RECEIVED=${path('received.jsonl')}`, process.execPath];
        const options = ['--config', path('config.json'), '--state', path('state.json'), '--target', named];
        const ended = await execute('env', [...bare, path('installed/sync-zoom'), ...options]);
        expect(ended.exitCode, ended.stderr).to.equal(0);
        expect(await cursorOf(stage, 'users')).to.be.a('string');
      }
    });
  });

  it('fails with the tap, and keeps what the target confirmed', async () => {
    const rules = [{ match: /\/users\/[^/]+\/meetings/, status: 400, body: { code: 300, message: 'x' } }];
    await onPipeStage({ faults: { rules } }, async (stage) => {
      const ended = await sync(stage);
      expect(ended.exitCode, ended.stderr).to.equal(1);
      expect(ended.stderr).to.match(/^CRITICAL tap-zoom ended with exit code 1/m);
      expect(await cursorOf(stage, 'users')).to.be.a('string');
    });
  });

  it('writes no summary in the place of the state, be it there or not, nor of the target', async () => {
    await onPipeStage({}, async (stage) => {
      for (const [name, made] of [
        ['state.json', null],
        ['state.json', old],
        ['target.json', '{}'],
      ] as const) {
        if (made !== null) await writeFile(stage.path(name), made);
        const more = name === 'target.json' ? { TARGET_CONFIG: stage.path(name) } : {};
        const ended = await sync(stage, { SUMMARY: stage.path(name), ...more });
        expect(ended.exitCode, ended.stderr).to.equal(1);
        expect(ended.stderr).to.contain('the run reads it. Nothing was read.');
        if (made !== null) expect(await readFile(stage.path(name), 'utf8')).to.equal(made);
      }
    });
  });

  it('leaves the state as it is where a date is wrong', async () => {
    await onPipeStage({}, async (stage) => {
      await writeFile(stage.path('state.json'), old);
      const ended = await sync(stage, { TAP_ZOOM_START_DATE: 'yesterday' });
      expect(ended.exitCode, ended.stderr).to.equal(1);
      expect(ended.stderr).to.contain('start_date');
      expect(await stateOf(stage)).to.equal(old);
    });
  });

  it('fails with the target, and never puts an empty state in the place of one', async () => {
    await onPipeStage({}, async (stage) => {
      await writeFile(stage.path('state.json'), old);
      await target(stage, 'process.exitCode = 1;\nprocess.stdin.resume();');
      const ended = await sync(stage);
      expect(ended.exitCode, ended.stderr).to.equal(2);
      expect(ended.stderr).to.match(/CRITICAL The target ended with exit code 1\.\n$/);
      expect(await stateOf(stage)).to.equal(old);
    });
  });

  for (const code of [0, 9]) {
    it(`blames a target that leaves in the middle with exit code ${code}, and stops the tap`, async () => {
      await onPipeStage({ latencyMs: 100 }, async (stage) => {
        await target(
          stage,
          `process.stdout.write('{"bookmarks":{"users":{"cursor":"x"}}}\\n{"bookmarks":', () => {
            process.stdin.once('data', () => process.exit(${code}));
          });`,
        );
        const ended = await sync(stage);
        expect(ended.exitCode, ended.stderr).to.equal(2);
        expect(ended.stderr).to.contain('before it had everything');
        expect(await cursorOf(stage, 'users')).to.equal('x');
      });
    });
  }

  it('says so where the state cannot be kept any more, and where the target confirms none', async () => {
    await onPipeStage({}, async (stage) => {
      const { path } = stage;
      await mkdir(path('kept'));
      const removing = `import { rmSync } from 'node:fs'; rmSync(${JSON.stringify(path('kept'))}, { recursive: true });`;
      await target(stage, `${removing} console.log(${JSON.stringify(old)}); process.stdin.resume();`);
      const lost = await sync(stage, { STATE: path('kept/state.json') });
      expect(lost.exitCode, lost.stderr).to.equal(3);
      expect(lost.stderr).to.match(
        /CRITICAL The state file .* cannot be written: there is no such file\.\n$/,
      );
      await target(stage, 'process.stdin.resume();');
      const silent = await sync(stage);
      expect(silent.exitCode, silent.stderr).to.equal(0);
      expect(silent.stderr).to.contain('WARNING The target confirmed no state');
    });
  });

  it('does not tell the target the secrets of the tap', async () => {
    await onPipeStage({}, async (stage) => {
      const names = `console.error('NAMES ' + Object.keys(process.env).join(' '));`;
      await target(stage, `${names} process.stdin.resume();`);
      const { stderr } = await sync(stage);
      expect(stderr)
        .to.match(/^NAMES .*TARGET_CONFIG/m)
        .and.not.to.contain('TAP_ZOOM_');
    });
  });

  for (const [name, signal] of [
    ['Ctrl-C', 'SIGINT'],
    ['SIGTERM', 'SIGTERM'],
  ] as const) {
    it(`stops the tap alone on ${name}, and the target still confirms its last state`, async () => {
      await onPipeStage({ latencyMs: 100 }, async (stage) => {
        await writeFile(stage.path('state.json'), old);
        const ended = await interrupted(stage, [process.execPath, program], [signal]);
        expect(ended).to.deep.equal({ code: null, signal });
        expect(await cursorOf(stage, 'users')).to.be.a('string');
        expect(await leftovers(stage)).to.deep.equal([]);
      });
    });
  }

  it('waits for no target that hangs where somebody insists', async () => {
    await onPipeStage({ latencyMs: 100 }, async (stage) => {
      await target(stage, 'process.stdin.resume(); setInterval(() => undefined, 1_000);');
      await writeFile(stage.path('state.json'), old);
      const child = spawn(process.execPath, [program], { env: stage.env, stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('close', resolve));
      await until(() => stage.simulator.requests.length > 0);
      const insisting = setInterval(() => child.kill('SIGINT'), 300);
      expect(await ended).to.equal(2);
      clearInterval(insisting);
      expect(await stateOf(stage)).to.equal(old);
    });
  });

  it('has what was confirmed until then when it is killed', async () => {
    await onPipeStage({ latencyMs: 100 }, async (stage) => {
      await target(stage, `console.log('{"bookmarks":{"users":{"cursor":"x"}}}'); process.stdin.resume();`);
      await writeFile(stage.path('state.json'), old);
      const ended = await interrupted(stage, [process.execPath, program], ['SIGKILL']);
      expect(ended.signal).to.equal('SIGKILL');
      expect(await cursorOf(stage, 'users')).to.equal('x');
    });
  });
});
