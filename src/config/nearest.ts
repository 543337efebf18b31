/** The part of the letters that may be wrong. */
const tolerance = 1 / 3;

/** The known name that a misspelt one most likely stands for; null where none comes near. */
export function nearest(written: string, known: Iterable<string>): string | null {
  const word = bare(written);
  let best: { readonly name: string; readonly distance: number } | null = null;
  for (const name of known) {
    const distance = distanceOf(word, bare(name));
    const allowed = Math.max(word.length, bare(name).length) * tolerance;
    if (distance <= allowed && (best === null || distance < best.distance)) best = { name, distance };
  }
  return best?.name ?? null;
}

/** The end of a sentence about a name that is unknown. */
export function suggestion(written: string, known: Iterable<string>): string {
  const name = nearest(written, known);
  return name === null ? '.' : `; did you mean ${name}?`;
}

/** `startDate`, `start-date` and `START_DATE` are all one word; nothing of ours is longer than this. */
function bare(name: string): string {
  return name
    .slice(0, 60)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

/** How many letters to add, to drop, to change or to swap with their neighbour. */
function distanceOf(a: string, b: string): number {
  let before: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const changed = cell(above, column - 1) + (isSame ? 0 : 1);
      const swapped = isSwapped ? cell(before, column - 2) + 1 : Infinity;
      line.push(Math.min(cell(above, column) + 1, cell(line, column - 1) + 1, changed, swapped));
    }
    [before, above] = [above, line];
  }
  return cell(above, b.length);
}

function cell(line: readonly number[], column: number): number {
  return line[column] ?? Infinity;
}
