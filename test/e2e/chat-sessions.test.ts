import { expect } from 'chai';
import type { PageReader } from '../../src/engine/page-reader.js';
import { isJsonObject } from '../../src/json.js';
import { differences } from '../support/comparisons.js';
import { runEngine } from '../support/engine.js';
import { withSimulator } from '../support/temporary.js';

/** Zoom does not say whether a session is listed by its last message alone, or in each month in which something was said. */

const now = Date.parse('2026-11-22T08:00:00Z');
const streams = ['report_chat_sessions', 'report_chat_messages'];

describe('sessions of team chat that several windows show', function () {
  this.timeout(30_000);

  it('are one row each with all of their messages, and none is called left out', async () => {
    await withSimulator({ users: 10, now: () => now }, async (simulator) => {
      const all = simulator.expected('report_chat_sessions').filter(isJsonObject);
      let windows = 0;
      const wrapReader = (reader: PageReader): PageReader =>
        async function* (request) {
          const isList = request.stream === 'report_chat_sessions';
          if (isList) windows += 1;
          for await (const page of reader(request)) yield isList ? { ...page, rows: all } : page;
        };
      const { outcome, rows, summary } = await runEngine({ simulator, streams, now, wrapReader });
      expect(windows).to.be.greaterThan(5);
      expect(outcome.complete).to.equal(true);
      expect(differences(simulator, rows, { streams })).to.deep.equal([]);
      expect(summary?.streams.map(({ skips }) => skips)).to.deep.equal([{}, {}]);
    });
  });
});
