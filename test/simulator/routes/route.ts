import type { JsonObject } from '../../../src/json.js';
import type { Account } from '../account/model.js';
import { fileRoutes } from '../contents/file-routes.js';
import { standard } from '../derived/products.js';
import endpoints from '../endpoints.json' with { type: 'json' };
import type { SimulatorOptions } from '../options.js';
import type { Window, WindowRule } from '../windows.js';

/** What a handler may know of a request. */
export interface Context {
  readonly account: Account;
  readonly options: SimulatorOptions;
  readonly now: number;
  /** The value of the path's first placeholder, wholly decoded; empty where it has none. */
  readonly id: string;
  /** Those of all its placeholders. */
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  readonly window: Window | null;
}

/** A list, to be cut into pages, or one object. */
export type Answer =
  { readonly rows: readonly JsonObject[]; readonly envelope?: JsonObject } | { readonly object: JsonObject };

/** What varies per endpoint. Labels, scopes and page sizes come from `endpoints.json`. */
export interface RouteSpec {
  readonly path: keyof typeof endpoints;
  readonly window?: WindowRule;
  /** Deprecated paging by number still works here. */
  readonly pageNumber?: true;
  /** The reply repeats the window. */
  readonly echo?: true;
  readonly answer: (context: Context) => Answer;
}

export interface Route extends Omit<RouteSpec, 'path'> {
  /** An id that was encoded once is none. */
  readonly encodedTwice?: true;
  readonly path: string;
  readonly segments: readonly string[];
  readonly label: string;
  readonly pool: string;
  readonly granular: readonly string[];
  readonly classic: readonly string[];
  /** Null: the whole list comes at once. */
  readonly pageSize: { readonly default: number; readonly max: number } | null;
  /** Name of the array in the reply. */
  readonly rowsKey: string;
  /** Names of those beside it; their rows have the name in `arrayMark`. */
  readonly moreKeys?: readonly string[];
  /** The last page has a token too. */
  readonly tokenAfterEnd?: true;
  /** The first page may follow the last one. */
  readonly loops?: true;
  /** Refusals are worded in another way than everywhere else. */
  readonly errors?: 'errorCode';
}

/** A field of a row on its way to its array; it is never served. */
export const arrayMark = '_array';

export function routeOf(spec: RouteSpec): Route {
  const endpoint = endpoints[spec.path];
  return {
    ...spec,
    segments: spec.path.slice(1).split('/'),
    label: endpoint.label,
    pool: endpoint.pool,
    granular: endpoint.granular,
    classic: endpoint.classic,
    pageSize: endpoint.pageSize,
    rowsKey: endpoint.rows ?? '',
  };
}

const isPlaceholder = (segment: string): boolean => segment.startsWith('{');

/** Fixed segments win over placeholders: /report/users is no user's report. */
export function findRoute(routes: readonly Route[], segments: readonly string[]): Route | undefined {
  const fits = routes.filter(
    (route) =>
      route.segments.length === segments.length &&
      route.segments.every((own, index) => isPlaceholder(own) || own === segments[index]),
  );
  const fixed = (route: Route): number => route.segments.filter((own) => !isPlaceholder(own)).length;
  return fits.reduce<Route | undefined>(
    (best, route) => (best === undefined || fixed(route) > fixed(best) ? route : best),
    undefined,
  );
}

export function placeholderIndices({ segments }: Route): readonly number[] {
  return [...segments.keys()].filter((index) => isPlaceholder(segments[index] ?? ''));
}

/** Scopes of every endpoint: what an app with all of them is granted. */
export function allScopes(kind: 'granular' | 'classic'): readonly string[] {
  const wanted = [...Object.values(endpoints), ...standard.endpoints.values()].flatMap((endpoint) =>
    kind === 'granular' ? accountWide(endpoint.granular) : endpoint.classic,
  );
  const ofFiles = kind === 'granular' ? fileRoutes.flatMap(({ granular }) => granular) : [];
  return [...new Set([...wanted, ...ofFiles])].sort();
}

/** Those of an administrator; of whatever else is named where none is. */
function accountWide(granular: readonly string[]): readonly string[] {
  const own = granular.filter((scope) => scope.endsWith(':admin'));
  return own.length > 0 ? own : granular;
}
