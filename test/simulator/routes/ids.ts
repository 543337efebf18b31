import { refusal } from '../api-error.js';
import { decodeOnce, placeholderValue, segmentsOf } from '../path.js';
import { placeholderIndices } from './route.js';
import type { Route } from './route.js';

/** The ids in a path, in their order, empty ones where they should have been encoded twice; throws where that is a uuid. */
export function idsOf(route: Route, rawPath: string): readonly string[] {
  const segments = segmentsOf(rawPath);
  return placeholderIndices(route).map((index) => {
    const segment = segments[index + 1] ?? '';
    if (route.encodedTwice === true && !isEncoded(segment)) return '';
    const id = placeholderValue(segment);
    if (id === null) throw refusal.unknownMeeting(segment);
    return id;
  });
}

function isEncoded(segment: string): boolean {
  return segment === encodeURIComponent(decodeOnce(segment));
}
