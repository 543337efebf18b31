import type { Clock } from '../../src/clock.js';
import type { ConfiguredStream } from '../../src/engine/catalog.js';
import type { StreamStateJson } from '../../src/engine/events.js';
import type { StateCaps } from '../../src/engine/state/state-room.js';
import type { sync as syncFunction } from '../../src/engine/run/sync.js';
import { loadDefinitions } from '../../src/offline-catalog.js';
import { readEachTime } from '../../src/engine/plan/resting.js';
import { roadFamilies, type RoadFamily } from '../../src/streams/index.js';
import { moreLists } from './more-lists.js';
import { broken } from './promise.js';
import { Random } from './random.js';
import { Firewall } from './refusals.js';
import { merged, Target } from './target.js';
import { worldReader, type Weather, type WorldClock } from './world-reader.js';
import { day, hour } from './times.js';
import { makeWorld, type World } from './world.js';
import { toyService } from '../support/toy-service.js';
import { keptSecrets } from '../support/toy-secrets.js';

/** What a connection reads: what took place, or what was recorded. */
export type LifeKind = 'meetings' | 'recordings';

const recordingStreams = [
  'users',
  'recordings',
  'account_recordings',
  'recording_files',
  'recording_settings',
  'recording_analytics_summary',
  'recording_analytics_details',
];
const meetingStreams = [
  'users',
  'meetings',
  'meeting_registrants',
  'report_meetings',
  'report_history_meetings',
  'report_meeting_participants',
  'past_meeting_instances',
  'past_meetings',
  'past_meeting_participants',
  ...moreLists.map(({ declaration }) => declaration.name),
];

const definitions = new Map([...loadDefinitions(), ...moreLists].map((one) => [one.declaration.name, one]));
const incremental: ReadonlySet<string> = new Set(
  [...meetingStreams, ...recordingStreams].filter(
    (name) => definitions.get(name)?.declaration.cursorField !== null,
  ),
);
const fine: Weather = {
  failures: 0,
  budget: Infinity,
  killAfter: Infinity,
  pageSize: 300,
  brokenList: null,
};

/** Now and then something fails, and every run comes to its end. */
const drizzle: Weather = { ...fine, failures: 0.06 };

/** What a state may hold, in bytes: as good as everything, or next to nothing. */
const plenty: StateCaps = { due: 20_000, seen: 21_600, inFlight: 300 };
const rooms: readonly StateCaps[] = [
  plenty,
  { due: 1_500, seen: 144, inFlight: 100 },
  { due: 400, seen: 144, inFlight: 100 },
];

/** From one sync to the next. */
const steps = [hour, 12 * hour, day, day, 3 * day, 20 * day];
const shortSteps = [hour, 5 * hour, 12 * hour, day];

export interface Outcome {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly syncs: number;
}

/** One random life of a connection: syncs in all weathers, and after each the promise of the state that is left. */
export async function simulate(
  seed: number,
  sync: typeof syncFunction,
  kind: LifeKind = seed % 4 === 0 ? 'recordings' : 'meetings',
): Promise<Outcome> {
  return new Life(new Random(seed), sync, kind).live();
}

class Life {
  private readonly streams: readonly string[];
  private readonly families: readonly RoadFamily[];
  private readonly world: World;
  private readonly clock: WorldClock;
  private readonly target = new Target();
  private readonly firewall: Firewall;
  private states = new Map<string, StreamStateJson>();
  private startDate: number | null;
  /** It only moves back. */
  private readonly latestStart: number | null;
  private readonly roads = new Map<string, string>();
  /** Once a short road was taken, states promise no more than it shows. */
  private readonly used = new Set<string>();
  /** Little happens to it, so that there is time for what is only done when all went well. */
  private readonly isCalm: boolean;
  private readonly usual: readonly ConfiguredStream[];
  private readonly lost: string[] = [];
  private syncs = 0;

  constructor(
    private readonly random: Random,
    private readonly sync: typeof syncFunction,
    kind: LifeKind,
  ) {
    // What is read whole wants every list each time, and then nobody is left out for want of news.
    const isNarrow = kind === 'recordings' && random.chance(0.6);
    const recording = recordingStreams.filter((name) => !isNarrow || name !== 'recording_settings');
    this.streams = kind === 'recordings' ? recording : meetingStreams;
    const family = kind === 'recordings' ? 'recordings_from' : 'past_meetings_from';
    this.families = roadFamilies.filter((one) => one.family === family);
    this.isCalm = random.chance(0.35);
    this.world = makeWorld(random, { isShort: this.isCalm, isRecorded: kind === 'recordings' });
    this.clock = { time: this.world.begin };
    this.firewall = new Firewall(random, this.world);
    for (const { family, usual, short } of this.families) {
      this.roads.set(family, random.chance(0.5) ? usual : short);
    }
    this.usual = this.choose();
    this.startDate = random.chance(0.5) ? null : this.world.begin - random.int(0, 40) * day;
    this.latestStart = this.startDate;
  }

  async live(): Promise<Outcome> {
    while (
      this.clock.time < this.world.end &&
      this.syncs < (this.isCalm ? 24 : 16) &&
      this.lost.length === 0
    ) {
      this.changeSettings();
      const isCalm = this.isCalm && this.random.chance(0.9);
      const mild = this.random.pick([fine, fine, drizzle]);
      await (isCalm ? this.run(mild, this.usual) : this.run(this.weather(), this.choose()));
      this.clock.time += this.random.pick(this.isCalm ? shortSteps : steps);
    }
    if (this.lost.length === 0) await this.finish();
    return { lost: this.lost, doubled: this.target.doubled, syncs: this.syncs };
  }

  private changeSettings(): void {
    if (this.startDate !== null && this.random.chance(0.05)) this.startDate -= this.random.int(1, 30) * day;
    for (const { family, usual, short } of this.families) {
      if (this.random.chance(0.04)) this.roads.set(family, this.roads.get(family) === usual ? short : usual);
    }
    if (!this.random.chance(0.05)) return;
    const cleared = this.random.pick(this.streams);
    this.target.clear(cleared);
    this.states.delete(cleared);
  }

  private weather(): Weather {
    const { random } = this;
    return {
      failures: random.pick([0, 0, 0.02, 0.2]),
      budget: random.chance(0.25) ? random.int(5, 200) : Infinity,
      killAfter: random.chance(0.4) ? random.int(2, 300) : Infinity,
      pageSize: random.pick([1, 3, 300]),
      brokenList: random.chance(0.15) ? random.pick(['users', 'desks', 'shelves']) : null,
    };
  }

  private choose(): readonly ConfiguredStream[] {
    const chosen = this.streams.filter(() => this.random.chance(0.7));
    return (chosen.length > 0 ? chosen : this.streams).map((name) =>
      this.configured(name, this.random.chance(0.04)),
    );
  }

  private configured(name: string, isFull: boolean): ConfiguredStream {
    const mode = incremental.has(name) && !isFull ? 'incremental' : 'full_refresh';
    return { name, syncMode: mode, deselected: [], syncId: null, generationId: null };
  }

  private async run(weather: Weather, chosen: readonly ConfiguredStream[]): Promise<boolean> {
    const isFine = weather === fine;
    this.syncs += 1;
    const since = this.clock.time;
    this.target.beginSync();
    this.firewall.nextRun();
    for (const { family, short } of this.families)
      if (this.roads.get(family) === short) this.used.add(family);
    const ahead = isFine || !this.random.chance(0.04) ? 0 : 13 * 365 * day;
    const controller = new AbortController();
    let requests = 0;
    const readPages = worldReader({
      world: this.world,
      clock: this.clock,
      weather,
      random: this.random,
      firewall: isFine ? null : this.firewall,
      onRequest: () => {
        requests += 1;
        if (requests >= weather.killAfter) controller.abort();
      },
    });
    const outcome = await this.sync({
      definitions,
      request: { streams: chosen, state: new Map(this.states) },
      settings: {
        startDate: this.startDate,
        endDate: null,
        lookback: 3 * day,
        roads: this.families.map(({ family, usual }) => ({
          family,
          usual,
          wanted: this.roads.get(family) ?? usual,
          isTried: false,
        })),
        seldom: readEachTime,
        maxConcurrency: 8,
        secrets: keptSecrets,
        skipUnauthorizedStreams: false,
      },
      connect: () => toyService(readPages),
      sink: this.target,
      clock: this.engineClock(ahead),
      signal: controller.signal,
      // In a dense world with next to no memory, what shows up late is asked when it is old, and not before.
      caps: this.isCalm ? plenty : this.random.pick(rooms),
    });
    if (ahead === 0) this.checkEnds(chosen);
    this.keepStates(chosen, weather.killAfter !== Infinity);
    for (const [stream, state] of this.states) {
      const check = { state, now: this.clock.time, since, used: this.used, latestStart: this.latestStart };
      this.lost.push(...broken(this.world, this.target, stream, check));
    }
    return outcome.complete;
  }

  /** The clock of the machine that the run happens on, which may be wrong by years. */
  private engineClock(ahead: number): Clock {
    return {
      now: () => this.clock.time + ahead,
      sleep: (ms) => {
        this.clock.time += ms;
        return Promise.resolve();
      },
    };
  }

  /** What is complete has nothing due but what may be missing; in fine weather, nothing. */
  private checkEnds(chosen: readonly ConfiguredStream[]): void {
    for (const { name } of chosen) {
      const state = this.target.states(name).at(-1);
      if (state === undefined || !this.target.complete.has(name)) continue;
      const due = this.firewall.unbearable(state, this.clock.time);
      if (due.length > 0) this.lost.push(`${name} is complete, but ${due.join(', ')} are due`);
    }
  }

  /** The states that the next run gets: the newest, those of a target that lagged behind, a mix of ages, a merge. */
  private keepStates(chosen: readonly ConfiguredStream[], wasKilled: boolean): void {
    const { random } = this;
    const lag = wasKilled ? random.int(0, 6) : random.pick([0, 0, 0, 2]);
    const isMix = random.chance(0.1);
    const merges = random.chance(0.2);
    for (const { name } of chosen) {
      const history = this.target.states(name);
      const back = isMix ? random.int(0, 12) : lag;
      const next = history[Math.max(0, history.length - 1 - back)];
      if (next === undefined) continue;
      this.states.set(name, merges ? merged(this.states.get(name), next) : next);
    }
  }

  /** In fine weather a few runs must leave nothing open. */
  private async finish(): Promise<void> {
    const all = this.streams.map((name) => this.configured(name, false));
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (await this.run(fine, all)) return;
      if (this.lost.length > 0) return;
    }
    this.lost.push(`three runs in fine weather did not complete: ${this.target.problems.join('; ')}`);
  }
}
