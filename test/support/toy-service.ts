import type { PageReader } from '../../src/engine/page-reader.js';
import type { Access, Service } from '../../src/engine/service.js';
import { zoomWording } from '../../src/zoom/wording.js';

const everything: Access = { lackedBy: () => [], refusalOf: () => null };

/** Pages from memory, and everything may be read. */
export function toyService(readPages: PageReader, more: Partial<Service> = {}): Service {
  return {
    readPages,
    access: () => Promise.resolve(everything),
    addSpentToday: () => undefined,
    buckets: () => [],
    waits: () => ({ buckets: [], retries: 0, outages: 0 }),
    wording: zoomWording,
    ...more,
  };
}
