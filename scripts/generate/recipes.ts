import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StreamDeclaration } from '../../src/engine/declaration.js';
import { streamDeclarations } from '../../src/streams/index.js';
import { root, type Output } from './output.js';

/** The page of recipes is written by hand but for its table, which follows from the queries; so do the views. */

export interface Recipe {
  readonly name: string;
  readonly question: string;
  readonly sql: string;
  /** The streams whose tables it reads. */
  readonly streams: readonly string[];
}

const page = 'docs/recipes.md';
const begin = '<!-- prettier-ignore-start -->\n';
const end = '<!-- prettier-ignore-end -->';

/** Those that are worth a view: a row for each thing, and nothing that one would want to choose first. */
const views = [
  'webinar_attendance',
  'unused_licences',
  'meetings_without_participants',
  'queue_service_level',
  'audit_trail',
  'recording_visits',
];

const declarations = new Map(streamDeclarations.map((stream) => [stream.name, stream]));

/** The queries of the page, each under the question that it answers. */
export async function recipes(): Promise<readonly Recipe[]> {
  return recipesOf(await readFile(join(root, page), 'utf8'));
}

function recipesOf(text: string): readonly Recipe[] {
  return text.split(/^## /m).flatMap((section) => {
    const question = section.slice(0, section.indexOf('\n'));
    return [...section.matchAll(/^```sql\n-- (\w+)\n(.*?)^```$/gms)].map(([, name = '', sql = '']) => ({
      name,
      question,
      sql: sql.trimEnd(),
      streams: [
        ...new Set([...sql.matchAll(/^(?:from|(?:left )?join) (\w+) \w+(?: on .*)?$/gm)].map(tableOf)),
      ],
    }));
  });
}

function tableOf([, name = '']: RegExpMatchArray): string {
  if (!declarations.has(name)) throw new Error(`${page} reads the table ${name}, which no stream makes`);
  return name;
}

/** The stream, and whoever leads to it where the settings say nothing else. */
function withParents(name: string): readonly StreamDeclaration[] {
  const stream = declarations.get(name);
  if (stream === undefined) return [];
  return [...stream.parents.slice(0, 1).flatMap((link) => withParents(link.stream)), stream];
}

function leastScope({ request: { scopes } }: StreamDeclaration): string {
  const scope = scopes.find((one) => one.endsWith(':admin')) ?? scopes[0];
  return scope === undefined ? '' : `\`${scope}\``;
}

function cost(stream: StreamDeclaration): string {
  const [link] = stream.parents;
  const parent = link?.stream;
  const name = `\`${stream.name}\``;
  if (stream.embedded !== null) return `${name}: none, comes with \`${parent ?? ''}\``;
  const rowOf = (link?.where.length ?? 0) > 0 ? 'fitting row of' : 'row of';
  const perRow = parent === undefined ? '' : `${rowOf} \`${parent}\``;
  const every = [perRow, stream.window === null ? '' : windowOf(stream.window.maxDays), pageOf(stream)];
  const times = stream.variants.length > 1 ? `, ${stream.variants.length} times` : '';
  return `${name}: ${stream.request.rateLimit}, a request for each ${every.filter((one) => one !== '').join(', ')}${times}`;
}

function pageOf({ request: { pageSize } }: StreamDeclaration): string {
  return pageSize === null ? '' : `page of ${pageSize}`;
}

function windowOf(days: number | null): string {
  if (days === null) return '';
  return days === 1 ? 'day' : `${days} days`;
}

function row(question: string, some: readonly Recipe[]): string {
  const names = [...new Set(some.flatMap(({ streams }) => streams))];
  const all = [...new Map(names.flatMap(withParents).map((stream) => [stream.name, stream])).values()];
  const scopes = [...new Set(all.map(leastScope))].filter((scope) => scope !== '');
  const anchor = question
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
  const cells = [
    `[${question}](#${anchor})`,
    names.map((name) => `\`${name}\``).join('<br>'),
    scopes.join('<br>'),
    all.map(cost).join('<br>'),
  ];
  return `| ${cells.join(' | ')} |`;
}

function table(all: readonly Recipe[]): string {
  const questions = [...new Set(all.map(({ question }) => question))];
  const rows = questions.map((question) =>
    row(
      question,
      all.filter((one) => one.question === question),
    ),
  );
  return ['| Question | Streams | Scopes | Requests |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** docs/recipes.md with the table that its queries and the declarations make. */
export async function recipePage(): Promise<Output> {
  const text = await readFile(join(root, page), 'utf8');
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  if (from < begin.length || to < from) throw new Error(`${page} has no place for its table`);
  return { file: page, text: `${text.slice(0, from)}${table(recipesOf(text))}\n${text.slice(to)}` };
}

export async function recipeViews(): Promise<Output> {
  const all = await recipes();
  const made = views.map((name) => {
    const recipe = all.find((one) => one.name === name);
    if (recipe === undefined) throw new Error(`${page} has no query ${name}`);
    return `-- ${recipe.question}\ncreate or replace view ${name} as\n${recipe.sql};\n`;
  });
  const banner =
    '-- Generated by `npm run generate` from docs/recipes.md. Run it in the schema that the target writes to.\n';
  return { file: 'recipes/views.sql', text: [banner, ...made].join('\n') };
}
