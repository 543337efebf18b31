/**
 * People pass a configuration, or one setting of it, where the name of an option or of a file belongs. So nothing that
 * was typed is repeated unless it looks like such a name.
 */

/** Long enough for each of ours, and too plain for a secret. */
const optionName = /^--[a-z]{2,12}(?:[-_][a-z]{2,12})?(?=$|=)/;

/** A sentence about the first option that is none of ours, which may be any name of JavaScript's; null without one. */
export function unknownOption(argv: readonly string[], known: readonly string[]): string | null {
  const names = new Set(known.map((name) => (name.length === 1 ? `-${name}` : `--${name}`)));
  const [unknown] = argv.filter(
    (argument) => argument.length > 1 && argument.startsWith('-') && !names.has(argument.replace(/=.*/s, '')),
  );
  if (unknown === undefined) return null;
  const [shown] = optionName.exec(unknown) ?? [];
  const fault =
    shown === undefined ? 'An option is unknown, and not repeated here' : `There is no option ${shown}`;
  return `${fault}; see --help. Settings stand in the file that --config names.`;
}

/** Braces, quotes, line ends and the like: a text, and no name. */
const text = /[{}[\]"'`<>|;\r\n\0]|:\s/;
const assignment = /^[^/\\]*=|(secret|token|password|passwd|client_id)[^/\\]*=/i;
const address = /^[a-z][a-z0-9+.-]+:\/\//i;
/** A name without folder and ending may be a secret itself from this length on. */
const longestBareName = 15;

/** Whether what was given as the name of a file may be repeated. */
export function looksLikeFileName(given: string): boolean {
  if (text.test(given) || assignment.test(given) || address.test(given)) return false;
  return /[./\\]/.test(given) || given.length <= longestBareName;
}
