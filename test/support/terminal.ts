/** A terminal of a few rows: what stands on it after a program has written, and in which colours. */

export interface Cell {
  readonly character: string;
  /** SGR, empty where it is the usual one. */
  readonly style: string;
}

const blank: Cell = { character: ' ', style: '' };
/** A command, a line end, or a character. */
const pieces = /\u001b\[([0-9;?]*)([A-Za-z])|[\s\S]/gu;

export class Terminal {
  readonly #columns: number;
  readonly #rows: number;
  /** All lines that there ever were; the last ones are in sight. */
  readonly #lines: Cell[][] = [[]];
  #row = 0;
  #column = 0;
  #style = '';

  constructor({ columns, rows }: { readonly columns: number; readonly rows: number }) {
    this.#columns = columns;
    this.#rows = rows;
  }

  write(text: string): void {
    for (const [piece, parameters = '', command] of text.matchAll(pieces)) {
      if (command !== undefined) this.#obey(command, parameters);
      else if (piece === '\r') this.#column = 0;
      else if (piece === '\n') this.#down();
      else this.#put(piece);
    }
  }

  /** Lines from the first ever written on, without the blank ones at the end. */
  get text(): readonly string[] {
    return this.cells.map((line) =>
      line
        .map(({ character }) => character)
        .join('')
        .trimEnd(),
    );
  }

  get cells(): readonly (readonly Cell[])[] {
    const last = this.#lines.findLastIndex((line) => line.some(({ character }) => character !== ' '));
    return this.#lines.slice(0, last + 1);
  }

  #obey(command: string, parameters: string): void {
    const count = Number(parameters) || 1;
    if (command === 'A') this.#row = Math.max(this.#top(), this.#row - count);
    else if (command === 'J') this.#eraseBelow();
    else if (command === 'K') this.#lines[this.#row] = [];
    else if (command === 'm') this.#style = parameters === '0' ? '' : parameters;
    else throw new Error(`a command that this terminal does not know: ${command}`);
  }

  #top(): number {
    return Math.max(0, this.#lines.length - this.#rows);
  }

  #eraseBelow(): void {
    this.#lines[this.#row] = (this.#lines[this.#row] ?? []).slice(0, this.#column);
    for (let row = this.#row + 1; row < this.#lines.length; row += 1) this.#lines[row] = [];
  }

  #down(): void {
    this.#column = 0;
    this.#row += 1;
    if (this.#row === this.#lines.length) this.#lines.push([]);
  }

  #put(character: string): void {
    if (this.#column === this.#columns) this.#down();
    const line = this.#lines[this.#row] ?? [];
    while (line.length < this.#column) line.push(blank);
    line[this.#column] = { character, style: this.#style };
    this.#column += 1;
  }
}
