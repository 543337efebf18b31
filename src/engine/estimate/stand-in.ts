import type { StreamDefinition } from '../catalog.js';
import type { Narrowing, ParentLink, StreamDeclaration } from '../declaration.js';
import { textOf } from '../records/fields.js';
import type { SampledRow, StreamSample } from './stream-sample.js';

/**
 * The rows of a list that narrows a stream are that stream's under other names, for all partitions at once. So they tell how
 * many rows each has, and where those lead. Which field is which is told by the links that lead from both to one child.
 */
export class StandIn {
  private readonly fields = new Map<string, string>();
  private readonly choices = new Map<string, ParentLink['where']>();
  private rows: ReadonlyMap<string, readonly SampledRow[]> | null = null;
  private known = -1;

  constructor(
    narrowed: StreamDeclaration,
    readonly narrowing: Narrowing,
    definitions: ReadonlyMap<string, StreamDefinition>,
    private readonly sample: StreamSample,
  ) {
    const [key] = narrowed.primaryKey;
    if (key !== undefined) this.fields.set(key, narrowing.keyField);
    for (const { declaration } of definitions.values()) {
      const [own] = declaration.parents.filter(({ stream }) => stream === narrowed.name);
      const [other] = declaration.parents.filter(({ stream }) => stream === narrowing.stream);
      if (own === undefined || other === undefined) continue;
      this.choices.set(JSON.stringify(own.where), other.where);
      this.pair(own.partition, other.partition);
      this.pair(own.inherit, other.inherit);
    }
  }

  private pair(own: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): void {
    for (const [name, field] of Object.entries(own)) {
      const same = other[name];
      if (same !== undefined) this.fields.set(field, same);
    }
  }

  /** Something was looked at. */
  get isKnown(): boolean {
    return this.sample.lists.length > 0;
  }

  /** All rows are known, and not only how many there are. */
  get isWhole(): boolean {
    return this.isKnown && this.sample.lists.every(({ isWhole }) => isWhole);
  }

  /** As a link through the narrowed stream chooses and names; null where that cannot be said. */
  linkFor(link: ParentLink): ParentLink | null {
    const where = link.where.length === 0 ? [] : this.choices.get(JSON.stringify(link.where));
    const partition = this.translated(link.partition);
    const isPlain = link.each === null && link.firstOf === null;
    if (where === undefined || partition === null || !isPlain) return null;
    return { ...link, where, partition, inherit: this.translated(link.inherit) ?? {} };
  }

  private translated(fields: Readonly<Record<string, string>>): Record<string, string> | null {
    const made: Record<string, string> = {};
    for (const [name, field] of Object.entries(fields)) {
      const other = this.fields.get(field);
      if (other === undefined) return null;
      made[name] = other;
    }
    return made;
  }

  /** Of a partition, by the value that names it. */
  rowsOf(value: string): readonly SampledRow[] {
    this.rows = this.rows === null || this.known !== this.sample.lists.length ? this.grouped() : this.rows;
    return this.rows.get(value.toLowerCase()) ?? [];
  }

  private grouped(): ReadonlyMap<string, readonly SampledRow[]> {
    this.known = this.sample.lists.length;
    const groups = new Map<string, SampledRow[]>();
    for (const { rows } of this.sample.lists) {
      for (const row of rows) {
        const value = textOf(row.record[this.narrowing.field]).toLowerCase();
        const own = groups.get(value);
        if (own === undefined) groups.set(value, [row]);
        else own.push(row);
      }
    }
    return groups;
  }
}
