import type { ContentShape } from '../../engine/declaration.js';
import type { LinkedFile, Page, PageReader, PageRequest } from '../../engine/page-reader.js';
import { isUndecodable } from '../../decoding/content.js';
import type { Decode, ServedFile, Undecodable } from '../../decoding/content.js';
import { ReadError, StoppedError } from '../../errors.js';
import { Seat, USUAL_BYTES } from '../../http/answer-size.js';
import { isJsonObject } from '../../json.js';
import { buildPath, checkedUrl } from '../path.js';
import type { Sender, ZoomGet } from '../sender.js';
import { fileAddress } from './file-link.js';
import type { FileAnswer } from './judge-file.js';

export interface FileReaderOptions {
  /** Without a trailing slash. */
  readonly apiUrl: string;
  readonly send: (get: ZoomGet) => Promise<FileAnswer>;
  /** For what is no file: a token for one. */
  readonly ask: Sender;
  readonly decode: Decode;
  /** Bytes of a file at most. */
  readonly atMost: number;
  /** Told each token when it comes. */
  readonly onToken: (token: string) => void;
}

/** Yields the rows that are made of a file. One that is not to be had is a row that says so, or a skip: no failure. */
export function createFileReader(options: FileReaderOptions): PageReader {
  const seat = new Seat();
  return async function* readFile(request) {
    const { content } = request.shape;
    if (content === null) throw new Error(`${request.stream} reads no files`);
    const { file = null } = request;
    const turn = new Turn(seat);
    try {
      if (typeof file?.link === 'string' && (file.size ?? USUAL_BYTES) >= LARGE) await turn.take();
      const answer = await fetchFile(options, request, { content, file });
      if ('reason' in answer) {
        yield absent(request, content, answer);
        return;
      }
      if (answer.bytes.length >= LARGE) await turn.take();
      for await (const part of options.decode(content.decoder, answer)) {
        yield isUndecodable(part) ? absent(request, content, part) : { rows: part, served: {} };
      }
    } finally {
      turn.end();
    }
  };
}

/** Bytes of a file from which on it is read alone: as bytes, text and a row it is in memory several times. */
const LARGE = 512 * 1024;

/** Of one file; it lasts until its rows are handed over. */
class Turn {
  private free: (() => void) | null = null;

  constructor(private readonly seat: Seat) {}

  async take(): Promise<void> {
    this.free ??= await this.seat.take();
  }

  end(): void {
    this.free?.();
  }
}

interface Asked {
  readonly content: ContentShape;
  readonly file: LinkedFile | null;
}

async function fetchFile(
  options: FileReaderOptions,
  request: PageRequest,
  { content, file }: Asked,
): Promise<ServedFile | Undecodable> {
  const { apiUrl, atMost } = options;
  if (file === null || file.link === null) return { status: 'no_link', reason: 'Zoom gives no link to it' };
  const url = fileAddress(file.link, apiUrl);
  if (url === null) return { status: 'refused', reason: "its link leads to a host that is none of Zoom's" };
  if (file.size !== null && file.size > atMost) return tooLarge(atMost);
  const get: ZoomGet = { ...request, url, hadPageToken: false, asFile: { atMost } };
  const answer = await withTicket(options, get, content, await options.send(get));
  if (answer.state === 'served') return { bytes: answer.bytes, type: answer.type, name: file.name };
  if (answer.state === 'too_large') return tooLarge(atMost);
  return { status: answer.state, reason: answer.said };
}

function tooLarge(atMost: number): Undecodable {
  return { status: 'too_large', reason: `it has more than ${atMost} bytes` };
}

/**
 * The ordinary token is refused now and then for a file that is there; one for this file alone is not.
 * https://github.com/Jericho/ZoomNet/issues/348 (2026-11)
 */
async function withTicket(
  options: FileReaderOptions,
  get: ZoomGet,
  { ticketPath }: ContentShape,
  first: FileAnswer,
): Promise<FileAnswer> {
  if (ticketPath === null || first.state !== 'refused' || first.status !== 401) return first;
  const ticket = await ticketOf(options, get, ticketPath);
  return ticket === null ? first : options.send({ ...get, ticket });
}

async function ticketOf(options: FileReaderOptions, get: ZoomGet, path: string): Promise<string | null> {
  const [template = '', query = ''] = path.split('?');
  try {
    const url = checkedUrl(
      options.apiUrl,
      buildPath(template, get.pathValues),
      query === '' ? '' : `?${query}`,
    );
    const { stream, shape, pathValues, hadPageToken, rank, order, signal } = get;
    const body = await options.ask({ stream, shape, pathValues, hadPageToken, rank, order, signal, url });
    const ticket = isJsonObject(body) ? body['download_access_token'] : null;
    if (typeof ticket !== 'string' || ticket === '') return null;
    options.onToken(ticket);
    return ticket;
  } catch (error) {
    if (error instanceof StoppedError || isOfRun(error)) throw error;
    return null;
  }
}

/** What ends more than this file. */
function isOfRun(error: unknown): boolean {
  return !(error instanceof ReadError) || error.verdict === 'stop-run' || error.verdict === 'stop-label';
}

/** The others may be had tomorrow. */
const ofContent: ReadonlySet<string> = new Set(['too_large', 'unknown_type', 'unreadable']);

function absent(
  { stream, shape }: PageRequest,
  content: ContentShape,
  { status, reason }: Undecodable,
): Page {
  if (content.absent === 'row') {
    return { rows: [{ content_status: status, content_reason: reason }], served: {} };
  }
  throw new ReadError(`${stream}: the file is left out: ${reason}.`, {
    verdict: 'skip-item',
    reason: `file ${status.replace('_', ' ')}`,
    failureType: 'config_error',
    internalMessage: `GET ${shape.path}: ${reason}`,
    isOfContent: ofContent.has(status),
  });
}
