import { fromBuffer } from 'yauzl';
import type { Entry } from 'yauzl';
import type { Decoded, ServedFile, Undecodable } from './content.js';
import type { OfficeReader } from './office.js';
import { decodeText, looksLikeText } from './text.js';

/** What an office document may unpack to, in bytes: some are packed to burst their reader. */
const MOST_UNPACKED = 100 * 1024 * 1024;

/** The text of a file that somebody sent: one row. */
export async function* documentText(file: ServedFile, office: OfficeReader): AsyncGenerator<Decoded> {
  const read = await textOf(file, office);
  if ('reason' in read) {
    yield read;
    return;
  }
  yield [
    {
      content_status: 'read',
      content_reason: null,
      content_type: mediaType(file.type),
      byte_size: file.bytes.length,
      encoding: read.encoding,
      text: read.text,
    },
  ];
}

interface Text {
  readonly text: string;
  /** Null where the format has one of its own. */
  readonly encoding: string | null;
}

async function textOf(file: ServedFile, office: OfficeReader): Promise<Text | Undecodable> {
  const { bytes } = file;
  if (begins(bytes, '%PDF-')) return officeText(bytes, office);
  if (begins(bytes, 'PK\u0003\u0004')) {
    const fault = await archiveFault(bytes);
    return fault ?? (await officeText(bytes, office));
  }
  const decoded = decodeText(bytes);
  if (!looksLikeText(decoded.text))
    return { status: 'unknown_type', reason: 'it is no text and no office document' };
  if (mediaType(file.type) === 'text/html' && !isPage(file)) {
    return { status: 'unreadable', reason: 'a web page came in its place' };
  }
  return decoded;
}

async function officeText(bytes: Uint8Array, office: OfficeReader): Promise<Text | Undecodable> {
  const text = await office.read(bytes);
  return text === null
    ? { status: 'unreadable', reason: 'the document cannot be read: it may be damaged or have a password' }
    : { text, encoding: null };
}

/** A page that asks people to sign in comes where a link is not good any more. */
function isPage({ name }: ServedFile): boolean {
  return name === null || /\.(x?html?|mht|php|aspx?)$/i.test(name);
}

function begins(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(text, 'latin1').every((byte, place) => bytes[place] === byte);
}

function mediaType(header: string | null): string | null {
  const type = header?.split(';')[0]?.trim().toLowerCase() ?? '';
  return type === '' ? null : type;
}

/** Of Microsoft's formats and of OpenDocument. */
const documentParts = /^(?:word\/document\d*\.xml|ppt\/presentation\.xml|xl\/workbook\.xml|content\.xml)$/;

/** Null for an office document. The sizes that a directory tells are kept to by whoever unpacks it. */
async function archiveFault(bytes: Uint8Array): Promise<Undecodable | null> {
  try {
    const { names, size } = await directoryOf(bytes);
    if (!names.some((name) => documentParts.test(name))) {
      return { status: 'unknown_type', reason: 'it is an archive, and no office document' };
    }
    return size > MOST_UNPACKED
      ? { status: 'too_large', reason: `it unpacks to more than ${MOST_UNPACKED} bytes` }
      : null;
  } catch {
    return { status: 'unreadable', reason: 'it is an archive that is damaged' };
  }
}

function directoryOf(
  bytes: Uint8Array,
): Promise<{ readonly names: readonly string[]; readonly size: number }> {
  return new Promise((resolve, reject) => {
    fromBuffer(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      { lazyEntries: true },
      (error, zip) => {
        if (error !== null) {
          reject(error);
          return;
        }
        const names: string[] = [];
        let size = 0;
        zip.on('entry', (entry: Entry) => {
          names.push(entry.fileName);
          size += entry.uncompressedSize;
          zip.readEntry();
        });
        zip.once('end', () => resolve({ names, size }));
        zip.once('error', reject);
        zip.readEntry();
      },
    );
  });
}
