/** Paths as Zoom takes them apart. https://developers.zoom.us/docs/api/using-zoom-apis/, 2026-11. */

/**
 * The segments of a raw path, each decoded once. An instance uuid that begins with `/` or contains `//` is only
 * understood when it was encoded twice; what was encoded twice needlessly is understood too.
 */
export function segmentsOf(rawPath: string): readonly string[] {
  return rawPath.split('/').slice(1).map(decodeOnce);
}

export function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The value of a placeholder; null where a uuid should have been encoded twice. */
export function placeholderValue(segment: string): string | null {
  if (segment.startsWith('/') || segment.includes('//')) return null;
  return segment.includes('%') ? decodeOnce(segment) : segment;
}
