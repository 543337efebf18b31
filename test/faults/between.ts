import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import type { ExpectedRow, Simulator } from '../simulator/index.js';
import { compareRows } from '../simulator/index.js';
import { latest } from '../support/comparisons.js';

type Rows = ReadonlyMap<string, readonly JsonObject[]>;

interface Read {
  readonly simulator: Simulator;
  readonly streams: readonly string[];
}

/** What the account held at one moment, by stream. */
export type Truth = ReadonlyMap<string, readonly ExpectedRow[]>;

export function truthOf({ simulator, streams }: Read): Truth {
  return new Map(streams.map((stream) => [stream, simulator.expected(stream)]));
}

/** All that the account holds now was delivered, and nothing that it held at neither moment. */
export function expectBetween({ simulator, streams }: Read, rows: Rows, before: Truth): void {
  const wrong = streams.flatMap((stream) => {
    const now = simulator.expected(stream);
    const delivered = rows.get(stream) ?? [];
    const { missing } = compareRows(stream, delivered, now);
    const known = [...(before.get(stream) ?? []), ...now];
    const { strange } = compareRows(stream, delivered, known);
    const { wrong: values } = compareRows(stream, latest(stream, delivered), known);
    if (missing.length + strange.length + values.length === 0) return [];
    return [
      {
        stream,
        missing: missing.length,
        strange: strange.length,
        values: values.length,
        examples: [...missing, ...strange, ...values].slice(0, 3),
      },
    ];
  });
  expect(wrong).to.deep.equal([]);
}

/** No row came more than once in one sync. */
export function expectOnce({ simulator, streams }: Read, rows: Rows): void {
  const doubled = streams.flatMap((stream) =>
    compareRows(stream, rows.get(stream) ?? [], simulator.expected(stream)).doubled.map(
      (id) => `${stream} ${id}`,
    ),
  );
  expect(doubled, 'rows that came twice in a sync').to.deep.equal([]);
}
