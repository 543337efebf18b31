import type { JsonObject, JsonValue } from '../../json.js';
import { partitionKey } from './partition-key.js';
import { parseTime } from '../time/ranges.js';
import { partitionLink, type Plan, type StreamNode } from './plan.js';
import { byId, type Partition, type PartitionRows } from './partitions.js';
import { textOf } from '../visit/stream-run.js';

/** Gathers the rows of a root, with just the fields that this sync's streams use. */
export class PartitionList implements PartitionRows {
  private readonly found = new Map<string, Partition>();
  /** By owner field, then by its value in lower case: those that can be asked. */
  private readonly values = new Map<string, Map<string, Partition>>();
  private readonly fields: ReadonlySet<string>;

  constructor(
    plan: Plan,
    private readonly root: StreamNode,
  ) {
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
    for (const [field, values] of this.values) values.set(ownerName(record[field]), partition);
  }

  sorted(): readonly Partition[] {
    return [...this.found.values()].sort(byId);
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
    return [...this.found.values(), ...strangers].sort(byId);
  }

  /** The partition that a row belongs to by its name; undefined where it names none that can be asked. */
  ownerOf(field: string, name: string): Partition | undefined {
    return this.values.get(field)?.get(name);
  }
}

/** Addresses are the same in whatever case. */
export function ownerName(value: JsonValue | undefined): string {
  return textOf(value).toLowerCase();
}
