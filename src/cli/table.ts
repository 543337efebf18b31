/** Tables as texts, for people. */

export interface Cells {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Places of columns of numbers, which end below each other. */
  readonly numbers?: ReadonlySet<number>;
}

export function alignedTable({ columns, rows, numbers = new Set() }: Cells): string {
  const all = [columns.map((title) => title.toUpperCase()), ...rows];
  const widths = columns.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? '').length)));
  const padded = (cell: string, column: number): string => {
    const width = widths[column] ?? 0;
    return numbers.has(column) ? cell.padStart(width) : cell.padEnd(width);
  };
  return all.map((cells) => cells.map(padded).join('  ').trimEnd()).join('\n');
}

export function markdownTable({ columns, rows, numbers = new Set() }: Cells): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = columns.map((_, column) => (numbers.has(column) ? '---:' : '---'));
  return [line(columns), line(rule), ...rows.map(line)].join('\n');
}
