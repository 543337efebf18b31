import { refusal } from '../api-error.js';
import { placeholderValue, segmentsOf } from '../path.js';
import { placeholderIndices } from './route.js';
import type { Route } from './route.js';

/** The ids in a path, in their order; throws where a uuid should have been encoded twice. */
export function idsOf(route: Route, rawPath: string): readonly string[] {
  const segments = segmentsOf(rawPath);
  return placeholderIndices(route).map((index) => {
    const segment = segments[index + 1] ?? '';
    const id = placeholderValue(segment);
    if (id === null) throw refusal.unknownMeeting(segment);
    return id;
  });
}
