import type { StreamSummary, Summary } from '../../src/engine/summary.js';

/** A stream of which there is nothing to say but what the test says. */
export function streamSummary(more: Partial<StreamSummary> = {}): StreamSummary {
  return {
    stream: 'users',
    selected: true,
    status: 'complete',
    problem: null,
    records: 0,
    requests: 0,
    requestsByLabel: {},
    listed: null,
    retries: {},
    skips: {},
    skippedFirst: {},
    refused: {},
    failures: {},
    unchanged: 0,
    misfits: 0,
    empty: 0,
    seconds: 1,
    left: null,
    ...more,
  };
}

export function runSummary(more: Partial<Summary> = {}): Summary {
  return {
    streams: [],
    requestsByLabel: {},
    seconds: 1,
    failure: null,
    days: [],
    waits: { limits: {}, day: {}, retries: 0, outages: 0, reader: 0 },
    ...more,
  };
}
