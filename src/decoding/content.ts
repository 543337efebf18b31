import type { JsonObject } from '../json.js';

/** A file as it was served, and what is said of it. */
export interface ServedFile {
  readonly bytes: Uint8Array;
  /** The header `content-type`, where there is one. */
  readonly type: string | null;
  readonly name: string | null;
}

/** Why there are no rows: one of a few words, and half a sentence without anything secret. */
export interface Undecodable {
  readonly status: 'no_link' | 'refused' | 'gone' | 'too_large' | 'unknown_type' | 'unreadable';
  readonly reason: string;
}

/** Some rows, or why there are none. */
export type Decoded = readonly JsonObject[] | Undecodable;

/** Makes rows of a file, in portions; what cannot be read is told in their place. Never rejects for what a file holds. */
export type Decoder = (file: ServedFile) => AsyncIterable<Decoded> | Iterable<Decoded>;

/** By the name that declarations give it. */
export type Decode = (decoder: string, file: ServedFile) => ReturnType<Decoder>;

export function isUndecodable(part: Decoded): part is Undecodable {
  return 'reason' in part;
}
