import type { JsonObject } from '../../src/json.js';
import { oddRow } from './odd-rows.js';
import { PageTokens } from './paging.js';
import { arraysOf, listBody, Oddities } from './respond.js';
import { requireInRole } from './routes/access.js';
import { idsOf } from './routes/ids.js';
import type { Context, Route } from './routes/route.js';
import type { World } from './served-world.js';
import { echoed, resolveWindow } from './windows.js';

interface Call {
  readonly rawPath: string;
  readonly query: URLSearchParams;
}

/** What is served where nothing is refused: an object, or a page of a list. */
export class Bodies {
  readonly #world: World;
  readonly #pages = new PageTokens();
  readonly #oddities = new Oddities();

  constructor(world: World) {
    this.#world = world;
  }

  /** Throws the API's refusals. */
  of(route: Route, call: Call): JsonObject {
    const options = this.#world.options();
    const now = options.now();
    const context = this.#context(route, call);
    requireInRole(context, route);
    const oddly = options.oddities ? 'odd' : 'plain';
    const odd = (row: JsonObject): JsonObject => (options.oddRows ? oddRow(row) : row);
    if (route.rowsKey === '' || route.path === '/meetings/{meetingId}/recordings') {
      const answer = route.answer(context);
      return 'object' in answer ? odd(answer.object) : {};
    }
    let envelope: JsonObject = {};
    const list = (): readonly JsonObject[] => {
      const answer = route.answer(context);
      if ('object' in answer) return [answer.object];
      envelope = answer.envelope ?? {};
      return answer.rows;
    };
    const page = this.#pages.page({ route, path: call.rawPath, query: call.query, now, options, list });
    const next =
      route.pageSize === null || (options.numbersOnly && route.pageNumber === true)
        ? {}
        : page.nextToken === ''
          ? this.#oddities.end(oddly)
          : { next_page_token: page.nextToken };
    const echo = route.echo === true ? echoed(route.window, context.window) : {};
    const arrays = Object.entries(arraysOf(route, page.rows)).map(([key, rows]) =>
      this.#oddities.rows(key, rows.map(odd), oddly),
    );
    return listBody(route, page, {
      parts: [envelope, echo, next, ...arrays],
      numbersAsText: options.numbersAsText,
    });
  }

  #context(route: Route, call: Call): Context {
    const options = this.#world.options();
    const now = options.now();
    const ids = idsOf(route, call.rawPath);
    const id = ids[0] ?? '';
    const window =
      route.window === undefined ? null : resolveWindow(route.window, call.query, { now, options });
    return { account: this.#world.account, options, now, id, ids, query: call.query, window };
  }
}
