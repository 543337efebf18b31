import type { Retention, StreamDeclaration } from './engine/declaration.js';
import type { ConfiguredStream, StreamDefinition } from './engine/catalog.js';
import { makePlan } from './engine/plan/plan.js';
import { onRoads, type RoadChoice } from './engine/plan/roads.js';
import { loadDefinitions, roadChoices, type RoadSettings } from './offline-catalog.js';
import { products } from './streams/index.js';

/** What people may want to know of streams before they read any: offline, as discovery is. */

/** A stream, as it is told to people. */
export interface StreamGuide {
  readonly stream: string;
  readonly product: string;
  readonly productTitle: string;
  /** True where the setting `products` must name the product, or `streams` the stream. */
  readonly optIn: boolean;
  /** What a row is. */
  readonly about: string;
  /** Null for what comes inside the rows of the parent, and costs no request. */
  readonly endpoint: string | null;
  readonly parents: readonly string[];
  readonly key: readonly string[];
  /** Null: read whole each time. */
  readonly cursor: string | null;
  readonly rateLimit: string;
  readonly ratePool: string;
  /** Days that one request spans at most; null where it is not asked for by dates. */
  readonly windowDays: number | null;
  /** How far back Zoom serves it; null: nobody says, or it is a list of what exists now. */
  readonly kept: Retention | null;
  /** Any one of all of them suffices. */
  readonly scopes: readonly string[];
  readonly classicScopes: readonly string[];
}

/** Every stream that there is, in the order of the catalog. */
export function streamGuides(): readonly StreamGuide[] {
  return products.flatMap(({ title, isOptIn, streams }) =>
    streams.map((declaration) => guideTo(declaration, { title, isOptIn })),
  );
}

function guideTo(
  declaration: StreamDeclaration,
  product: { readonly title: string; readonly isOptIn: boolean },
): StreamGuide {
  const { name, request, window, retention } = declaration;
  return {
    stream: name,
    product: declaration.product,
    productTitle: product.title,
    optIn: product.isOptIn,
    about: declaration.about,
    endpoint: declaration.embedded === null ? `GET ${request.path}` : null,
    parents: parentsOf(declaration),
    key: declaration.primaryKey,
    cursor: declaration.cursorField,
    rateLimit: request.rateLimit,
    ratePool: request.pool,
    windowDays: window?.maxDays ?? null,
    kept: retention,
    scopes: request.scopes,
    classicScopes: request.classicScopes,
  };
}

function parentsOf({ parents }: StreamDeclaration): readonly string[] {
  return [...new Set(parents.map(({ stream }) => stream))];
}

export type ScopeKind = 'granular' | 'classic';

/** What reading some streams takes. */
export interface Needs {
  readonly streams: readonly string[];
  /** Streams that are read besides, since they lead to others. */
  readonly besides: readonly string[];
  /** As few as suffice, in order. */
  readonly scopes: readonly string[];
  /** Scopes of a road that is tried and need not be open: with them a sync may be far cheaper. */
  readonly worth: readonly string[];
  /** Streams for whose endpoint Zoom names no scope of this kind. */
  readonly unnamed: readonly string[];
  readonly products: readonly ProductNeeds[];
}

export interface ProductNeeds {
  readonly title: string;
  /** Plan, add-on or licence, as a sentence; null: every account has it. */
  readonly prerequisite: string | null;
  readonly rolePermissions: readonly string[];
}

export interface NeedsQuestion extends RoadSettings {
  readonly streams: readonly string[];
  readonly kind: ScopeKind;
}

/** What reading streams takes, parents included, and what the roads take that are tried. */
export interface ReadDeclarations {
  readonly read: readonly StreamDeclaration[];
  /** The same where the configuration names its roads. */
  readonly tried: readonly StreamDeclaration[];
}

export function declarationsRead({ streams, ...settings }: Omit<NeedsQuestion, 'kind'>): ReadDeclarations {
  const all = new Map(loadDefinitions().map((one) => [one.declaration.name, one]));
  const choices = roadChoices(settings);
  const on = (road: (choice: RoadChoice) => string) =>
    onRoads(
      all,
      choices.map((choice) => ({ family: choice.family, road: road(choice) })),
    );
  const read = declarationsFor(
    streams,
    on(({ isTried, usual, wanted }) => (isTried ? usual : wanted)),
  );
  const tried = declarationsFor(
    streams,
    on(({ wanted }) => wanted),
  );
  return { read, tried };
}

export function needsOf({ kind, ...question }: NeedsQuestion): Needs {
  const { streams } = question;
  const { read, tried } = declarationsRead(question);
  const named = read
    .filter(isAsked)
    .map((declaration) => ({ declaration, enough: scopesOf(declaration, kind) }));
  const scopes = fewest(named.map(({ enough }) => enough));
  const used = new Set(read.map(({ product }) => product));
  return {
    streams,
    besides: read.map(({ name }) => name).filter((name) => !streams.includes(name)),
    scopes,
    worth: fewest(
      tried
        .filter(isAsked)
        .map((declaration) => scopesOf(declaration, kind))
        .filter((enough) => !enough.some((scope) => scopes.includes(scope))),
    ),
    unnamed: named.filter(({ enough }) => enough.length === 0).map(({ declaration }) => declaration.name),
    products: products
      .filter(({ name }) => used.has(name))
      .map(({ title, prerequisite, rolePermissions }) => ({ title, prerequisite, rolePermissions })),
  };
}

function declarationsFor(
  streams: readonly string[],
  definitions: ReadonlyMap<string, StreamDefinition>,
): readonly StreamDeclaration[] {
  return makePlan(definitions, streams.map(configured)).nodes.map(({ declaration }) => declaration);
}

/** What comes inside the rows of another stream is asked for with that one. */
function isAsked({ embedded }: StreamDeclaration): boolean {
  return embedded === null;
}

function configured(name: string): ConfiguredStream {
  return { name, syncMode: 'full_refresh', deselected: [], syncId: null, generationId: null };
}

/** An app of its own acts for the account: of the same scope for a user, for the account and for a master account the second. */
function scopesOf({ request }: StreamDeclaration, kind: ScopeKind): readonly string[] {
  const scopes = kind === 'granular' ? request.scopes : request.classicScopes;
  const ofAccount = scopes.filter((scope) => scope.endsWith(':admin'));
  return ofAccount.length > 0 ? ofAccount : scopes;
}

/** One of each list: the one that does for most of them first, and of equals the first by name. */
function fewest(lists: readonly (readonly string[])[]): readonly string[] {
  const chosen: string[] = [];
  let left = lists.filter(({ length }) => length > 0);
  while (left.length > 0) {
    const counts = new Map<string, number>();
    for (const scope of left.flat()) counts.set(scope, (counts.get(scope) ?? 0) + 1);
    const [best] = [...counts].sort(([a, ofA], [b, ofB]) => ofB - ofA || (a < b ? -1 : 1));
    if (best === undefined) break;
    chosen.push(best[0]);
    left = left.filter((list) => !list.includes(best[0]));
  }
  return chosen.sort();
}
