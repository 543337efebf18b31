import type { StreamGuide } from '../offline-guide.js';
import { selectedNames } from '../config/stream-choice.js';
import { alignedTable, markdownTable, type Cells } from './table.js';

/** The streams that there are, for people who look for one. */

export const listForms = ['table', 'json', 'markdown'] as const;
export type ListForm = (typeof listForms)[number];

export interface StreamQuestion {
  /** Names and patterns; null: all. */
  readonly select: readonly string[] | null;
  /** All of these words occur in what is told of a stream. */
  readonly search: readonly string[];
  readonly form: ListForm;
}

export function streamList(all: readonly StreamGuide[], { select, search, form }: StreamQuestion): string {
  const names = all.map(({ stream }) => stream);
  const selected = select === null ? new Set(names) : selectedNames(select, names);
  const words = search.map((word) => word.toLowerCase());
  const found = all.filter(
    (guide) => selected.has(guide.stream) && words.every((word) => textOf(guide).includes(word)),
  );
  return forms[form](found);
}

function textOf(guide: StreamGuide): string {
  const { stream, product, productTitle, about, endpoint, scopes, classicScopes, key, parents } = guide;
  const texts = [stream, product, productTitle, about, endpoint ?? ''];
  return [...texts, ...scopes, ...classicScopes, ...key, ...parents].join('\n').toLowerCase();
}

const forms = { table, json, markdown } as const;

function json(found: readonly StreamGuide[]): string {
  const streams = found.map((guide) => ({
    stream: guide.stream,
    product: guide.product,
    product_title: guide.productTitle,
    opt_in: guide.optIn,
    rows: guide.about,
    endpoint: guide.endpoint,
    parents: guide.parents,
    key: guide.key,
    cursor: guide.cursor,
    incremental: guide.cursor !== null,
    rate_limit: guide.endpoint === null ? null : guide.rateLimit,
    rate_pool: guide.ratePool,
    window_days: guide.windowDays,
    kept: keptText(guide),
    scopes: guide.scopes,
    classic_scopes: guide.classicScopes,
  }));
  return JSON.stringify({ streams }, null, 2);
}

/** The short columns, and the long text last. */
const columns: readonly (readonly [title: string, cell: (guide: StreamGuide) => string])[] = [
  ['stream', ({ stream }) => stream],
  ['product', ({ product, optIn }) => (optIn ? `${product} (opt-in)` : product)],
  ['read', ({ cursor }) => (cursor === null ? 'whole' : `by ${cursor}`)],
  ['key', ({ key }) => key.join(', ')],
  ['parents', ({ parents }) => parents.join(' or ')],
  ['rate limit', ({ endpoint, rateLimit }) => (endpoint === null ? 'none' : rateLimit)],
  ['days a call', ({ windowDays }) => (windowDays === null ? '' : String(windowDays))],
  ['kept', (guide) => keptText(guide) ?? ''],
  ['rows', ({ about }) => about],
];

const scopeColumns: typeof columns = [
  ['scope, one of', ({ scopes }) => scopes.join(', ')],
  ['or classic', ({ classicScopes }) => classicScopes.join(', ')],
];

/** For a terminal; `less -S` shows lines that are wider than it. */
function table(found: readonly StreamGuide[]): string {
  return `${alignedTable(cellsOf(found))}\n\n${countText(found)}`;
}

function markdown(found: readonly StreamGuide[]): string {
  return markdownTable(cellsOf(found));
}

function cellsOf(found: readonly StreamGuide[]): Cells {
  const all = [...columns, ...scopeColumns];
  return {
    columns: all.map(([title]) => title),
    rows: found.map((guide) => all.map(([, cell]) => cell(guide))),
  };
}

function countText({ length }: readonly StreamGuide[]): string {
  return length === 1 ? '1 stream' : `${length} streams`;
}

function keptText({ kept }: StreamGuide): string | null {
  if (kept === null) return null;
  return 'months' in kept ? `${kept.months} months` : `${kept.days} days`;
}
