import type { JsonObject } from '../../src/json.js';
import { holdMeeting, startSimulator } from '../simulator/index.js';
import type { Simulator } from '../simulator/index.js';
import { together } from '../support/comparisons.js';
import { catalogOf, schemasOf } from '../support/delivery.js';
import type { Delivery } from '../support/delivery.js';
import { run } from '../support/executable.js';
import { createFolder } from '../support/files.js';
import type { Folder } from '../support/files.js';
import { listAt, textAt } from '../support/json-paths.js';
import { everyProduct } from '../support/products.js';
import { singer, writeRunFiles } from '../support/protocols.js';

/** Two syncs of one account, as the tap printed them; every target gets the same bytes. */
export interface RecordedSyncs {
  /** What the account holds after the second sync, and the key to it. */
  readonly simulator: Simulator;
  readonly streams: readonly string[];
  readonly first: string;
  /** Incremental, after the account has changed. */
  readonly second: string;
  /** What a destination that merges by key must hold of each stream: its rows as they were delivered last. */
  readonly merged: ReadonlyMap<string, readonly JsonObject[]>;
}

export const longText = 'Long 🎈 '.repeat(7_000);

const hour = 3_600_000;

let recorded: Promise<RecordedSyncs> | undefined;

/** Recorded once for all targets. */
export async function recordedSyncs(): Promise<RecordedSyncs> {
  recorded ??= record();
  return recorded;
}

async function record(): Promise<RecordedSyncs> {
  const startedAt = Date.now();
  const [simulator, folder] = await Promise.all([
    // What is proved here are the clients, on the road that needs no proof.
    startSimulator({ users: 6, now: () => startedAt, pastMeetingsBy: 'per_user' }),
    createFolder(),
  ]);
  try {
    addLongMessage(simulator);
    const config = { ...simulator.config, ...everyProduct, plan: 'none' };
    const first = await read(folder, config, null);
    changeAccount(simulator);
    const second = await read(folder, config, singer.delivery(first));
    const files = await writeRunFiles(folder, 'find', { config });
    const catalog = await run(singer.program, singer.discoverArgs(files));
    const streams = catalogOf(catalog.stdout).map((stream) => singer.nameOf(stream));
    return { simulator, streams, first, second, merged: merge([first, second]) };
  } finally {
    await Promise.all([simulator.close(), folder.remove()]);
  }
}

async function read(folder: Folder, config: JsonObject, before: Delivery | null): Promise<string> {
  const files = await writeRunFiles(folder, 'read', { config, state: before?.state });
  const { exitCode, stdout, stderr } = await run(singer.program, singer.readArgs(files));
  if (exitCode !== 0)
    throw new Error(`tap-zoom ended with ${exitCode ?? 'a signal'}: ${stderr.slice(-2_000)}`);
  return stdout;
}

/** 56,000 characters, more than some databases' text columns hold. */
function addLongMessage({ account }: Simulator): void {
  const model = account.messages.findLast(({ state }) => state === 'Normal');
  if (model === undefined) throw new Error('the account has no message');
  const id = 'ABCDEF01-2345-6789-ABCD-EF0123456789';
  account.messages.push({ ...model, id, text: longText, row: { ...model.row, id, message: longText } });
}

/** What happens in an account between two syncs: somebody meets. */
export function changeAccount({ account }: Simulator): void {
  const series = [...account.series.values()].find(({ listed, type }) => listed && type === 8);
  if (series === undefined) throw new Error('the account has no series');
  holdMeeting(account, series, { endAt: account.bornAt - hour });
}

export function merge(outputs: readonly string[]): RecordedSyncs['merged'] {
  const deliveries = outputs.map((stdout) => singer.delivery(stdout));
  const keys = new Map<string, readonly string[]>();
  for (const delivery of deliveries) {
    for (const [stream, [schema]] of schemasOf(delivery)) {
      if (schema !== undefined)
        keys.set(
          stream,
          listAt(schema, 'key_properties').map((key) => textAt(key)),
        );
    }
  }
  const rows = together(...deliveries.map((delivery) => delivery.rows));
  return new Map([...rows].map(([stream, all]) => [stream, lastByKey(all, keys.get(stream) ?? [])] as const));
}

function lastByKey(rows: readonly JsonObject[], key: readonly string[]): readonly JsonObject[] {
  return [...new Map(rows.map((row) => [keyText(row, key), row])).values()];
}

export function keyText(row: JsonObject, key: readonly string[]): string {
  return JSON.stringify(key.map((field) => row[field] ?? null));
}
