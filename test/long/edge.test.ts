import { expect } from 'chai';
import type { JsonObject } from '../../src/json.js';
import { textOf } from '../../src/engine/records/fields.js';
import type { SimulatorOptions } from '../simulator/index.js';
import { differences, together } from '../support/comparisons.js';
import { logsOf } from '../support/delivery.js';
import { at } from '../support/json-paths.js';
import { protocols } from '../support/protocols.js';
import type { Result, Stage } from '../support/stage.js';
import { expectEnds, onStage, read } from '../support/stage.js';

/** The edge of what Zoom keeps: everything inside is delivered, and what lies beyond is no failure. */

const day = 86_400_000;

const streams = [
  'report_meetings',
  'report_history_meetings',
  'report_meeting_details',
  'report_meeting_participants',
  'past_meeting_instances',
  'previous_meetings',
  'recordings',
  'chat_messages',
  'chat_files',
];

const windowed = ['report_meetings', 'report_history_meetings', 'chat_messages', 'chat_files'];

function warningsOf({ protocol }: Stage, result: Result): readonly string[] {
  if (protocol.name === 'airbyte') return logsOf(result, 'WARN');
  return result.stderr.split('\n').filter((line) => /^(WARNING|ERROR|CRITICAL)/.test(line));
}

function notesOf({ protocol }: Stage, result: Result): readonly string[] {
  const lines = protocol.name === 'airbyte' ? logsOf(result, 'INFO') : result.stderr.split('\n');
  return lines.filter((line) => line.includes('out of reach'));
}

/** How often a start was refused, by stream: the two chat streams ask the same endpoint for different types. */
function refusedOf({ simulator }: Stage): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { route, query, status } of simulator.requests) {
    if (status !== 400) continue;
    const stream = `${route} ${query['search_type'] ?? ''}`;
    counts.set(stream, (counts.get(stream) ?? 0) + 1);
  }
  return counts;
}

const edges: readonly { readonly title: string; readonly options: Partial<SimulatorOptions> }[] = [
  { title: 'exactly six months ago is refused', options: {} },
  { title: 'exactly six months ago is served', options: { keptEdge: 'inclusive' } },
  { title: 'in New Zealand', options: { reportZoneHours: 13 } },
  { title: 'in New Zealand, and served', options: { reportZoneHours: 13, keptEdge: 'inclusive' } },
  { title: 'in Hawaii', options: { reportZoneHours: -10 } },
  { title: 'in Hawaii, and served', options: { reportZoneHours: -10, keptEdge: 'inclusive' } },
];

for (const protocol of protocols) {
  describe(`the edge of what Zoom keeps, ${protocol.name}`, function () {
    this.timeout(30_000);
    const account = { rowsAtTheEdge: true, users: 9 };

    for (const { title, options } of edges) {
      it(`${title}: without a start date everything comes, with neither a failure nor a warning`, async () => {
        // Every host's own list is asked for the edge itself, and what one finds out spares the others.
        await onStage(protocol, { ...account, ...options, pastMeetingsBy: 'per_user' }, async (stage) => {
          const result = await read(stage, { streams });
          expectEnds(stage, result, { complete: streams, incomplete: [] });
          expect(differences(stage.simulator, result.rows, { streams })).to.deep.equal([]);
          expect(warningsOf(stage, result)).to.deep.equal([]);
          const refused = refusedOf(stage);
          expect(refused.size).to.be.at.least(1);
          expect(Math.max(...refused.values()), 'refused requests of a stream').to.be.at.most(3);
        });
      });
    }

    it('a start date of long ago: what is out of reach is said once for each stream, and nothing stays due', async () => {
      await onStage(protocol, account, async (stage) => {
        const config = { start_date: '2020-01-01T00:00:00Z' };
        const first = await read(stage, { streams, config });
        expectEnds(stage, first, { complete: streams, incomplete: [] });
        expect(differences(stage.simulator, first.rows, { streams })).to.deep.equal([]);
        expect(warningsOf(stage, first)).to.deep.equal([]);
        for (const stream of windowed) {
          const notes = notesOf(stage, first).filter((line) => line.includes(`nothing of ${stream} `));
          expect(notes, stream).to.have.length(1);
          expect(notes[0]).to.contain('before 2026-05-23');
          expect(at(first.stateOf(stream), 'due'), stream).to.deep.equal({});
        }
        stage.clock.advance(2 * day);
        const second = await read(stage, { streams, config, state: first.state });
        expectEnds(stage, second, { complete: streams, incomplete: [] });
        expect(warningsOf(stage, second)).to.deep.equal([]);
        expect(notesOf(stage, second)).to.deep.equal([]);
      });
    });

    it('a range that is due and has come to lie beyond the edge, or half of it, is no failure', async () => {
      await onStage(protocol, account, async (stage) => {
        const { simulator } = stage;
        const failing = { match: /^\/v2\/(report\/users|chat)\/.*from=2026-0[56]/, status: 500 };
        simulator.setOptions({ faults: { rules: [failing] } });
        const chosen = ['report_meetings', 'chat_messages'];
        const first = await read(stage, { streams: chosen });
        expectEnds(stage, first, { complete: [], incomplete: chosen });
        simulator.setOptions({ faults: {} });
        stage.clock.advance(4 * day);
        const second = await read(stage, { streams: chosen, state: first.state });
        expectEnds(stage, second, { complete: chosen, incomplete: [] });
        expect(warningsOf(stage, second)).to.deep.equal([]);
        const rows = new Map(
          [...together(first.rows, second.rows)].map(([name, all]) => [name, inside(stage, name, all)]),
        );
        expect(differences(simulator, rows, { streams: chosen, repeats: 'allowed' })).to.deep.equal([]);
      });
    });
  });
}

/** Without what was delivered and has expired since. */
function inside({ simulator }: Stage, stream: string, rows: readonly JsonObject[]): readonly JsonObject[] {
  const field = stream === 'chat_messages' ? 'date_time' : 'end_time';
  const oldest = simulator
    .expected(stream)
    .map((row) => textOf(row[field]))
    .sort()[0];
  return rows.filter((row) => textOf(row[field]) >= (oldest ?? ''));
}
