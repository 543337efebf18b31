import type { Cell } from '../test/support/terminal.js';

const [cellWidth, lineHeight, margin] = [8.4, 19, 16];
const fontSize = 14;
const paper = '#1e2127';
const ink = '#d7dae0';

/** By SGR. */
const inks: Readonly<Record<string, string>> = {
  '2': '#8b919c',
  '31': '#ef7b85',
  '32': '#98c379',
  '33': '#e5c07b',
};

/** The lines of a terminal as a picture of text, which can be searched and read aloud. */
export function drawing(lines: readonly (readonly Cell[])[], columns: number): string {
  const width = Math.ceil(columns * cellWidth + 2 * margin);
  const height = lines.length * lineHeight + 2 * margin;
  const texts = lines.map((line, row) => lineText(line, margin + fontSize + row * lineHeight));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    '<title>The live view of a sync on a terminal</title>',
    `<rect width="${width}" height="${height}" rx="8" fill="${paper}"/>`,
    `<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${fontSize}" fill="${ink}" xml:space="preserve">`,
    ...texts.filter((text) => text !== ''),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** A stretch of one style each; it is stretched to its place, whatever the font. */
function lineText(line: readonly Cell[], y: number): string {
  const parts: { from: number; style: string; text: string }[] = [];
  for (const [column, { character, style }] of line.entries()) {
    const last = parts.at(-1);
    if (last?.style === style) last.text += character;
    else parts.push({ from: column, style, text: character });
  }
  return parts
    .map(({ from, style, text }) => ({ from, style, text: text.trimEnd() }))
    .filter(({ text }) => text !== '')
    .map(({ from, style, text }) => {
      const colour = inks[style];
      const fill = colour === undefined ? '' : ` fill="${colour}"`;
      const place = `x="${(margin + from * cellWidth).toFixed(1)}" y="${y}"`;
      return `<text ${place} textLength="${(text.length * cellWidth).toFixed(1)}"${fill}>${escaped(text)}</text>`;
    })
    .join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
