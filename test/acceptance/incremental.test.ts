import { expect } from 'chai';
import type { JsonObject, JsonValue } from '../../src/json.js';
import { at, listAt, objectAt, parseJson, textAt } from '../support/json-paths.js';
import { finalState, recordsByStream, startConnector, statesByStream } from './connector.js';
import type { Connector, Output } from './connector.js';
import { readObject, readText, testOf } from './suite.js';

const day = 86_400_000;

/** Checkpoints that are tried. The suite tries a tenth of them; so does Airbyte's own, in `npm run test:interop`. */
const checkpoints = 6;

describe('acceptance: TestIncremental', function () {
  this.timeout(120_000);
  const test = testOf('incremental');
  const config = test.text('config_path');
  const threshold = Number(test.value('threshold_days')) * day;
  let connector: Connector;
  let catalog: JsonObject;
  let cursors: ReadonlyMap<string, string>;
  let first: Output;

  before(async () => {
    connector = await startConnector();
    catalog = await readObject(test.text('configured_catalog_path'));
    cursors = new Map(
      listAt(catalog, 'streams').map((entry) => [
        textAt(entry, 'stream', 'name'),
        textAt(entry, 'stream', 'default_cursor_field', 0),
      ]),
    );
    first = await connector.read(config, catalog);
  });
  after(() => connector.close());

  /** Records with a cursor value, in epoch milliseconds. */
  function cursorValues(output: Output, stream: string): readonly number[] {
    const records = recordsByStream(output).get(stream) ?? [];
    const field = cursors.get(stream) ?? '';
    return records.map((record) => timeOf(at(record, 'data', field))).filter((value) => value !== null);
  }

  function expectNothingBefore(output: Output, states: readonly JsonObject[]): void {
    for (const state of states) {
      const stream = textAt(state, 'stream', 'stream_descriptor', 'name');
      const cursor = timeOf(at(state, 'stream', 'stream_state', 'cursor'));
      if (cursor === null) continue;
      const early = cursorValues(output, stream).filter((value) => value < cursor - threshold);
      expect(early, `${stream}: before ${new Date(cursor - threshold).toISOString()}`).to.deep.equal([]);
    }
  }

  it('test_two_sequential_reads: the second read goes on from the state of the first', async () => {
    expect(first.exitCode, first.text.slice(-2_000)).to.equal(0);
    const states = finalState(first);
    expect(states).to.have.length(cursors.size);
    const second = await connector.read(config, catalog, [...states]);
    expect(second.exitCode, second.text.slice(-2_000)).to.equal(0);
    const [before, after] = [recordsByStream(first), recordsByStream(second)];
    expect([...before.keys()].sort()).to.deep.equal([...cursors.keys()].sort());
    expect([...cursors.keys()]).to.include.members([...after.keys()]);
    // What hangs on an instance is not asked for again unless the instance changed.
    expect([...after.keys()]).to.include.members(['report_meetings', 'recordings', 'chat_messages']);
    const count = (output: Output): number => output.of('RECORD').length;
    expect(count(second)).to.be.lessThan(count(first));
    expectNothingBefore(second, states);
  });

  it('test_read_sequential_slices: every checkpoint can be read from', async () => {
    const states = first.of('STATE');
    const chosen = spread(states, checkpoints);
    expect(chosen.length).to.be.within(checkpoints, checkpoints + 1);
    for (const state of chosen) {
      const upToHere = states.slice(0, states.indexOf(state) + 1);
      const latest = lastOfEach(upToHere);
      const output = await connector.read(config, catalog, [...latest]);
      expect(output.exitCode, output.text.slice(-2_000)).to.equal(0);
      expectNothingBefore(output, latest);
    }
    for (const [stream, own] of statesByStream(first)) {
      const end = timeOf(at(own.at(-1), 'stream', 'stream_state', 'cursor')) ?? 0;
      expect(Math.max(...cursorValues(first, stream)), stream).to.be.at.most(end);
    }
  });

  it('test_state_with_abnormally_large_values: nothing to read, a state for each stream', async () => {
    const future = parseJson(await readText(test.text('future_state', 'future_state_path')));
    const output = await connector.read(config, catalog, future);
    expect(output.of('RECORD')).to.deep.equal([]);
    expect(statesByStream(output).size).to.equal(cursors.size);
    expect(output.exitCode).to.equal(0);
  });
});

function timeOf(value: JsonValue | undefined): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

function spread<T>(items: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, items.length / count);
  return items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

function lastOfEach(states: readonly JsonObject[]): readonly JsonObject[] {
  const last = new Map(
    states.map((state) => [textAt(objectAt(state, 'stream', 'stream_descriptor'), 'name'), state]),
  );
  return [...last.values()];
}
