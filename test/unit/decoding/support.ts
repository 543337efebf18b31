import { createDecode } from '../../../src/decoding/decode.js';
import { isUndecodable, type ServedFile } from '../../../src/decoding/content.js';
import type { JsonObject } from '../../../src/json.js';

const decode = createDecode();

/** All rows that are made of it, or the words that stand in their place. */
export async function rowsOf(
  decoder: string,
  content: string | Uint8Array,
  said: Partial<Omit<ServedFile, 'bytes'>> = {},
): Promise<readonly JsonObject[] | string> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const rows: JsonObject[] = [];
  for await (const part of decode(decoder, { bytes, type: null, name: null, ...said })) {
    if (isUndecodable(part)) return `${part.status}: ${part.reason}`;
    rows.push(...part);
  }
  return rows;
}
