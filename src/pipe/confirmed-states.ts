import { isJsonObject } from '../json.js';

/**
 * The states in what a target writes, each kept as soon as it is there: whoever is killed after days has what was
 * confirmed until then. Who is killed in mid-write leaves half a line, and some targets say other things on stdout:
 * neither is a state.
 */
export class ConfirmedStates {
  readonly #keep: (state: string) => void;
  #rest = '';
  #any = false;
  #fault: unknown = null;

  /** @param keep throws where it cannot */
  constructor(keep: (state: string) => void) {
    this.#keep = keep;
  }

  get any(): boolean {
    return this.#any;
  }

  /** Why the last one could not be kept; null where it was. */
  get fault(): unknown {
    return this.#fault;
  }

  readonly take = (piece: string): void => {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop() ?? '';
    const last = lines.findLast(isState);
    if (last === undefined) return;
    this.#any = true;
    try {
      this.#keep(last);
      this.#fault = null;
    } catch (error) {
      this.#fault = error;
    }
  };
}

/** A state value, or a whole STATE message. */
function isState(line: string): boolean {
  const content = parsed(line);
  if (!isJsonObject(content)) return false;
  const { bookmarks, value } = content;
  return isJsonObject(bookmarks) || (isJsonObject(value) && isJsonObject(value['bookmarks']));
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
