import { isJsonObject, type JsonObject, type JsonValue } from '../../json.js';
import type { StreamDefinition } from '../catalog.js';
import { applyShape, compileField, hiddenNames, type FieldShape } from './field-shape.js';
import { fieldsBefore, put } from './fields.js';
import { withoutSecrets, type Secrets } from './hidden.js';
import { kindOf, Misfits, placeOf } from './misfits.js';
import type { RowIds } from './row-ids.js';
import { momentAdder } from './moments.js';
import { compileRowNamer } from './row-namer.js';

/**
 * Makes the rows of a page into records, without the fields of their parents: the row itself where nothing has to
 * change, null where the same row came before. `ids` belong to one reading of a list: new ones for each.
 */
export type Shaper = (rows: readonly JsonObject[], ids: RowIds) => readonly (JsonObject | null)[];

export interface ShaperOptions {
  readonly secrets: Secrets;
  /** Called with the names of top-level fields that the schema does not know, once each. */
  readonly onUnknown: (field: string) => void;
  /** Called for each value that the schema cannot hold, with where it lies and what it is. */
  readonly onMisfit: (kind: string) => void;
}

/**
 * Fields pass through as Zoom sends them, but for what the schema's types need: `""` becomes null in dates and
 * numbers, meeting ids become strings, secrets are left out. Unknown top-level fields, and values that are not of the
 * schema's type, go to `extra_fields` as they came; so does a field that is called like one of its parents'.
 */
export function compileShaper(definition: StreamDefinition, options: ShaperOptions): Shaper {
  const shape = compileRow(definition, options);
  const name = compileRowNamer(definition.declaration, options.secrets);
  const addMoments = momentAdder(definition.declaration);
  return (rows, ids) => {
    const shaped = rows.map(shape);
    const records = addMoments === null ? shaped : shaped.map(addMoments);
    return name === null ? records : name(rows, records, ids);
  };
}

function compileRow(definition: StreamDefinition, options: ShaperOptions): (row: JsonObject) => JsonObject {
  const found = new Misfits();
  const fields = fieldsOf(definition, { secrets: options.secrets, misfits: found });
  const guess = new FieldGuess(fields);
  const others = new Others(fields, parentFields(definition), options);

  return (row) => {
    let copy: Draft | null = null;
    let place = 0;
    for (const name in row) {
      const value = row[name] ?? null;
      const field = guess.at(place, name);
      place += 1;
      const shaped = field === undefined ? undefined : applyShape(field, value);
      if (copy === null) {
        if (shaped === value) continue;
        copy = { record: fieldsBefore(name, row), extra: null };
      }
      if (shaped === undefined) others.take(copy, name, value);
      else put(copy.record, name, shaped);
      if (found.count > 0) others.takeInner(copy, name, found);
    }
    return copy === null ? row : finished(copy);
  };
}

/** Rows of a list have the same fields in the same order, nearly always: comparing two names is faster than a look-up. */
class FieldGuess {
  private readonly names: string[] = [];
  private readonly shapes: (FieldShape | undefined)[] = [];

  constructor(private readonly fields: ReadonlyMap<string, FieldShape>) {}

  /** @param place of the field in its row, from 0 */
  at(place: number, name: string): FieldShape | undefined {
    if (this.names[place] !== name) {
      this.names[place] = name;
      this.shapes[place] = this.fields.get(name);
    }
    return this.shapes[place];
  }
}

/** A record in the making, once it is clear that it differs from its row. */
interface Draft {
  readonly record: Record<string, JsonValue>;
  extra: Record<string, JsonValue> | null;
}

function finished({ record, extra }: Draft): JsonObject {
  if (extra !== null) record['extra_fields'] = extra;
  return record;
}

/** What the schema does not know or cannot hold. */
class Others {
  private readonly unknown = new Set<string>();
  private readonly hidden: ReadonlySet<string>;

  constructor(
    private readonly fields: ReadonlyMap<string, FieldShape>,
    private readonly ofParents: ReadonlySet<string>,
    private readonly options: ShaperOptions,
  ) {
    this.hidden = hiddenNames(options.secrets);
  }

  take(draft: Draft, name: string, value: JsonValue): void {
    if (this.hidden.has(name)) return;
    this.keep(draft, name, value);
    if (this.fields.has(name)) {
      put(draft.record, name, null);
      this.options.onMisfit(kindOf({ path: [name], value }));
    } else if (!this.unknown.has(name) && !this.ofParents.has(name)) {
      this.unknown.add(name);
      this.options.onUnknown(name);
    }
  }

  /** What lies within a value that fits as a whole. */
  takeInner(draft: Draft, name: string, found: Misfits): void {
    found.within(name, 0);
    for (const misfit of found.drain()) {
      this.keep(draft, placeOf(misfit), misfit.value);
      this.options.onMisfit(kindOf(misfit));
    }
  }

  private keep(draft: Draft, name: string, value: JsonValue): void {
    const { secrets } = this.options;
    draft.extra ??= {};
    put(draft.extra, name, secrets.areKept ? value : withoutSecrets(value, secrets));
  }
}

/** Shapes of the fields that a row may have itself, secrets apart. */
function fieldsOf(
  definition: StreamDefinition,
  context: { readonly secrets: Secrets; readonly misfits: Misfits },
): ReadonlyMap<string, FieldShape> {
  const added = addedFields(definition);
  const hidden = hiddenNames(context.secrets);
  const own = Object.entries(propertiesOf(definition.schema)).filter(
    ([name]) => !added.has(name) && !hidden.has(name),
  );
  return new Map(own.map(([name, property]) => [name, compileField(property, context)]));
}

/** Fields that come from parents or from us, never from the row. */
function addedFields(definition: StreamDefinition): ReadonlySet<string> {
  const { moments, rowId } = definition.declaration;
  const own = [...Object.keys(moments), ...(rowId === null ? [] : ['row_id'])];
  return new Set([...parentFields(definition), 'extra_fields', ...own]);
}

function parentFields({ declaration }: StreamDefinition): ReadonlySet<string> {
  return new Set(
    declaration.parents.flatMap(({ partition, inherit }) => [
      ...Object.keys(partition),
      ...Object.keys(inherit),
    ]),
  );
}

export function propertiesOf(schema: JsonObject): JsonObject {
  const properties = schema['properties'];
  return isJsonObject(properties) ? properties : {};
}
