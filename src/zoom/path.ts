/** A value that would make another path of the one that is meant. */
export class UnfitValueError extends Error {
  override readonly name = 'UnfitValueError';
}

/**
 * Fills the placeholders of a path template, percent-encoded. Instance uuids are base64 text, and Zoom wants one that
 * begins with `/` or contains `//` encoded twice: https://developers.zoom.us/docs/api/using-zoom-apis/ (2026-11).
 * Other values are encoded once, unless the endpoint wants all of its ids twice. Throws where a value would lead elsewhere,
 * however it is encoded.
 */
export function buildPath(
  template: string,
  values: Readonly<Record<string, string>>,
  encoding: 'as needed' | 'twice' = 'as needed',
): string {
  return template.replace(/\{([^}]+)\}/g, (_placeholder, name: string) => {
    const value = values[name];
    // An empty segment would silently ask another endpoint.
    if (value === undefined || value === '') throw new RangeError(`no value for {${name}} in ${template}`);
    if (hasDotSegment(value)) throw unfit(value);
    const once = encoded(value);
    const isTwice = encoding === 'twice' || value.startsWith('/') || value.includes('//');
    return isTwice ? encodeURIComponent(once) : once;
  });
}

/** The path as it will be sent must be the one that was built: whoever reads URLs may resolve or cut what stands in it. */
export function checkedUrl(apiUrl: string, path: string, query: string): string {
  const base = new URL(apiUrl);
  const url = new URL(`${apiUrl}${path}${query}`);
  const meant = `${base.pathname === '/' ? '' : base.pathname}${path}`;
  if (url.origin !== base.origin || url.pathname !== meant) throw unfit(path);
  return url.href;
}

/**
 * Dots stay dots when they are encoded, and even an encoded one goes a level up; so does one behind an encoded slash for
 * those on the way who decode before they look.
 */
function hasDotSegment(value: string): boolean {
  const plain = value.replace(/%(25)*2e/gi, '.').replace(/%(25)*(2f|5c)/gi, '/');
  return plain.split(/[/\\]/).some((segment) => /^\.{1,2}$/.test(segment.trim()));
}

function encoded(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    // Half a character.
    throw unfit(value);
  }
}

function unfit(value: string): UnfitValueError {
  return new UnfitValueError(`${JSON.stringify(value.slice(0, 100))} cannot stand in a path`);
}
