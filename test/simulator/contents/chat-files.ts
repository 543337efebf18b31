import type { JsonObject } from '../../../src/json.js';
import { anyValue } from '../values.js';
import { archive, bomb, openDocument, pdf, wordDocument } from './documents.js';
import type { ServedFile } from './served-file.js';
import { sentence } from './words.js';

/** Files that people send in team chat, by the number of the message: of each kind one in turn. */

interface Kind {
  readonly extension: string;
  readonly type: string;
  readonly bytes: (ordinal: number) => Buffer;
  /** What a connector must make of it; `text` is asked for only where the file is read. */
  readonly row: (ordinal: number) => JsonObject;
  /** As the message says; that of the bytes when absent. */
  readonly size?: number;
  readonly trouble?: ServedFile['trouble'];
}

const words = (ordinal: number): string => sentence('file', ordinal);
const ascii = (ordinal: number): string => `Offer ${ordinal} of the budget team`;

function read(type: string, encoding: string | null, text: (ordinal: number) => string): Kind['row'] {
  return (ordinal) => ({
    content_status: 'read',
    content_reason: null,
    content_type: type,
    encoding,
    text: text(ordinal),
  });
}

function unread(status: string): Kind['row'] {
  return () => ({ content_status: status, content_reason: anyValue, text: null });
}

/** Text in one encoding, under the type that a server gives it. */
function plain(
  {
    extension,
    type,
    encoding,
  }: { readonly extension: string; readonly type: string; readonly encoding: BufferEncoding },
  text: (ordinal: number) => string,
  name = 'utf-8',
): Kind {
  const mark = encoding === 'utf16le' ? '\uFEFF' : '';
  return {
    extension,
    type,
    bytes: (ordinal) => Buffer.from(mark + text(ordinal), encoding),
    row: read(type.split(';')[0] ?? type, name, text),
  };
}

const utf8: BufferEncoding = 'utf8';
const officeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const picture = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');

const kinds: readonly Kind[] = [
  plain({ extension: 'txt', type: 'text/plain', encoding: utf8 }, words),
  plain(
    { extension: 'md', type: 'text/markdown; charset=utf-8', encoding: utf8 },
    (n) => `# ${words(n)}\n\n- one\n`,
  ),
  { extension: 'png', type: 'image/png', bytes: () => picture, row: unread('unknown_type') },
  plain(
    { extension: 'csv', type: 'text/csv', encoding: 'utf16le' },
    (n) => `a;b\r\n${words(n)};2`,
    'utf-16le',
  ),
  plain(
    { extension: 'html', type: 'text/html', encoding: utf8 },
    (n) => `<html><body><p>Offer ${n}</p></body></html>`,
  ),
  {
    extension: 'docx',
    type: officeType,
    bytes: (n) => wordDocument([words(n), 'Second']),
    row: read(officeType, null, (n) => `${words(n)}\nSecond`),
  },
  plain({ extension: 'json', type: 'application/json', encoding: utf8 }, (n) =>
    JSON.stringify({ offer: words(n) }),
  ),
  {
    extension: 'pdf',
    type: 'application/pdf',
    bytes: (n) => pdf(ascii(n)),
    row: read('application/pdf', null, (n) => `\n${ascii(n)}`),
  },
  {
    extension: 'mov',
    type: 'video/quicktime',
    bytes: () => picture,
    size: 900_000_000,
    row: unread('too_large'),
  },
  plain(
    { extension: 'txt', type: 'text/plain', encoding: 'latin1' },
    (n) =>
      `Äpfel für die Straße, dreißig Stück, größer als üblich; Müller übernimmt die Prüfung, Nummer ${n}`,
    'windows-1252',
  ),
  {
    extension: 'odt',
    type: 'application/vnd.oasis.opendocument.text',
    bytes: (n) => openDocument([words(n)]),
    row: read('application/vnd.oasis.opendocument.text', null, words),
  },
  {
    extension: 'txt',
    type: 'text/plain',
    bytes: (n) => Buffer.from(words(n)),
    trouble: 'gone',
    row: unread('gone'),
  },
  {
    extension: 'docx',
    type: officeType,
    bytes: () => packedTooWell(),
    size: 110_000,
    row: unread('too_large'),
  },
  {
    extension: 'txt',
    type: 'text/plain',
    bytes: (n) => Buffer.from(words(n)),
    trouble: 'refused',
    row: unread('refused'),
  },
  { extension: 'zip', type: 'application/zip', bytes: archive, row: unread('unknown_type') },
  // Says little of its size, and does not end at ten megabytes.
  {
    extension: 'log',
    type: 'text/plain',
    bytes: () => Buffer.alloc(11_000_000, 'x'),
    size: 1_000,
    row: unread('too_large'),
  },
  {
    extension: 'pdf',
    type: 'application/pdf',
    bytes: () => Buffer.from('%PDF-1.4\nnothing of one'),
    row: unread('unreadable'),
  },
  {
    extension: 'txt',
    type: 'text/html',
    bytes: () => Buffer.from('<html>Sign in</html>'),
    row: unread('unreadable'),
  },
];

let made: Buffer | undefined;

/** It takes a second to make. */
function packedTooWell(): Buffer {
  made ??= bomb(110);
  return made;
}

const lone = kinds[0];

/** A message's file has its number. Messages with files have odd numbers, second files too. */
function kindOf(ordinal: number): Kind {
  const kind = kinds[(ordinal >> 1) % kinds.length] ?? lone;
  if (kind === undefined) throw new Error('no kinds of files');
  return kind;
}

/** The number of the other file that a message has, where it has two. */
export function secondFile(ordinal: number): number {
  return ordinal + 100_000;
}

export function chatFileName(ordinal: number): string {
  return `offer ${ordinal}.${kindOf(ordinal).extension}`;
}

export function chatFileSize(ordinal: number): number {
  const { size, bytes } = kindOf(ordinal);
  return size ?? bytes(ordinal).length;
}

export function chatFile(ordinal: number): ServedFile {
  const { type, bytes, trouble } = kindOf(ordinal);
  return {
    bytes: bytes(ordinal),
    type,
    way: ordinal % 4 === 1 ? 'redirect' : 'direct',
    ...(ordinal % 8 === 3 ? { gzip: true } : {}),
    ...(trouble === undefined ? {} : { trouble }),
  };
}

export function chatFileRow(ordinal: number): JsonObject {
  const { row, bytes } = kindOf(ordinal);
  const made = row(ordinal);
  return made['content_status'] === 'read' ? { ...made, byte_size: bytes(ordinal).length } : made;
}
