import { readFile } from 'node:fs/promises';
import { SourceError } from '../errors.js';
import { isDeeperThan } from '../json.js';
import { looksLikeFileName } from './shown-arguments.js';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a directory',
  ENOTREG: 'it is no regular file',
  ENOTDIR: 'a part of the path is no directory',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
};

/** Far beyond any file of ours, and far below where a program that recurses runs out of stack. */
const MOST_LEVELS = 200;

/**
 * The content of a JSON file, unvalidated; undefined for an empty one. Throws SourceError (config_error) with one sentence.
 *
 * @param what how the user knows the file: `config`, `catalog`, `state`
 */
export async function readJson(path: string, what: string): Promise<unknown> {
  const text = await readText(path, what);
  const file = fileName(path, what);
  if (text.trim() === '') return undefined;
  const value = parse(text, (error) => refusal(`${file} is not valid JSON: ${position(text, error)}.`));
  if (isDeeperThan(MOST_LEVELS, value)) {
    throw refusal(`${file} is nested in more than ${MOST_LEVELS} levels.`);
  }
  return value;
}

/**
 * The content of a state file, unvalidated; undefined where none was named. An empty file is what a failed `>` leaves of
 * a state, and costs a whole reading: it is told.
 */
export async function readStateFile(path: string | null, warn: (message: string) => void): Promise<unknown> {
  if (path === null) return undefined;
  const state = await readJson(path, 'state');
  if (state === undefined) {
    warn(
      `${fileName(path, 'state')} is empty, so everything is read again. ` +
        'Put the last good state in its place where there is one.',
    );
  }
  return state;
}

function parse(text: string, refuse: (error: unknown) => SourceError): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse(error);
  }
}

function refusal(message: string): SourceError {
  return new SourceError(message, { failureType: 'config_error' });
}

async function readText(path: string, what: string): Promise<string> {
  try {
    const text = await readFile(path, 'utf8');
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch (error) {
    throw refusal(
      looksLikeFileName(path)
        ? `${fileName(path, what)} cannot be read: ${systemReason(error)}.`
        : `What --${what} was given is not the name of a file, and not repeated here. ${remedy(what)}`,
    );
  }
}

/** Why the system refused, without the name that it was asked for. */
export function systemReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return reasons[code] ?? code;
}

/** How a sentence about the file begins. */
export function fileName(path: string, what: string): string {
  return looksLikeFileName(path) ? `The ${what} file ${path}` : `The ${what} file`;
}

function remedy(what: string): string {
  const environment =
    what === 'config' ? ' (tap-zoom also takes --config ENV, with TAP_ZOOM_* variables)' : '';
  return `Write the ${what} into a file and name that: --${what} ${what}.json${environment}.`;
}

/** Where the text goes wrong. The parser's own message is not used: it quotes the text, which may hold a secret. */
function position(text: string, error: unknown): string {
  const found = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  if (found === undefined) return 'it ends too early or holds something else';
  const before = text.slice(0, Number(found)).split('\n');
  return `see line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
