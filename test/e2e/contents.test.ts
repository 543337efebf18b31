import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import { differences } from '../support/comparisons.js';
import { protocols } from '../support/protocols.js';
import { expectEnds, onStage, read } from '../support/stage.js';

/** What was said and sent, word for word; each file once; and the token nowhere but with Zoom. */

const streams = [
  'recording_transcripts',
  'recording_chat_messages',
  'chat_file_contents',
  'phone_recording_transcripts',
];

const hour = 3_600_000;

function keyOf(row: JsonObject, field: string): string {
  return JSON.stringify([row['meeting_uuid'], row[field]]);
}

for (const protocol of protocols) {
  describe(`contents, ${protocol.name}`, function () {
    this.timeout(60_000);

    it('has every word, and gives no token and no signed link away', async () => {
      await onStage(protocol, { users: 16 }, async (stage) => {
        const { simulator } = stage;
        const result = await read(stage, { streams });
        expectEnds(stage, result, { complete: streams, incomplete: [] });
        expect(differences(simulator, result.rows, { streams })).to.deep.equal([]);
        for (const stream of streams) expect(result.rows.get(stream)?.length, stream).to.be.above(10);
        expect(simulator.secondHostRequests.length, 'files on the other host').to.be.above(20);
        expect(simulator.secondHostRequests.filter(({ authorized }) => authorized)).to.deep.equal([]);
        const said = JSON.stringify(result.messages) + result.stderr;
        expect(said).not.to.contain('SECRET');
      });
    });

    it('names files by the key that they have among the files of recordings', async () => {
      await onStage(protocol, { users: 6 }, async (stage) => {
        const { rows } = await read(stage, { streams: ['recording_files', ...streams.slice(0, 2)] });
        const files = new Set((rows.get('recording_files') ?? []).map((row) => keyOf(row, 'row_id')));
        for (const stream of streams.slice(0, 2)) {
          const named = (rows.get(stream) ?? []).map((row) => keyOf(row, 'file_row_id'));
          expect(named.length, stream).to.be.above(5);
          expect(named.filter((key) => !files.has(key))).to.deep.equal([]);
        }
      });
    });

    it('reads no file again that has not changed; one that was refused may be open now', async () => {
      await onStage(protocol, { users: 8 }, async (stage) => {
        const { simulator, clock } = stage;
        const config = { lookback_days: 30 };
        const first = await read(stage, { streams, config });
        const files = () =>
          simulator.requests.filter(({ route, status }) => /download|file/.test(route) && status < 400)
            .length;
        const before = files();
        expect(before).to.be.above(20);
        clock.advance(hour);
        const second = await read(stage, { streams, config, state: first.state });
        expect(second.exitCode).to.equal(0);
        expect(files() - before).to.equal(0);
      });
    });
  });
}
