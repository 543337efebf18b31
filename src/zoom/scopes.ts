import type { RequestShape } from '../engine/declaration.js';
import type { Access } from '../engine/service.js';
import { ReadError } from '../errors.js';

/**
 * Granular and classic scopes are alternatives: any one of a stream's suffices. Where the token names no scope, and
 * where the specs name none for the endpoint, nobody knows before Zoom answers.
 */
export function accessBy(granted: ReadonlySet<string>): Access {
  const lackedBy = ({ scopes, classicScopes }: RequestShape): readonly string[] => {
    const enough = [...scopes, ...classicScopes];
    if (granted.size === 0 || enough.some((scope) => granted.has(scope))) return [];
    return scopes.length > 0 ? scopes : classicScopes;
  };
  const kin = new Set([...granted].map(kinOf));
  const names = [...granted];
  const hasClassic = names.some((scope) => classic.test(scope));
  const hasGranular = names.some((scope) => !classic.test(scope));
  return {
    lackedBy,
    refusalOf: (shape) => {
      const { scopes, classicScopes } = shape;
      const lacked = lackedBy(shape);
      // An app has the one kind of names or the other, and what the specs leave out of its kind nobody knows.
      const isTold = (!hasGranular || scopes.length > 0) && (!hasClassic || classicScopes.length > 0);
      const mayDo = [...scopes, ...classicScopes].some((scope) => kin.has(kinOf(scope)));
      return lacked.length === 0 || !isTold || mayDo ? null : lackError(shape.path, lacked);
    },
  };
}

/** `user:read:admin`, `user:write:admin`, `user:master`: of two parts and an extent. */
const classic = /^([^:]+):(read|write|master)(:(admin|master))?$/;

/**
 * What scopes share that may stand in for each other: the product of classic ones, one of which may include another,
 * and the name of a granular one without its extent (`:admin`, `:master`). Of such a one only Zoom knows.
 */
function kinOf(scope: string): string {
  const [, product] = classic.exec(scope) ?? [];
  return product === undefined ? scope.replace(/:(admin|master)$/, '') : `${product}:*`;
}

/** Without what the error of one stream would have: all that lack the same scopes share it. */
function lackError(path: string, scopes: readonly string[]): ReadError {
  const sentence =
    `The app lacks a scope, so nothing was asked of Zoom: add ${scopes.join(' or ')} on its Scopes page ` +
    '(Zoom App Marketplace) and run again.';
  return new ReadError(sentence, {
    verdict: 'unauthorized',
    subject: 'account',
    reason: 'missing scope',
    failureType: 'config_error',
    internalMessage: `GET ${path}: not asked, the token has none of ${scopes.join(', ')}`,
    scopes,
    isOfToken: true,
    isDefinite: true,
  });
}
