import { expect } from 'chai';
import type { StreamStateJson } from '../../src/engine/events.js';
import { isJsonArray } from '../../src/json.js';
import type { JsonObject, JsonValue } from '../../src/json.js';
import type { Series, Simulator } from '../simulator/index.js';
import { addParticipant, holdMeeting } from '../simulator/index.js';
import { differences, together } from '../support/comparisons.js';
import type { Delivery } from '../support/delivery.js';
import { catalogOf, statusesOf } from '../support/delivery.js';
import { runEngine } from '../support/engine.js';
import type { Ended } from '../support/executable.js';
import { run } from '../support/executable.js';
import type { Folder } from '../support/files.js';
import { at } from '../support/json-paths.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { protocols, writeRunFiles } from '../support/protocols.js';
import type { Running } from '../support/running.js';
import { start } from '../support/running.js';
import { withSimulator } from '../support/temporary.js';

/** What one run leaves undone, or Zoom shows late, the next run brings; the built programs, with real signals and pipes. */

const hour = 3_600_000;
const day = 24 * hour;
const streams = [
  'users',
  'meetings',
  'meeting_registrants',
  'report_meetings',
  'report_meeting_participants',
  'past_meeting_instances',
  'past_meeting_participants',
  'account_recordings',
  'chat_messages',
];

interface Stage {
  readonly protocol: ProtocolUnderTest;
  readonly simulator: Simulator;
  readonly folder: Folder;
}

async function readArgs(stage: Stage, state: JsonValue | null = null): Promise<readonly string[]> {
  const { protocol, simulator, folder } = stage;
  const config: JsonObject = { ...simulator.config, plan: 'none', max_concurrency: 8 };
  const found = await run(
    protocol.program,
    protocol.discoverArgs(await writeRunFiles(folder, 'find', { config })),
  );
  const catalog = protocol.configure(catalogOf(found.stdout), streams);
  return protocol.readArgs(await writeRunFiles(folder, 'read', { config, catalog, state }));
}

async function read(stage: Stage, state: JsonValue | null = null): Promise<Delivery & { ended: Ended }> {
  const ended = await run(stage.protocol.program, await readArgs(stage, state));
  return { ...stage.protocol.delivery(ended.stdout), ended };
}

/** Ends the program by a signal and says how long that took, in milliseconds. */
async function stop(
  { child, ended }: Running,
  signal: NodeJS.Signals,
): Promise<Ended & { readonly took: number }> {
  const startedAt = performance.now();
  child.kill(signal);
  const end = await ended;
  return { ...end, took: performance.now() - startedAt };
}

function isRecordOf(stream: string): (line: string) => boolean {
  return (line) => line.includes('"RECORD"') && line.includes(`"${stream}"`);
}

function expectOpenStreamsIncomplete(delivery: Delivery): void {
  const last = streams.map((stream) => statusesOf(delivery, stream).at(-1));
  expect(last).to.include('INCOMPLETE');
  // A stream that had not begun has nothing to end.
  for (const status of last) expect(status).to.be.oneOf([undefined, 'COMPLETE', 'INCOMPLETE']);
}

function findSeries({ account }: Simulator): Series {
  const series = [...account.series.values()].find((one) => one.type === 8 && one.listed);
  if (series === undefined) throw new Error('the account has no series of meetings');
  return series;
}

/** A meeting that ends, and one that ended yesterday and shows only now. */
function makeNews(simulator: Simulator, now: number): void {
  const series = findSeries(simulator);
  holdMeeting(simulator.account, series, { endAt: now + hour });
  holdMeeting(simulator.account, series, { endAt: now - day, reportedAt: now + hour });
}

for (const protocol of protocols) {
  describe(`later runs, ${protocol.name}`, function () {
    this.timeout(60_000);

    it('the next sync brings a new meeting and a late one', async () => {
      await withSimulator({ users: 8 }, async (simulator, folder) => {
        const stage = { protocol, simulator, folder };
        const first = await read(stage);
        expect(first.ended.exitCode, first.ended.stderr).to.equal(0);
        expect(differences(simulator, first.rows, { streams })).to.deep.equal([]);
        makeNews(simulator, Date.now());
        simulator.setOptions({ now: () => Date.now() + 2 * hour });
        const news = differences(simulator, first.rows, { streams }).map(({ stream }) => stream);
        expect(news).to.include.members(['report_meetings', 'report_meeting_participants']);
        const second = await read(stage, first.state);
        expect(second.ended.exitCode, second.ended.stderr).to.equal(0);
        const rows = together(first.rows, second.rows);
        // What was live and what was due has moved on by itself meanwhile.
        const kept = streams.filter((stream) => stream !== 'users');
        expect(differences(simulator, rows, { streams: kept, repeats: 'allowed' })).to.deep.equal([]);
        const [before, after] = [first, second].map(
          ({ rows: all }) => all.get('report_meetings')?.length ?? 0,
        );
        expect(after, 'rows that were read again').to.be.lessThan((before ?? 0) / 2);
      });
    });

    it('stopped again and again by signals, it delivers everything in the end', async () => {
      await withSimulator({ users: 8, latencyMs: 5 }, async (simulator, folder) => {
        const stage = { protocol, simulator, folder };
        const deliveries: Delivery[] = [];
        let state: JsonValue | null = null;
        for (const [stream, signal] of [
          ['users', 'SIGINT'],
          ['report_meetings', 'SIGTERM'],
          ['past_meeting_participants', 'SIGTERM'],
        ] as const) {
          const running = start(protocol.program, await readArgs(stage, state));
          await running.until(isRecordOf(stream));
          const stopped = await stop(running, signal);
          expect(stopped.signal, stopped.stderr).to.equal(signal);
          expect(stopped.took, 'milliseconds until the end').to.be.lessThan(5_000);
          const delivery = protocol.delivery(stopped.stdout);
          expect(delivery.state, 'a last state').not.to.equal(null);
          if (protocol.name === 'airbyte') expectOpenStreamsIncomplete(delivery);
          else expect(at(delivery.messages.at(-1), 'type')).to.equal('STATE');
          deliveries.push(delivery);
          state = mergeStates(state, delivery.state);
        }
        const last = await read(stage, state);
        expect(last.ended.exitCode, last.ended.stderr).to.equal(0);
        const rows = together(...deliveries.map((one) => one.rows), last.rows);
        expect(differences(simulator, rows, { streams, repeats: 'allowed' })).to.deep.equal([]);
      });
    });

    it('a reader that goes away ends it quietly, and not well', async () => {
      await withSimulator({ users: 8 }, async (simulator, folder) => {
        const running = start(protocol.program, await readArgs({ protocol, simulator, folder }));
        await running.until(isRecordOf('users'));
        running.child.stdout.destroy();
        const { exitCode, signal, stderr } = await running.ended;
        expect({ exitCode, signal }).to.deep.equal({ exitCode: 1, signal: null });
        expect(stderr).not.to.match(/\n\s+at |EPIPE|Error:|CRITICAL/);
      });
    });
  });
}

describe('late rows', function () {
  this.timeout(30_000);

  // Zoom adds participants for up to two days after a meeting; by then an instance is looked at once more.
  it('a participant who shows up late arrives within the lookback', async () => {
    const held = Date.parse('2026-11-22T08:00:00Z');
    await withSimulator({ users: 8, now: () => held }, async (simulator) => {
      const late = holdMeeting(simulator.account, findSeries(simulator), { endAt: held - hour });
      const ofParticipants = ['report_meeting_participants', 'past_meeting_participants'];
      let state: ReadonlyMap<string, StreamStateJson> = new Map();
      const deliveries = [];
      for (const age of [0, day, 2 * day + hour]) {
        const now = held + age;
        simulator.setOptions({ now: () => now });
        if (age === day) addParticipant(simulator.account, late, { name: 'Came late' });
        const { rows, ...result } = await runEngine({ simulator, streams: ofParticipants, now, state });
        deliveries.push(rows);
        state = result.state;
      }
      const rows = together(...deliveries);
      const options = { streams: ofParticipants, repeats: 'allowed' } as const;
      expect(differences(simulator, rows, options)).to.deep.equal([]);
    });
  });
});

/** The platform keeps each stream's last state; a stream that wrote none keeps its old one. */
function mergeStates(old: JsonValue | null, given: JsonValue | null): JsonValue | null {
  const [before, after] = [old ?? undefined, given ?? undefined];
  if (!isJsonArray(before) || !isJsonArray(after)) return given ?? old;
  const states = [...before, ...after].map((state) => [nameIn(state), state] as const);
  return [...new Map(states).values()];
}

function nameIn(state: JsonValue): JsonValue {
  return at(state, 'stream', 'stream_descriptor', 'name') ?? null;
}
