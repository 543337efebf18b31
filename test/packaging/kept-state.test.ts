import { chmod, lstat, mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { expect } from 'chai';
import { execute, root } from '../support/command.js';
import type { Finished } from '../support/command.js';
import type { Folder } from '../support/files.js';
import { createFolder } from '../support/files.js';

/** Whatever kills a program in mid-write, the state file of the examples is the last whole state, or stays. */

const old = '{"bookmarks":{"users":{"cursor":"old"}}}';
const first = '{"bookmarks":{"users":{"cursor":"first"}}}';
const second = '{"bookmarks":{"users":{"cursor":"second"}}}';
const half = second.slice(0, -1);

interface Case {
  readonly title: string;
  /** What the writer of states writes before it is killed. */
  readonly written: string;
  /** The state that is kept; null: as it was. */
  readonly kept: string | null;
}

const cases: readonly Case[] = [
  { title: 'nothing', written: '', kept: null },
  { title: 'half of its only state', written: half, kept: null },
  { title: 'a state, and half of the next', written: `${first}\n${half}`, kept: first },
  { title: 'a state, and the first letter of the next', written: `${first}\n{`, kept: first },
  { title: 'a state without the end of its line', written: `${first}\n${second}`, kept: first },
  { title: 'two states', written: `${first}\n${second}\n`, kept: second },
];

/** What only a reader that knows a state passes over. */
const strangers: readonly Case[] = [
  { title: 'a word of the target', written: `${first}\n{"level":"info"}\ndone\n\n`, kept: first },
  { title: 'half a state in a line', written: `${first}\n${half}\n`, kept: first },
  { title: 'texts and numbers', written: 'null\n5\n"bookmarks"\n[]\n{}\n', kept: null },
];

const asMessages = (states: string): string =>
  states.replaceAll(
    /^\{"bookmarks".*$/gm,
    (line) => `{"type":"STATE","value":${line}${line.endsWith('}}}') ? '}' : ''}`,
  );

describe('deploy: the state that is kept', function () {
  this.timeout(60_000);
  let folder: Folder;
  const path = (name: string): string => join(folder.path, name);

  beforeEach(async () => {
    folder = await createFolder();
    await mkdir(path('bin'));
    await program('target', 'cat >/dev/null');
    await program('tap-zoom', 'true');
  });
  afterEach(() => folder.remove());

  async function program(name: string, script: string): Promise<void> {
    await writeFile(path(`bin/${name}`), `#!/bin/sh\n${script}\n`);
    await chmod(path(`bin/${name}`), 0o755);
  }

  /** Writes that much and is killed. */
  async function killed(name: string, written: string): Promise<void> {
    await writeFile(path('written'), written);
    await program(name, `cat '${path('written')}'; kill -KILL $$`);
  }

  async function bash(...args: readonly string[]): Promise<Finished> {
    const env = {
      ...process.env,
      PATH: [path('bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
      TARGET: 'target',
      STATE: path('state.json'),
      FOLDER: folder.path,
    };
    return execute('bash', args, { cwd: folder.path, env });
  }

  /** The real tap beside it, which waits for a Zoom that never answers. */
  async function sync(more: NodeJS.ProcessEnv = {}): Promise<Finished> {
    const nowhere = 'http://127.0.0.1:9';
    const env = {
      PATH: [path('bin'), process.env['PATH']].join(delimiter),
      TAP_ZOOM_ACCOUNT_ID: 'account',
      TAP_ZOOM_CLIENT_ID: 'client',
      TAP_ZOOM_CLIENT_SECRET: 'secret',
      TAP_ZOOM_API_URL: nowhere,
      TAP_ZOOM_TOKEN_URL: nowhere,
      TARGET: 'target',
      STATE: path('state.json'),
      ...more,
    };
    return execute(process.execPath, [join(root, 'dist/bin/sync-zoom.js')], { cwd: folder.path, env });
  }

  async function kept(): Promise<string> {
    return (await readFile(path('state.json'), 'utf8')).trimEnd();
  }

  for (const { title, written, kept: wanted } of [...cases, ...strangers]) {
    it(`sync-zoom, of a target that is killed after ${title}`, async () => {
      await writeFile(path('state.json'), old);
      await killed('target', written);
      const ended = await sync();
      expect(ended.exitCode, ended.stderr).to.equal(2);
      expect(ended.stderr).to.contain('The target was ended by SIGKILL');
      expect(await kept()).to.equal(wanted ?? old);
      expect((await readdir(path('.'))).filter((name) => name.startsWith('state.json.'))).to.deep.equal([]);
    });
  }

  for (const { title, written, kept: wanted } of cases) {
    it(`dump.sh, of a tap that is killed after ${title}`, async () => {
      await writeFile(path('state.json'), old);
      const messages = asMessages(written);
      await killed('tap-zoom', `{"type":"RECORD"}\n${messages}`);
      const ended = await bash(join(root, 'deploy/kubernetes/tap-to-files/dump.sh'));
      expect(ended.exitCode, ended.stderr).to.equal(137);
      expect(await kept()).to.equal(wanted === null ? old : asMessages(wanted));
      const [file = ''] = (await readdir(path('.'))).filter((name) => name.endsWith('.jsonl'));
      const lines = (await readFile(path(file), 'utf8')).split('\n');
      expect(lines.pop(), 'half a line for the loader').to.equal('');
      for (const line of lines) expect(() => JSON.parse(line) as unknown, line).not.to.throw();
    });

    it(`the pipe of README.md, of a target that is killed after ${title}`, async () => {
      const readme = await readFile(join(root, 'README.md'), 'utf8');
      const [, recipe = ''] = /^```bash\n(#!.*?)```/ms.exec(readme) ?? [];
      expect(recipe).not.to.equal('');
      await writeFile(path('state.json'), old);
      await killed('target-jsonl', written);
      await bash('-c', recipe);
      expect(await kept()).to.equal(wanted ?? old);
    });
  }

  it('dump.sh says so where the state cannot be written, and leaves the old one', async () => {
    await writeFile(path('state.json'), old);
    await mkdir(path('state.json.new'));
    await program('tap-zoom', `echo '${asMessages(first)}'`);
    const ended = await bash(join(root, 'deploy/kubernetes/tap-to-files/dump.sh'));
    expect(ended.exitCode).to.equal(1);
    expect(ended.stderr).to.contain('state.json.new');
    expect(await kept()).to.equal(old);
  });

  it('sync-zoom says so before anything is read where the state cannot be written', async () => {
    const ended = await sync({ STATE: path('nowhere/state.json') });
    expect(ended.exitCode, ended.stderr).to.equal(3);
    expect(ended.stderr).to.match(/^CRITICAL The state file .* cannot be written: .* Nothing was read\.\n$/);
  });

  it('sync-zoom names a target that cannot be started, and an option that is missing', async () => {
    const absent = await sync({ TARGET: 'target-absent' });
    expect(absent.exitCode, absent.stderr).to.equal(2);
    expect(absent.stderr).to.contain('The target cannot be started (there is no such file)');
    const unnamed = await sync({ STATE: '' });
    expect(unnamed.exitCode).to.equal(1);
    expect(unnamed.stderr).to.equal('CRITICAL Name the state: --state, or the variable STATE; see --help.\n');
  });

  it('sync-zoom replaces the file that a link leads to, and keeps its rights', async () => {
    await mkdir(path('elsewhere'));
    await writeFile(path('elsewhere/state.json'), old, { mode: 0o600 });
    await symlink(path('elsewhere/state.json'), path('state.json'));
    await killed('target', `${first}\n`);
    await sync();
    expect(await kept()).to.equal(first);
    expect((await lstat(path('state.json'))).isSymbolicLink()).to.equal(true);
    expect((await lstat(path('elsewhere/state.json'))).mode & 0o777).to.equal(0o600);
  });
});
