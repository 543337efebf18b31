import type { JsonObject } from '../../../src/json.js';
import type { Instance } from '../account/model.js';
import type { ServedFile } from './served-file.js';
import { sentence, speaker } from './words.js';

/** The saved chat of a recorded meeting, in one of the forms in which such files were seen. */

interface Line {
  readonly seconds: number;
  readonly sender: string;
  readonly receiver: string | null;
  readonly text: string;
}

type Form = 'cloud' | 'program' | 'newer program';

const forms: readonly Form[] = ['cloud', 'program', 'newer program'];

function formOf({ ordinal }: Instance): Form {
  return forms[(ordinal >> 1) % forms.length] ?? 'cloud';
}

function linesOf(instance: Instance): readonly Line[] {
  const { ordinal } = instance;
  return Array.from({ length: 2 + (ordinal % 5) }, (_, index) => ({
    seconds: 61 * (index + 1),
    sender: speaker('chat', ordinal, index),
    receiver: formOf(instance) === 'cloud' ? null : 'Everyone',
    // Every third message has two lines.
    text:
      index % 3 === 2 ? `${sentence('chat', ordinal, index)}\nand more` : sentence('chat', ordinal, index),
  }));
}

function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

export function chatRows(instance: Instance): readonly JsonObject[] {
  return linesOf(instance).map(({ seconds, sender, receiver, text }, index) => ({
    message_number: index + 1,
    time: clock(seconds),
    time_ms: seconds * 1000,
    sender,
    receiver,
    text,
  }));
}

function written({ seconds, sender, receiver, text }: Line, form: Form): string {
  const time = clock(seconds);
  if (form === 'cloud') return `${time}\t${sender}:\t${text}`;
  const head = `From ${sender} to ${receiver ?? ''}:`;
  return form === 'program'
    ? `${time}\t ${head} ${text}`
    : `${time} ${head}\n\t${text.replaceAll('\n', '\n\t')}`;
}

export function chatFile(instance: Instance): ServedFile {
  const text = linesOf(instance).map((line) => written(line, formOf(instance)));
  return { bytes: Buffer.from(`${text.join('\r\n')}\r\n`), type: 'text/plain', way: 'redirect' };
}
