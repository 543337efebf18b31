import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '../../src/json.js';
import { execute } from '../support/command.js';
import { parseObject } from '../support/json-paths.js';

/** A PostgreSQL server of its own, in a temporary folder, for the length of some tests. */
export interface Postgres {
  readonly port: number;
  readonly version: string;
  createDatabase(name: string): Promise<void>;
  /** Statements that give no rows. */
  run(database: string, sql: string): Promise<void>;
  /** Rows as PostgreSQL itself writes them as JSON. */
  query(database: string, sql: string): Promise<readonly JsonObject[]>;
  stop(): Promise<void>;
}

/** Who owns and runs it: PostgreSQL refuses to be run by root. */
interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

export async function startPostgres(): Promise<Postgres> {
  const bin = await binaries();
  const owner = await ownerOf();
  const folder = await mkdtemp(join(tmpdir(), 'source-zoom-postgres-'));
  // The owner must be able to enter what mkdtemp has made for root alone.
  await chmod(folder, 0o755);
  if (owner.uid !== undefined && owner.gid !== undefined) await chown(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const made = await runAs(owner, join(bin, 'initdb'), [
    ...['--pgdata', data, '--username', 'postgres', '--auth', 'trust'],
    ...['--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'],
  ]);
  if (made !== 0) throw new Error(`initdb failed with exit code ${made ?? 'none'}`);
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off'];
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])],
    { ...owner, cwd: folder, stdio: 'ignore' },
  );
  const psql = client(join(bin, 'psql'), port);
  await untilReady(server, psql);
  return {
    port,
    version: (await psql('postgres', 'show server_version')).trim(),
    createDatabase: async (name) => {
      await psql('postgres', `create database "${name}"`);
    },
    run: async (database, sql) => {
      await psql(database, sql);
    },
    query: async (database, sql) => {
      const text = await psql(database, `select row_to_json(found) from (${sql}) found`);
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map(parseObject);
    },
    stop: async () => {
      await stopped(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Debian keeps them off the path. */
async function binaries(): Promise<string> {
  const found = await installedBinaries();
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await execute('apt-get', ['update', '--quiet']);
    await execute('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', 'postgresql'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  const installed = await installedBinaries();
  if (installed !== null) return installed;
  throw new Error(
    'No PostgreSQL server was found on the path or in /usr/lib/postgresql: install the package postgresql.',
  );
}

async function installedBinaries(): Promise<string | null> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const newest = versions.sort((left, right) => Number(right) - Number(left));
  const folders = [
    ...newest.map((version) => join('/usr/lib/postgresql', version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  const complete = (folder: string): boolean =>
    ['initdb', 'postgres', 'psql'].every((name) => existsSync(join(folder, name)));
  return folders.find(complete) ?? null;
}

async function ownerOf(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => execute('id', [flag, name])));
    if (uid?.exitCode === 0 && gid?.exitCode === 0)
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error('PostgreSQL must not be run by root, and there is neither a user postgres nor nobody.');
}

async function runAs(owner: Owner, command: string, args: readonly string[]): Promise<number | null> {
  const child = spawn(command, args, { ...owner, cwd: '/', stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

type Psql = (database: string, sql: string) => Promise<string>;

function client(program: string, port: number): Psql {
  return async (database, sql) => {
    const { exitCode, stdout, stderr } = await execute(program, [
      ...['--host', '127.0.0.1', '--port', String(port), '--username', 'postgres', '--no-psqlrc'],
      ...['--dbname', database, '--tuples-only', '--no-align', '--quiet', '--set', 'ON_ERROR_STOP=1'],
      ...['--command', sql],
    ]);
    if (exitCode !== 0) throw new Error(`${sql.slice(0, 200)}: ${stderr}`);
    return stdout;
  };
}

async function untilReady(server: ChildProcess, psql: Psql): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    try {
      await psql('postgres', 'select 1');
      return;
    } catch (error) {
      if (server.exitCode !== null || performance.now() > deadline) throw error;
    }
    await delay(100);
  }
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('close', resolve));
  // SIGINT is PostgreSQL's fast shutdown.
  server.kill('SIGINT');
  await ended;
}
