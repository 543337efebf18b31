import { SourceError } from '../errors.js';
import { suggestion } from './nearest.js';

/** A stream that there is, and the product that it belongs to. */
export interface Choice {
  readonly name: string;
  readonly product: string;
}

/** A name, or a pattern in which `*` stands for any letters, none included. */
export function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === name;
  if (name.length < first.length + last.length) return false;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  // Each part at its first place: expressions would try all the others too, at a cost without bound.
  const middle = name.slice(first.length, name.length - last.length);
  let from = 0;
  for (const part of rest) {
    const found = middle.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return true;
}

/**
 * The streams that the settings offer: those of the products, or those that `streams` names. A name brings its stream
 * along, whatever its product; a pattern chooses among the products. Throws a SourceError (config_error) that says which
 * entry is wrong, and not its value.
 */
export function offeredNames(
  { streams, products }: { readonly streams: readonly string[]; readonly products: readonly string[] },
  all: readonly Choice[],
): ReadonlySet<string> {
  const own = all.filter(({ product }) => products.includes(product)).map(({ name }) => name);
  if (streams.length === 0) return new Set(own);
  const names = new Set(all.map(({ name }) => name));
  const within = new Set(own);
  return chosen(streams, (entry) => (names.has(entry) ? [entry] : findAll(entry, within)), {
    fault: (entry, index) => `streams.${index} ${faultOf(entry, all)}`,
  });
}

/**
 * All streams, offered or not, that the entries of a setting name. Throws a SourceError (config_error) that says which
 * entry names none, and not its value.
 */
export function namesIn(
  setting: string,
  entries: readonly string[],
  all: readonly Choice[],
): ReadonlySet<string> {
  const names = new Set(all.map(({ name }) => name));
  return chosen(entries, (entry) => findAll(entry, names), {
    fault: (entry, index) => `${setting}.${index} ${unknownText(entry, [...names], 'stream')}`,
  });
}

function faultOf(entry: string, all: readonly Choice[]): string {
  const elsewhere = all.filter(({ name }) => matches(entry, name)).map(({ product }) => product);
  if (elsewhere.length > 0) {
    const products = [...new Set(elsewhere)].join(', ');
    return `matches only streams of products that are left out: add one of them to products (${products}).`;
  }
  return unknownText(
    entry,
    all.map(({ name }) => name),
  );
}

const whatIsOffered = 'The settings products and streams say which are.';

/** Those of the offered streams that `--select` names, in the order in which they are offered. */
export function selectedNames(entries: readonly string[], offered: readonly string[]): ReadonlySet<string> {
  if (entries.length === 0) {
    throw new SourceError('--select must name streams, as in users,phone_*.', {
      failureType: 'config_error',
    });
  }
  const known = new Set(offered);
  const found = chosen(entries, (entry) => findAll(entry, known), {
    fault: (entry, index) => `--select: name ${index + 1} ${unknownText(entry, offered)} ${whatIsOffered}`,
  });
  return new Set(offered.filter((name) => found.has(name)));
}

function unknownText(
  entry: string,
  names: readonly string[],
  what: 'stream' | 'stream that is offered' = 'stream that is offered',
): string {
  return entry.includes('*') ? `matches no ${what}.` : `is no ${what}${suggestion(entry, names)}`;
}

function findAll(entry: string, names: ReadonlySet<string>): readonly string[] {
  return [...names].filter((name) => matches(entry, name));
}

interface Wording {
  readonly fault: (entry: string, index: number) => string;
}

function chosen(
  entries: readonly string[],
  find: (entry: string) => readonly string[],
  { fault }: Wording,
): ReadonlySet<string> {
  const found = entries.map((entry) => ({ entry, names: find(entry) }));
  const problems = found.flatMap(({ entry, names }, index) =>
    names.length === 0 ? [fault(entry, index)] : [],
  );
  if (problems.length > 0) throw new SourceError(problems, { failureType: 'config_error' });
  return new Set(found.flatMap(({ names }) => names));
}
