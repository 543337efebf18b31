import { expect } from 'chai';
import type { JsonObject } from '../../../src/json.js';
import { execute, root } from '../../support/command.js';
import { parseLines } from '../../support/delivery.js';
import type { VirtualClock } from '../../support/in-process.js';
import { runInProcess, virtualClock } from '../../support/in-process.js';
import { at, textAt } from '../../support/json-paths.js';
import type { ProtocolUnderTest } from '../../support/protocols.js';
import { expectNoInsides, expectPlain } from './plain-words.js';

/** One run of either program on bad input, and what it said about it. */

export interface End {
  /** Null when it had to be killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Way = (
  protocol: ProtocolUnderTest,
  args: readonly string[],
  clock?: VirtualClock,
) => Promise<End>;

/** Nothing may take longer than this, whatever it is given. */
export const ceilingMs = 20_000;

export const inProcess: Way = async (protocol, args, clock = virtualClock(Date.now())) => {
  const stop = new AbortController();
  const timer = setTimeout(() => {
    stop.abort();
  }, ceilingMs);
  const end = await runInProcess(protocol.name, args, { clock, signal: stop.signal });
  clearTimeout(timer);
  expect(stop.signal.aborted, 'it took longer than the ceiling').to.equal(false);
  return end;
};

export const built: Way = async ({ program }, args) => {
  const limit = ['--kill-after=1', String(ceilingMs / 1_000)];
  return execute('timeout', [...limit, process.execPath, `${root}/dist/bin/${program}.js`, ...args]);
};

/** The sentences with which a run says why it failed. */
export function reasonsOf(protocol: ProtocolUnderTest, { stdout, stderr }: End): readonly string[] {
  if (protocol.name === 'singer') {
    const lines = stderr.split('\n').filter((line) => line.startsWith('CRITICAL '));
    return lines.map((line) => line.slice('CRITICAL '.length));
  }
  return parseLines(stdout)
    .filter((message) => at(message, 'trace', 'type') === 'ERROR')
    .map((message) => textAt(message, 'trace', 'error', 'message'));
}

/** Settings that do not exist are named in the log, whatever else is wrong. */
export function withoutWarnings(messages: readonly JsonObject[]): readonly JsonObject[] {
  return messages.filter((message) => at(message, 'log', 'level') !== 'WARN');
}

/** A run that was refused before it read anything: the right exit code, the right words, and no record. */
export function expectRefused(protocol: ProtocolUnderTest, end: End): string {
  expect(end.exitCode, `${end.stdout}${end.stderr}`.slice(0, 500)).to.equal(1);
  const reasons = reasonsOf(protocol, end);
  expect(reasons, `${end.stdout}${end.stderr}`.slice(0, 500)).not.to.deep.equal([]);
  const messages = parseLines(end.stdout);
  expect(messages.filter(({ type }) => type === 'RECORD' || type === 'STATE')).to.deep.equal([]);
  if (protocol.name === 'airbyte') {
    const answers = withoutWarnings(messages);
    const types = answers.map((message) => at(message, 'trace', 'error', 'failure_type'));
    expect(types).to.deep.equal(['config_error']);
    expect(end.stderr).to.equal('');
  }
  const said = reasons.join('\n');
  expectPlain(said);
  expectNoInsides(end.stdout + end.stderr);
  return said;
}
