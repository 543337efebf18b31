import type { Account, Instance, Recording } from '../account/model.js';
import { growingIndex } from '../growing-index.js';
import { opaqueId } from '../rng.js';
import { chatFile } from './chat-logs.js';
import type { ServedFile } from './served-file.js';
import { transcriptFile } from './transcripts.js';

/** Which recordings have files with words, and which of them cannot be had. Ordinals of recorded instances are even. */

type WordType = 'TRANSCRIPT' | 'CC' | 'CHAT';

export function hasTranscript({ ordinal }: Instance): boolean {
  return ordinal % 4 === 2 || ordinal % 8 === 0;
}

export function hasChat({ ordinal }: Instance): boolean {
  return ordinal % 3 === 0;
}

/** Still being made. */
export function isInProcess({ ordinal }: Instance): boolean {
  return ordinal % 20 === 10;
}

function troubleOf({ ordinal }: Instance, type: WordType): ServedFile['trouble'] | undefined {
  if (type === 'CHAT') return ordinal % 18 === 12 ? 'damaged' : undefined;
  const lot = (ordinal >> 1) % 11;
  return lot === 3 ? 'gone' : lot === 5 ? 'refused' : lot === 7 ? 'ticket' : undefined;
}

/** What a connector can bring of it. */
export function isHad(instance: Instance, type: WordType): boolean {
  const trouble = troubleOf(instance, type);
  return trouble === undefined || trouble === 'ticket';
}

/** As `/rec/download/{key}` names it. */
export function fileKey({ ordinal }: Instance, type: string): string {
  return `${ordinal}-${type}`;
}

export function wordFileId({ seed }: Account, { ordinal }: Instance, type: string): string {
  return opaqueId(22, seed, 'file', ordinal, type);
}

const byOrdinal = growingIndex(({ instance }: Recording) => [String(instance.ordinal)]);

export function recordedFile({ recordings }: Account, key: string): ServedFile | undefined {
  const [ordinal = '', type = ''] = key.split('-');
  const [found] = byOrdinal(recordings, ordinal);
  if (found === undefined || !isWords(type)) return undefined;
  const { instance } = found;
  const file = type === 'CHAT' ? chatFile(instance) : transcriptFile(instance, type);
  const trouble = troubleOf(instance, type);
  return trouble === undefined ? file : { ...file, trouble };
}

function isWords(type: string): type is WordType {
  return type === 'TRANSCRIPT' || type === 'CC' || type === 'CHAT';
}

/** The token that opens the files of one recording. */
export function ticketOf({ instance }: Recording): string {
  return `SECRET-download-${instance.ordinal}`;
}

const byTicket = growingIndex((recording: Recording) => [`Bearer ${ticketOf(recording)}`]);

/** Whether the token that came is one for a recording alone. */
export function isTicket({ recordings }: Account, authorization: string): boolean {
  return byTicket(recordings, authorization).length > 0;
}
