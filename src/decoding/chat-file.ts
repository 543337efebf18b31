import type { JsonObject } from '../json.js';
import { clockMs } from './clock-time.js';
import type { Decoded, ServedFile } from './content.js';
import { decodeText, linesOf, looksLikeText } from './text.js';

/** Rows of a page. */
const PORTION = 1_000;

/**
 * Messages of a meeting's saved chat. What Zoom stores with a recording has a time, a name and the words between tabs; what
 * its programs save, now and formerly, says `From ... to ...` and may have the words in the next line. Nobody documents
 * either. https://github.com/topics/zoom-chat and the R package zoomGroupStats (2026-11)
 */
export function* chatMessages({ bytes }: ServedFile): Generator<Decoded> {
  const { text } = decodeText(bytes);
  if (!looksLikeText(text)) {
    yield { status: 'unreadable', reason: 'it is no text' };
    return;
  }
  let rows: JsonObject[] = [];
  let number = 0;
  for (const { lines, ...message } of messagesOf(text)) {
    number += 1;
    rows.push({ message_number: String(number), ...message, text: lines.join('\n').trim() });
    if (rows.length < PORTION) continue;
    yield rows;
    rows = [];
  }
  yield rows;
}

interface Message {
  /** As it stands there. */
  readonly time: string | null;
  readonly time_ms: number | null;
  readonly sender: string | null;
  readonly receiver: string | null;
  readonly lines: string[];
}

function* messagesOf(text: string): Generator<Message> {
  let open: Message | null = null;
  for (const line of linesOf(text)) {
    const begun = beginningOf(line);
    if (begun === null) {
      if (open !== null) open.lines.push(line.trimEnd().replace(/^\t/, ''));
      // Words before the first time are nobody's, but words.
      else if (line.trim() !== '') open = { ...nobody, lines: [line.trim()] };
      continue;
    }
    if (open !== null) yield open;
    open = begun;
  }
  if (open !== null) yield open;
}

const nobody = { time: null, time_ms: null, sender: null, receiver: null } as const;

const timed = /^\uFEFF?((?:\d{4}-\d\d-\d\d[ T])?(\d{1,3}):(\d\d):(\d\d))[\t ]+(.*)$/;

function beginningOf(line: string): Message | null {
  const found = timed.exec(line);
  if (found === null) return null;
  const [, time = '', hours = '', minutes = '', seconds = '', rest = ''] = found;
  const time_ms = clockMs(hours, minutes, seconds);
  const { text, ...who } = saidBy(rest);
  return { time, time_ms, ...who, lines: text === '' ? [] : [text] };
}

interface Said {
  readonly sender: string | null;
  readonly receiver: string | null;
  readonly text: string;
}

/**
 * From the most telling form to the least. Names have an end: in a long line without one of these signs, whatever may be a
 * name would be tried against whatever may be another. Between tabs a name may well have a `to` in it, so there only what Zoom
 * writes of receivers is one.
 */
const forms: readonly RegExp[] = [
  /^[ \t]{0,9}From[ \t]{1,9}(?<sender>.{1,99}?)[ \t]{1,9}to[ \t]{1,9}(?<receiver>.{1,99}?)[ \t]{0,9}:(?<text>.*)$/i,
  /^[ \t]{0,9}From[ \t]{1,9}(?<sender>.{1,99}?)[ \t]{0,9}:(?<text>.*)$/i,
  /^(?<sender>.{1,99}?) to (?<receiver>Everyone|[^:\t]{1,99}\((?:Direct Message|Privately)\)):\t(?<text>.*)$/i,
  /^(?<sender>.{1,99}?):\t(?<text>.*)$/,
  /^(?<sender>[^:]{1,64}): +(?<text>.*)$/,
];

function saidBy(rest: string): Said {
  for (const form of forms) {
    const groups = form.exec(rest)?.groups;
    if (groups === undefined) continue;
    const { sender = null, receiver = null, text = '' } = groups;
    return { sender, receiver, text: text.trimStart() };
  }
  return { sender: null, receiver: null, text: rest };
}
