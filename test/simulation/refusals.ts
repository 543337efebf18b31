import type { PageRequest } from '../../src/engine/page-reader.js';
import { parseRanges } from '../../src/engine/time/ranges.js';
import type { StreamStateJson } from '../../src/engine/events.js';
import type { Random } from './random.js';
import { day } from './times.js';
import { type World, type WorldUser } from './world.js';

/** Answers that come again and again for one request, until it is answered after all. */
interface Spell {
  readonly from: number;
  readonly until: number;
  /** When the answer becomes another one. */
  readonly turn: number;
}

interface Count {
  readonly answer: string;
  readonly first: number;
  readonly runs: Set<number>;
}

const leastRuns = 3;
const leastTime = 3 * day;

/**
 * A firewall before the world: it refuses some lists and some items for a while, in all weathers alike. It keeps count,
 * so that it knows without the engine which streams may be complete without an item.
 */
export class Firewall {
  private readonly spells = new Map<string, Spell>();
  private readonly owners = new Map<string, string>();
  private readonly counts = new Map<string, Count>();
  private run = 0;

  constructor(random: Random, world: World) {
    const isQuiet = random.chance(0.4);
    for (const user of world.users) {
      for (const target of targetsOf(user)) {
        if (isQuiet || !random.chance(0.08)) continue;
        const from = random.int(world.begin - 10 * day, world.end);
        const turn = random.chance(0.3) ? from + random.int(0, 20) * day : Infinity;
        this.spells.set(target, { from, turn, until: from + random.int(1, 90) * day });
        this.owners.set(target, user.id);
      }
    }
  }

  nextRun(): void {
    this.run += 1;
  }

  /** The answer that a request gets in the place of its rows; null: it passes. */
  answerTo(request: PageRequest, now: number): string | null {
    const target = targetOf(request);
    const spell = this.spells.get(target);
    if (spell === undefined || now < spell.from || now >= spell.until) return null;
    const answer = now < spell.turn ? 'HTTP 403' : 'HTTP 400, code 1';
    const known = this.counts.get(target);
    const count = known?.answer === answer ? known : { answer, first: now, runs: new Set<number>() };
    count.runs.add(this.run);
    this.counts.set(target, count);
    return answer;
  }

  /** Partitions that a stream which ended well leaves due, though no item of theirs was refused for so long. */
  unbearable(state: StreamStateJson, now: number): readonly string[] {
    const due = Object.keys(state.due).filter((id) => parseRanges(state.due[id] ?? '') !== null);
    return due.filter((id) => !this.hasOldItem(id, now));
  }

  private hasOldItem(user: string, now: number): boolean {
    return [...this.counts].some(([target, { first, runs }]) => {
      const isOld = runs.has(this.run) && runs.size >= leastRuns && now - first >= leastTime;
      const isTheirs = user === '@account' || this.owners.get(target) === hostOf(user);
      return isOld && !target.startsWith('list ') && isTheirs;
    });
  }
}

/** Who is gone is a partition by the address. */
function hostOf(partition: string): string {
  return partition.replace('@example.com', '');
}

function targetsOf(user: WorldUser): readonly string[] {
  return [
    `list meetings ${user.id}`,
    `list report_meetings ${user.id}`,
    ...(user.recordings.length > 0 ? [`list recordings ${user.id}`] : []),
    ...user.meetings.flatMap(({ id }) => [`meeting_registrants ${id}`, `past_meeting_instances ${id}`]),
    ...user.recordings.map(({ uuid }) => `recording_settings ${uuid}`),
    ...user.instances.flatMap(({ uuid }) => [
      `past_meetings ${uuid}`,
      `report_meeting_participants ${uuid}`,
      `past_meeting_participants ${uuid}`,
    ]),
  ];
}

function targetOf({ stream, pathValues }: PageRequest): string {
  const { host_user_id: user, meeting_id: id, meeting_uuid: uuid } = pathValues;
  return user === undefined ? `${stream} ${uuid ?? id ?? ''}` : `list ${stream} ${user}`;
}
