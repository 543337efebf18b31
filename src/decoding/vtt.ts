import { decodeHTML } from 'entities';
import webvtt from 'webvtt-parser';
import type { Cue } from 'webvtt-parser';
import type { JsonObject } from '../json.js';
import type { Decoded, ServedFile } from './content.js';
import { decodeText, linesOf } from './text.js';

/**
 * Cues of a WebVTT file. Transcripts of Zoom have one voice a cue, and its name before the first word; those of others
 * mark it with a tag. https://www.w3.org/TR/webvtt1/ (2026-11)
 */
export function* cues({ bytes }: ServedFile): Generator<Decoded> {
  const { text } = decodeText(bytes);
  // Nobody spoke: a heading alone is a transcript too.
  if (!text.includes('-->') && heading.test(text)) return;
  if (!text.includes('-->')) {
    yield { status: 'unreadable', reason: 'it is no WebVTT: there is no cue in it' };
    return;
  }
  let count = 0;
  for (const portion of portionsOf(text)) {
    const rows = parser.parse(portion, 'metadata').cues.map((cue, place) => rowOf(cue, count + place + 1));
    count += rows.length;
    yield rows;
  }
}

const heading = /^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/;

const parser = new webvtt.WebVTTParser();

/** The parser keeps many times a file's size in memory, and the thread to itself, so it gets some hundred cues at a time. */
const BLOCKS = 500;

function* portionsOf(text: string): Generator<string> {
  let lines: string[] = [];
  let blocks = 0;
  for (const line of linesOf(text)) {
    lines.push(line.includes('-->') ? withPoints(line) : line);
    if (line.trim() !== '') continue;
    blocks += 1;
    if (blocks % BLOCKS !== 0) continue;
    yield whole(lines);
    lines = [];
  }
  yield whole(lines);
}

function whole(lines: readonly string[]): string {
  const text = lines.join('\n').replace(/^\uFEFF/, '');
  return text.startsWith('WEBVTT') ? text : `WEBVTT\n\n${text}`;
}

/** Subtitles of another kind have commas in their times. */
function withPoints(timing: string): string {
  return timing.replace(/(\d),(\d{3})/g, '$1.$2');
}

function rowOf({ id, startTime, endTime, text }: Cue, cue: number): JsonObject {
  return {
    cue: String(cue),
    cue_id: id === '' ? null : id,
    start_ms: Math.round(startTime * 1000),
    end_ms: Math.round(endTime * 1000),
    ...spoken(text),
  };
}

/** Up to the next bracket, whichever: a file that opens thousands and closes none would be gone through for each. */
const voice = /<v(?:\.[^\s<>]*)?\s+([^<>]+)>/g;

function spoken(text: string): { readonly speaker: string | null; readonly text: string } {
  const voices = [...new Set([...text.matchAll(voice)].map(([, name = '']) => decodeHTML(name).trim()))];
  if (voices.length === 1) return { speaker: voices[0] ?? null, text: plain(text) };
  // Who says what must not be lost.
  if (voices.length > 1) return { speaker: voices.join(', '), text: plain(text.replace(voice, '$1: ')) };
  const words = plain(text);
  const [, speaker = null, rest = words] = named.exec(words) ?? [];
  return { speaker, text: rest };
}

/** A name that people can have in a meeting: at most 64 characters and not a time. */
const named = /^((?!\d+:)[^:\n]{1,64}): +([^]*)$/;

function plain(text: string): string {
  return decodeHTML(text.replace(/<[^<>]*>/g, '')).trim();
}
