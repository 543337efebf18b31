import type { StreamStateJson } from '../../engine/events.js';
import type { JsonObject, JsonValue } from '../../json.js';
import { isJsonObject } from '../../json.js';
import type { Notice } from '../protocol.js';

export interface StateInput {
  /** The state as it came, to be written first of all; null where none was given or it was empty. */
  readonly original: JsonObject | null;
  readonly bookmarks: JsonObject;
  readonly notices: readonly Notice[];
}

/**
 * Reads a state file: a state value, or one inside Meltano's `singer_state` or a whole STATE message. Never throws:
 * what is not understood is named and left out.
 */
export function readState(state: unknown): StateInput {
  if (state === undefined || state === null) return nothing([]);
  // What Airbyte's destinations have, a target has not.
  if (Array.isArray(state) && state.some(isJsonObject))
    return nothing(["The state is a list, as Airbyte's are, and is ignored."]);
  if (!isJsonObject(state)) return nothing(['The state is no object and is ignored.']);
  const value = unwrap(state);
  if (Object.keys(value).length === 0) return nothing([]);
  const bookmarks = value['bookmarks'];
  if (isJsonObject(bookmarks)) return { original: value, bookmarks, notices: [] };
  return {
    original: value,
    bookmarks: {},
    notices: [
      { level: 'warn', message: 'The state has no object named bookmarks; every stream starts anew.' },
    ],
  };
}

function unwrap(state: JsonObject): JsonObject {
  const inner = state['singer_state'] ?? (state['type'] === 'STATE' ? state['value'] : undefined);
  return isJsonObject(inner) ? inner : state;
}

function nothing(warnings: readonly string[]): StateInput {
  const notices = warnings.map((message) => ({ level: 'warn', message }) as const);
  return { original: null, bookmarks: {}, notices };
}

/** A state may grow to tens of kilobytes; above this size one is written only when it is a small part of the output. */
const ALWAYS_BELOW = 16_384;
const AT_LEAST_EVERY_MS = 10_000;

/**
 * All bookmarks of the run: those of unselected streams as they came, those of selected streams as they are now.
 * The text of a bookmark is kept, for only one of them changes at a time.
 */
export class Bookmarks {
  readonly #texts = new Map<string, string>();
  #writtenValue: string | null = null;
  #writtenAt = 0;
  #charactersSince = 0;
  #isLast = false;

  constructor(input: StateInput) {
    for (const [stream, bookmark] of Object.entries(input.bookmarks)) this.#texts.set(stream, text(bookmark));
  }

  set(stream: string, state: StreamStateJson): void {
    this.#texts.set(stream, JSON.stringify(state));
  }

  /** Every line that is no STATE must be told. */
  sawLine(characters: number): void {
    this.#charactersSince += characters;
    this.#isLast = false;
  }

  wrote(value: string, now: number): void {
    this.#writtenValue = value;
    this.#writtenAt = now;
    this.#charactersSince = 0;
    this.#isLast = true;
  }

  /** The value to write at a checkpoint; null where it changed nothing, or a large one may wait. */
  due(now: number): string | null {
    const value = this.value();
    const isWorthIt =
      value.length < ALWAYS_BELOW ||
      this.#charactersSince >= value.length ||
      now - this.#writtenAt >= AT_LEAST_EVERY_MS;
    return isWorthIt && value !== this.#writtenValue ? value : null;
  }

  /** The value to write where a large one may wait no longer; null where it changed nothing. */
  changed(): string | null {
    const value = this.value();
    return value === this.#writtenValue ? null : value;
  }

  /** The value to write as the last line; null where it is there already. Some targets forget a state that a record follows. */
  final(): string | null {
    const value = this.value();
    return this.#isLast && value === this.#writtenValue ? null : value;
  }

  value(): string {
    const members = [...this.#texts].map(([stream, state]) => `${JSON.stringify(stream)}:${state}`);
    return `{"bookmarks":{${members.join(',')}}}`;
  }
}

function text(value: JsonValue): string {
  return JSON.stringify(value);
}
