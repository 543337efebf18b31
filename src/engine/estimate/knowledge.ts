import type { StreamDefinition } from '../catalog.js';
import { partitionKey } from '../plan/partition-key.js';
import type { Road, StreamNode } from '../plan/plan.js';
import { textOf } from '../records/fields.js';
import type { Range } from '../time/ranges.js';
import type { Reach, Told } from './forecast.js';
import type { Way } from './overlap.js';
import type { Slice } from './scenario.js';
import { StandIn } from './stand-in.js';
import type { Survey } from './survey.js';

/** What was found out so far, whichever road it was asked for. */
export class Knowledge {
  /** What does not change any more when the lists of the account are read, and takes long to put together. */
  readonly told = new WeakMap<StreamNode, Told | null>();
  readonly ways = new WeakMap<Road, Way>();
  readonly slices = new WeakMap<StreamNode, readonly (readonly Slice[])[]>();
  readonly reach = new WeakMap<readonly Slice[], Reach>();
  private readonly active = new WeakMap<StreamNode, ReadonlySet<string>>();
  private readonly standIns = new Map<string, StandIn | null>();

  constructor(
    readonly survey: Survey,
    /** On all roads. */
    private readonly definitions: ReadonlyMap<string, StreamDefinition>,
  ) {}

  /** The list that tells of the stream's rows; null where there is none. */
  standInFor(stream: string): StandIn | null {
    const known = this.standIns.get(stream);
    if (known !== undefined) return known;
    const declaration = this.definitions.get(stream)?.declaration;
    const narrowed = declaration?.narrowed ?? null;
    const made =
      declaration === undefined || narrowed === null
        ? null
        : new StandIn(
            declaration,
            narrowed,
            this.definitions,
            this.survey.of({ name: narrowed.stream, narrowing: null }),
          );
    this.standIns.set(stream, made);
    return made;
  }

  /** A field of the partitions' rows, by partition. */
  namesOf(root: StreamNode | null, field: string): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    const source = root?.declaration.partitions ?? null;
    if (root === null || source === null) return names;
    for (const { rows } of this.survey.of(root).lists) {
      for (const { record } of rows)
        names.set(partitionKey(textOf(record[source.id])), textOf(record[field]));
    }
    return names;
  }

  /** Partitions of a list of which another list shows rows. */
  activeIn(root: StreamNode): ReadonlySet<string> {
    const known = this.active.get(root);
    if (known !== undefined) return known;
    const active = new Set<string>();
    this.active.set(root, active);
    for (const { declaration } of this.definitions.values()) {
      const leads = declaration.parents.some(({ stream }) => stream === root.name);
      const standIn = declaration.narrowed === null || !leads ? null : this.standInFor(declaration.name);
      if (standIn === null || !standIn.isKnown) continue;
      for (const [home, name] of this.namesOf(root, standIn.narrowing.partitionField)) {
        if (standIn.rowsOf(name).length > 0) active.add(home);
      }
    }
    return active;
  }

  /** Of which times all rows of a list of the account were looked at. */
  readonly knownRanges = (node: Pick<StreamNode, 'name' | 'narrowing'>): readonly Range[] => {
    const cores = this.survey
      .of(node)
      .served.flatMap(({ core, isWhole }) => (core === null || !isWhole ? [] : [core]));
    const joined: Range[] = [];
    for (const { from, to } of cores.sort((a, b) => a.from - b.from)) {
      const last = joined.at(-1);
      // Windows follow one another without a gap.
      if (last !== undefined && from <= last.to + 1)
        joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, to) };
      else joined.push({ from, to });
    }
    return joined;
  };
}
