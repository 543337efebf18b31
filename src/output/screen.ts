import type { Line, PartKind } from './live-frame.js';

export interface ScreenOptions {
  readonly write: (text: string) => void;
  readonly isColoured: boolean;
}

const ESCAPE = '\u001b[';
/** From the cursor to the end of the screen. */
const ERASE_BELOW = `\r${ESCAPE}J`;
const up = (lines: number): string => `${ESCAPE}${lines}A`;

/** SGR: https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ (8.3.117) */
const colours: Readonly<Record<PartKind, string | null>> = {
  plain: null,
  reading: null,
  head: '2',
  'not begun': '2',
  done: '32',
  incomplete: '31',
  stopped: '31',
  waiting: '33',
};

/**
 * The foot of a terminal on which others write too, a target above all: between two drawings the cursor stands above the lines, at the
 * beginning of an empty one. What somebody writes there scrolls up with everything else, and the next drawing takes place below
 * it; nothing is counted or erased but what lies under the cursor, so that a narrower window leaves no trace.
 */
export class Screen {
  readonly #options: ScreenOptions;
  #isShown = false;

  constructor(options: ScreenOptions) {
    this.#options = options;
  }

  get isShown(): boolean {
    return this.#isShown;
  }

  draw(lines: readonly Line[]): void {
    const text = ['', ...lines.map((line) => this.#text(line))].join('\n');
    this.#options.write(`${ERASE_BELOW}${text}\r${up(lines.length)}`);
    this.#isShown = true;
  }

  erase(): void {
    if (this.#isShown) this.#options.write(ERASE_BELOW);
    this.#isShown = false;
  }

  #text(line: Line): string {
    return line.map(({ text, kind }) => this.#coloured(text, colours[kind])).join('');
  }

  #coloured(text: string, colour: string | null): string {
    if (colour === null || text === '' || !this.#options.isColoured) return text;
    return `${ESCAPE}${colour}m${text}${ESCAPE}0m`;
  }
}
