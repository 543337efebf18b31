/**
 * What the program stands on: Node.js, and its own parts. Loaded by whatever Node.js there is, before anything newer:
 * nothing is imported here, and the syntax is of 2020.
 */

/** `engines` in package.json says the same. */
export const oldestNode = '20.19.0';
/** Newer by its number, and ended before what we stand on came into it. */
const endedMajors: readonly number[] = [21];
const longTerm = 24;

/** What is wrong with this version of Node.js, as a sentence; null for a good one. */
export function nodeFault(program: string, version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode.split('.').map(Number);
  const isNew = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  if (isNew && !endedMajors.includes(major)) return null;
  return (
    `${program} needs Node.js ${oldestMajor}.${oldestMinor} or newer, and this is Node.js ${version}. ` +
    `Install the long-term version, Node.js ${longTerm}.`
  );
}

const codes = /^ERR_(MODULE|PACKAGE|DLOPEN|UNSUPPORTED_DIR|INVALID_(MODULE|PACKAGE)|UNKNOWN_(MODULE|FILE))/;
const files = /[\\/](dist|schemas|node_modules)[\\/]|[\\/](spec|package)\.json$/;

/** What to do where a part of the program is missing, damaged or not readable, as a sentence; null for another error. */
export function partFault(program: string, error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const path = 'path' in error && typeof error.path === 'string' ? error.path : '';
  if (!codes.test(code) && !files.test(path) && !(error instanceof SyntaxError)) return null;
  const [what = ''] = error.message.split(/ imported from |\n/);
  return `A part of ${program} cannot be loaded (${what}): install it again, whole and readable.`;
}
