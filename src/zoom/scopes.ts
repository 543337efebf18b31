import type { RequestShape } from '../engine/declaration.js';
import type { Access } from '../engine/service.js';

/**
 * Granular and classic scopes are alternatives: any one of a stream's suffices. Where the token names no scope, and
 * where the specs name none for the endpoint, nobody knows before Zoom answers.
 */
export function accessBy(granted: ReadonlySet<string>): Access {
  return {
    lackedBy: ({ scopes, classicScopes }: RequestShape) => {
      const enough = [...scopes, ...classicScopes];
      if (granted.size === 0 || enough.some((scope) => granted.has(scope))) return [];
      return scopes.length > 0 ? scopes : classicScopes;
    },
  };
}
