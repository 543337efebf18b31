/**
 * Fills the placeholders of a path template, percent-encoded. Instance uuids are base64 text, and Zoom wants one that
 * begins with `/` or contains `//` encoded twice: https://developers.zoom.us/docs/api/using-zoom-apis/ (2026-11).
 * Other values are encoded once.
 */
export function buildPath(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{([^}]+)\}/g, (_placeholder, name: string) => {
    const value = values[name];
    // An empty segment would silently ask another endpoint.
    if (value === undefined || value === '') throw new RangeError(`no value for {${name}} in ${template}`);
    const once = encodeURIComponent(value);
    return value.startsWith('/') || value.includes('//') ? encodeURIComponent(once) : once;
  });
}
