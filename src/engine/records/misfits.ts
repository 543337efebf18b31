import type { JsonValue } from '../../json.js';
import { isJsonArray } from '../../json.js';

/** A value that the schema cannot hold in its place, with the way there from the outermost value. */
export interface Misfit {
  readonly path: (string | number)[];
  readonly value: JsonValue;
}

/** Gathers the values of one row that do not fit. There are none, nearly always, so asking for that is cheap. */
export class Misfits {
  private found: Misfit[] = [];

  get count(): number {
    return this.found.length;
  }

  /** Gives what stands in the value's place. */
  take(value: JsonValue): null {
    this.found.push({ path: [], value });
    return null;
  }

  /** Those beyond the first `before` turned out to lie in this field or item. */
  within(place: string | number, before: number): void {
    for (let index = before; index < this.found.length; index += 1) this.found[index]?.path.unshift(place);
  }

  /** Hands over what was found. */
  drain(): readonly Misfit[] {
    const { found } = this;
    this.found = [];
    return found;
  }
}

/** Where it lies, as `extra_fields` names it: `question_details.0.date_time`. */
export function placeOf({ path }: Misfit): string {
  return path.join('.');
}

/** Which kind it is: one for all items of a list. */
export function kindOf({ path, value }: Misfit): string {
  const where = path.map((part) => (typeof part === 'number' ? '[]' : part)).join('.');
  return `${where.replaceAll('.[]', '[]')} (${typeName(value)})`;
}

function typeName(value: JsonValue): string {
  if (isJsonArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'a number';
  return typeof value === 'boolean' ? 'true or false' : 'an object';
}
