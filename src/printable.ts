/** Line ends, terminal commands, halves of characters, and what turns the direction of a text around or is not seen. */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** No characters at all, in records too. */
const noCharacter = /[\0\p{Cs}]/u;

/**
 * A text from outside in one line that shows what it holds: a name in a log can neither begin a line of its own nor
 * command a terminal. Loaded by any Node.js, like `installation.ts`.
 */
export function printable(text: string): string {
  return text.replace(unprintable, escaped);
}

/** The same for a text of several lines, which are ours. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

function escaped(character: string): string {
  if (noCharacter.test(character)) return '\ufffd';
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
