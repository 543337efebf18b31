import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SourceError } from '../errors.js';
import type { LogLevel } from '../engine/events.js';
import { KeptFile } from '../kept-file.js';
import { createLogger, plainFormat } from '../output/logger.js';
import { printableLines } from '../printable.js';
import { ConfirmedStates } from '../pipe/confirmed-states.js';
import { runPipe } from '../pipe/run-pipe.js';
import type { Program, StopRequests } from '../pipe/run-pipe.js';

import { exitCodes, verdict } from '../pipe/verdict.js';
import type { TextStream } from './edges.js';
import { fileName, systemReason } from './read-json.js';
import { parseSync } from './sync-arguments.js';
import type { SyncCommand } from './sync-arguments.js';
import { unexpectedText, writeText } from './text.js';
import { readVersion } from './version.js';

type Environment = Readonly<Record<string, string | undefined>>;

export interface SyncEdges {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly environment: Environment;
  readonly pid: number;
  /** The file of Node.js, and that of this program as it was called. */
  readonly node: string;
  readonly program: string;
  readonly stops: StopRequests;
}

export interface SyncResult {
  readonly exitCode: number;
  /** It was told to stop before the end, and nothing failed. */
  readonly isStopped: boolean;
}

/** Beside this folder, in src and in dist alike. The path may be bare, as cron's is. */
const tapFile = fileURLToPath(new URL('../bin/tap-zoom.js', import.meta.url));
const tapVariables = 'TAP_ZOOM_';

/** Runs tap and target to the end of both; resolves once the last state is kept. */
export async function runSync(argv: readonly string[], edges: SyncEdges): Promise<SyncResult> {
  const log = logTo(edges.stderr);
  try {
    const parsed = await parseSync({ argv, version: await readVersion() });
    if (!('command' in parsed)) {
      await writeText(parsed.isError ? edges.stderr : edges.stdout, `${parsed.text}\n`);
      return ended(parsed.isError ? exitCodes.tap : exitCodes.complete);
    }
    return await sync(settled(parsed.command, edges.environment), edges, log);
  } catch (error) {
    log('critical', error instanceof SourceError ? error.message : unexpectedText('sync-zoom', error));
    return ended(exitCodes.tap);
  }
}

type Log = (level: LogLevel | 'critical', message: string) => void;

function logTo(stderr: TextStream): Log {
  const write = (text: string): void => {
    stderr.write(text);
  };
  const logger = createLogger({ write, scrub: printableLines, threshold: 'info', format: plainFormat });
  return (level, message) => logger({ level, message });
}

function ended(exitCode: number, isStopped = false): SyncResult {
  return { exitCode, isStopped };
}

interface Settled extends SyncCommand {
  readonly state: string;
  readonly target: string;
}

/** An option that is given, else the variable of its name; one that is empty counts as unset. */
function settled(command: SyncCommand, environment: Environment): Settled {
  const either = (option: string | null, variable: string): string | null => {
    const value = option ?? environment[variable] ?? '';
    return value === '' ? null : value;
  };
  const required = (option: string | null, variable: string): string => {
    const value = either(option, variable);
    if (value !== null) return value;
    const name = variable.toLowerCase();
    throw new SourceError(`Name the ${name}: --${name}, or the variable ${variable}; see --help.`, {
      failureType: 'config_error',
    });
  };
  return {
    config: command.config.length === 0 ? ['ENV'] : command.config,
    catalog: either(command.catalog, 'CATALOG'),
    state: required(command.state, 'STATE'),
    target: required(command.target, 'TARGET'),
    targetConfig: either(command.targetConfig, 'TARGET_CONFIG'),
    summary: either(command.summary, 'SUMMARY'),
  };
}

async function sync(command: Settled, edges: SyncEdges, log: Log): Promise<SyncResult> {
  const kept = new KeptFile(command.state, edges.pid);
  const lost = overwritten(command, edges.pid);
  if (lost !== null) {
    log('critical', lost);
    return ended(exitCodes.tap);
  }
  const file = fileName(command.state, 'state');
  const unkept = (error: unknown): string => `${file} cannot be written: ${systemReason(error)}.`;
  const fault = faultOf(() => kept.try());
  if (fault !== null) {
    log('critical', `${unkept(fault)} Nothing was read.`);
    return ended(exitCodes.state);
  }
  if (!kept.isThere) log('info', `${file} is not there yet: everything is read.`);
  const states = new ConfirmedStates((state) => kept.keep(state));
  const tap = tapOf(command, kept.isThere, edges);
  const setup = { tap, target: targetOf(command, edges), said: states.take, stops: edges.stops };
  const end = await runPipe(setup).catch((error: unknown) => systemReason(error));
  if (typeof end === 'string') {
    log('critical', `The target cannot be started (${end}): name one that is on the path, or its file.`);
    return ended(exitCodes.target);
  }
  const stateFault = states.fault === null ? null : unkept(states.fault);
  const { exitCode, reason } = verdict(end, stateFault);
  if (stateFault !== null && exitCode !== exitCodes.state) log('error', stateFault);
  if (exitCode === exitCodes.complete && !states.any) {
    log('warn', 'The target confirmed no state, so the next run reads the same again.');
  }
  if (reason !== null) log('critical', reason);
  return ended(exitCode, reason === null && exitCode !== exitCodes.complete);
}

/** The tap looks after the files that it reads itself. Null where the summary takes the place of none of the others. */
function overwritten({ summary, state, target, targetConfig }: Settled, pid: number): string | null {
  if (summary === null) return null;
  const file = new KeptFile(summary, pid);
  const isLost = [state, target, targetConfig].some((other) => other !== null && file.is(other));
  return isLost
    ? `${fileName(summary, 'summary')} cannot be written: the run reads it. Nothing was read.`
    : null;
}

function faultOf(work: () => void): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}

function tapOf(
  { config, catalog, state, summary }: Settled,
  hasState: boolean,
  { node, environment }: SyncEdges,
): Program {
  const args = config.flatMap((one) => ['--config', one]);
  if (catalog !== null) args.push('--catalog', catalog);
  if (hasState) args.push('--state', state);
  if (summary !== null) args.push('--summary', summary);
  return { command: node, args: [tapFile, ...args], environment };
}

/** It is found beside this program and beside Node.js too, and is not told the tap's secrets. */
function targetOf({ target, targetConfig }: Settled, { environment, program, node }: SyncEdges): Program {
  const own = Object.entries(environment).filter(([name]) => !name.startsWith(tapVariables));
  const path = [environment['PATH'] ?? '', dirname(program), dirname(node)];
  return {
    command: target,
    args: targetConfig === null ? [] : ['--config', targetConfig],
    environment: { ...Object.fromEntries(own), PATH: path.filter((one) => one !== '').join(delimiter) },
  };
}
