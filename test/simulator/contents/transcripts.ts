import type { JsonObject } from '../../../src/json.js';
import type { Instance } from '../account/model.js';
import type { ServedFile } from './served-file.js';
import { sentence, speaker, speakers } from './words.js';

/** What was said in a recorded meeting, and the file in which it comes: WebVTT, written in one of several ways. */

interface Cue {
  readonly start: number;
  readonly end: number;
  readonly speaker: string | null;
  readonly text: string;
}

export type TranscriptType = 'TRANSCRIPT' | 'CC';

function cuesOf({ ordinal }: Instance, type: TranscriptType): readonly Cue[] {
  return Array.from({ length: 4 + (ordinal % 9) }, (_, index) => ({
    start: index * 4_000 + 250,
    end: index * 4_000 + 3_500,
    // Captions name nobody.
    speaker: type === 'CC' || index % 5 === 4 ? null : speaker(ordinal, index),
    text: sentence(type, ordinal, index),
  }));
}

/** Rows that a connector must make of it, without what it adds of the recording. */
export function transcriptRows(instance: Instance, type: TranscriptType): readonly JsonObject[] {
  const style = styleOf(instance);
  return cuesOf(instance, type).map((cue, index) => ({
    cue: index + 1,
    cue_id: style.numbered ? String(index + 1) : null,
    start_ms: cue.start,
    end_ms: cue.end,
    ...saidIn(cue, index, style),
  }));
}

/** In files with tags the third cue has two voices. */
function saidIn(cue: Cue, index: number, { tags }: Style): Pick<Cue, 'speaker' | 'text'> {
  if (!tags || index !== 2 || cue.speaker === null) return { speaker: cue.speaker, text: cue.text };
  const other = otherThan(cue.speaker);
  return { speaker: `${cue.speaker}, ${other}`, text: `${cue.speaker}: ${cue.text}\n${other}: Right.` };
}

function otherThan(name: string): string {
  return speakers.find((one) => one !== name) ?? name;
}

interface Style {
  /** Cues have numbers. */
  readonly numbered: boolean;
  /** Names as tags, settings behind times, and comments; else a name and a colon. */
  readonly tags: boolean;
  /** Times without hours. */
  readonly short: boolean;
  readonly lineEnd: '\n' | '\r\n';
  readonly encoding: 'utf8' | 'utf8 with mark' | 'utf16le';
}

const styles: readonly Style[] = [
  { numbered: true, tags: false, short: false, lineEnd: '\r\n', encoding: 'utf8' },
  { numbered: true, tags: false, short: false, lineEnd: '\n', encoding: 'utf8 with mark' },
  { numbered: false, tags: true, short: false, lineEnd: '\n', encoding: 'utf8' },
  { numbered: true, tags: false, short: true, lineEnd: '\r\n', encoding: 'utf16le' },
];

function styleOf({ ordinal }: Instance): Style {
  return styles[(ordinal >> 1) % styles.length] ?? plainStyle;
}

const plainStyle: Style = { numbered: true, tags: false, short: false, lineEnd: '\n', encoding: 'utf8' };

function timeOf(ms: number, { short }: Style): string {
  const [hours, minutes, seconds] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map((part) =>
    String(Math.floor(part)).padStart(2, '0'),
  );
  const rest = String(ms % 1000).padStart(3, '0');
  return short ? `${minutes}:${seconds}.${rest}` : `${hours}:${minutes}:${seconds}.${rest}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function blockOf(cue: Cue, index: number, style: Style): readonly string[] {
  const setting = style.tags ? ' align:start position:10%' : '';
  const times = `${timeOf(cue.start, style)} --> ${timeOf(cue.end, style)}${setting}`;
  const lines = style.tags ? taggedLines(cue, index) : [plainLine(cue)];
  return [...(style.numbered ? [String(index + 1)] : []), times, ...lines, ''];
}

function plainLine({ speaker: name, text }: Cue): string {
  return escaped(name === null ? text : `${name}: ${text}`);
}

function taggedLines({ speaker: name, text }: Cue, index: number): readonly string[] {
  if (name === null) return [`<i>${escaped(text)}</i>`];
  const first = `<v ${escaped(name)}>${escaped(text)}</v>`;
  return index === 2 ? [first, `<v ${escaped(otherThan(name))}>Right.</v>`] : [first];
}

export function transcriptFile(instance: Instance, type: TranscriptType): ServedFile {
  const style = styleOf(instance);
  const notes = style.tags ? ['NOTE made by a test', 'in two lines', ''] : [];
  const blocks = cuesOf(instance, type).flatMap((cue, index) => blockOf(cue, index, style));
  const text = ['WEBVTT', '', ...notes, ...blocks].join(style.lineEnd);
  const mark = style.encoding === 'utf8' ? '' : '\uFEFF';
  return {
    bytes: Buffer.from(mark + text, style.encoding === 'utf16le' ? 'utf16le' : 'utf8'),
    type: 'text/vtt',
    way: instance.ordinal % 3 === 0 ? 'direct' : 'redirect',
    ...(instance.ordinal % 5 === 0 ? { gzip: true } : {}),
  };
}
