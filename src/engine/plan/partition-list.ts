import type { JsonObject, JsonValue } from '../../json.js';
import { partitionKey } from './partition-key.js';
import { parseTime } from '../time/ranges.js';
import { partitionLink, type Plan, type StreamNode } from './plan.js';
import { NamedPartitions } from './named-partitions.js';
import { byId, type Partition, type PartitionRows } from './partitions.js';
import { textOf } from '../records/fields.js';

/** Which of the partitions are visited. */
export interface Chosen {
  /** So many of them stand for all. */
  readonly atMost: number;
  /** Those that are named; null: all. */
  readonly names: readonly string[] | null;
}

/** Gathers the rows of a root, with just the fields that this sync's streams use. */
export class PartitionList implements PartitionRows {
  private readonly found = new Map<string, Partition>();
  /** By owner field, then by its value in lower case: those that can be asked. */
  private readonly values = new Map<string, Map<string, Partition>>();
  private readonly fields: ReadonlySet<string>;
  private readonly typical = new Set<Partition>();
  private readonly atMost: number;
  /** Null where all are chosen. */
  private readonly named: NamedPartitions | null;

  constructor(
    plan: Plan,
    private readonly root: StreamNode,
    { atMost = Infinity, names = null }: Partial<Chosen> = {},
  ) {
    this.atMost = atMost;
    this.named = names === null ? null : new NamedPartitions(names);
    const nodes = plan.components.filter((component) => component.root === root).flatMap((one) => one.nodes);
    const links = nodes.flatMap((node) => partitionLink(node) ?? []);
    const owners = nodes.flatMap(({ declaration }) => declaration.owner?.partitionField ?? []);
    const narrowings = nodes.flatMap(({ narrowing }) => narrowing ?? []);
    this.fields = new Set([
      ...narrowings.map(({ partitionField }) => partitionField),
      ...links.flatMap(({ partition, inherit }) => [...Object.values(partition), ...Object.values(inherit)]),
      ...owners,
    ]);
    for (const field of owners) this.values.set(field, new Map());
  }

  add(record: JsonObject): void {
    const source = this.root.declaration.partitions;
    if (source === null) return;
    const id = textOf(record[source.id]);
    const key = partitionKey(id);
    // Pending users have no id yet, and nothing can be asked of them.
    if (id === '' || this.found.has(key)) return;
    const row = Object.fromEntries([...this.fields].map((field) => [field, record[field] ?? null]));
    const createdAt = source.createdAt === null ? null : parseTime(textOf(record[source.createdAt]));
    const partition = { id: key, createdAt, row, root: null };
    this.found.set(key, partition);
    const { name } = source;
    this.named?.offer(partition, name === undefined ? [id] : [id, textOf(record[name])]);
    const { typical } = source;
    if (typical === undefined || textOf(record[typical.field]) === typical.value) this.typical.add(partition);
    for (const [field, values] of this.values) values.set(ownerName(record[field]), partition);
  }

  sorted(): readonly Partition[] {
    return [...this.chosen()].sort(byId);
  }

  get missing(): readonly string[] {
    return this.named?.missing ?? [];
  }

  /** All that were found, or some: those that are likely to have rows first. */
  private chosen(): ReadonlySet<Partition> {
    if (this.named !== null) return this.named.chosen;
    const all = [...this.found.values()];
    if (all.length <= this.atMost) return new Set(all);
    return new Set([...new Set([...this.typical, ...all])].slice(0, this.atMost));
  }

  /** Those listed, and those that only the activity of a narrowed root tells of: they are asked by its value. */
  withStrangers(root: StreamNode, values: readonly string[]): readonly Partition[] {
    const link = partitionLink(root);
    const fields = [...Object.values(link?.partition ?? {}), root.narrowing?.partitionField ?? ''];
    const strangers = values.map((value) => ({
      id: partitionKey(value),
      createdAt: null,
      row: Object.fromEntries(fields.map((field) => [field, value])),
      root,
    }));
    return [...this.chosen(), ...strangers].sort(byId);
  }

  /** The partition that a row belongs to by its name; undefined where it names none that can be asked. */
  ownerOf(field: string, name: string): Partition | undefined {
    const owner = this.values.get(field)?.get(name);
    const isLeftOut = owner !== undefined && this.atMost < this.found.size && !this.chosen().has(owner);
    return isLeftOut ? undefined : owner;
  }
}

/** Addresses are the same in whatever case. */
export function ownerName(value: JsonValue | undefined): string {
  return textOf(value).toLowerCase();
}
