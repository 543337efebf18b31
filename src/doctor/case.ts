import type { Clock } from '../clock.js';
import { loadSettings } from '../config/load.js';
import type { Settings } from '../config/settings.js';
import { nobody, zoomService } from '../create-source.js';
import type { CatalogStream } from '../engine/catalog.js';
import { StoppedError, SourceError } from '../errors.js';
import { createHttpClient } from '../http/client.js';
import type { HttpClient } from '../http/message.js';
import { NetworkError } from '../http/network-error.js';
import type { JsonObject } from '../json.js';
import { offlineCatalog } from '../offline-catalog.js';
import { declarationsRead } from '../offline-guide.js';
import type { ReadDeclarations } from '../offline-guide.js';
import type { ZoomApi } from '../zoom/api.js';
import { addressesIn } from './addresses.js';
import type { Addresses } from './addresses.js';
import type { Papers } from './papers.js';
import { watched } from './witness.js';
import type { Sight } from './witness.js';

export interface CaseOptions {
  readonly papers: Papers;
  readonly clock: Clock;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly random: () => number;
  readonly userAgent: string;
  /** Told each token when it comes. */
  readonly onToken: (token: string) => void;
  readonly machine: Machine;
}

/** What the program runs on. */
export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
}

/** Something cannot be looked at, since another thing is missing that its own check tells of. */
export class WantingError extends Error {
  override readonly name = 'WantingError';

  /** @param what with its article: `a token` */
  constructor(readonly what: string) {
    super(`for want of ${what}`);
  }
}

/** For one answer: whoever looks at an account does not wait for what is away. */
const ANSWER_WITHIN_MS = 6_000;

/** What fails is asked again soon, so that it is told within the time of its check. */
const RETRY_BASE_MS = 50;

/** What the checks look at, each thing made when one of them first needs it; what cannot be had rejects with its reason. */
export class Case {
  /** Every answer that came. */
  readonly sights: readonly Sight[];
  readonly config: () => Promise<JsonObject>;
  readonly settings: () => Promise<Settings>;
  readonly addresses: () => Promise<Addresses>;
  readonly offered: () => Promise<readonly CatalogStream[]>;
  /** Names of the streams that a sync would deliver. */
  readonly selected: () => Promise<readonly string[]>;
  readonly declarations: () => Promise<ReadDeclarations>;
  readonly api: () => Promise<ZoomApi>;
  readonly #httpClient: HttpClient;
  #grant: ReturnType<ZoomApi['grant']> | null = null;
  readonly #reached = new Map<string, Promise<Sight>>();

  constructor(readonly options: CaseOptions) {
    const { papers, clock, environment, userAgent } = options;
    const sights: Sight[] = [];
    this.sights = sights;
    const client = createHttpClient({ userAgent, environment, timeoutMs: ANSWER_WITHIN_MS });
    this.#httpClient = watched(client, clock, (sight) => sights.push(sight));
    this.config = once(() => papers.config());
    this.settings = once(async () => loadSettings(await wanted(this.config(), 'a configuration')));
    this.addresses = once(async () => addressesIn(await this.config().catch(() => ({}))));
    this.offered = once(async () => offlineCatalog(await this.validSettings()));
    this.selected = once(() => this.#select());
    this.declarations = once(async () => {
      const { pastMeetingsFrom, recordingsFrom } = await this.validSettings();
      return declarationsRead({ streams: await this.selected(), pastMeetingsFrom, recordingsFrom });
    });
    this.api = once(async () => this.#connect(await this.validSettings()));
  }

  validSettings(): Promise<Settings> {
    return wanted(this.settings(), 'a valid configuration');
  }

  /** The first answer of the host at that address, to a question without credentials. */
  reach(address: string, signal: AbortSignal): Promise<Sight> {
    let reached = this.#reached.get(address);
    if (reached === undefined) {
      reached = this.#greet(address, signal);
      this.#reached.set(address, reached);
    }
    return reached;
  }

  /** What the token allows; asked for once, whatever comes of it. */
  async grant(signal: AbortSignal): ReturnType<ZoomApi['grant']> {
    const api = await this.api();
    const { tokenUrl } = await this.addresses();
    await wanted(this.reach(tokenUrl, signal), 'a way to the token host');
    return (this.#grant ??= api.grant(signal));
  }

  /** Zoom, with a token at hand. */
  async opened(signal: AbortSignal): Promise<ZoomApi> {
    const api = await this.api();
    const { apiUrl } = await this.addresses();
    await wanted(this.grant(signal), 'a token');
    await wanted(this.reach(apiUrl, signal), 'a way to the API');
    return api;
  }

  async #select(): Promise<readonly string[]> {
    const offered = await wanted(this.offered(), 'streams');
    const { catalog } = this.options.papers;
    if (catalog === null) return offered.map(({ name }) => name);
    const { request } = await wanted(catalog.plan(offered), 'a catalog');
    return request.streams.map(({ name }) => name);
  }

  async #greet(address: string, signal: AbortSignal): Promise<Sight> {
    const headers = { accept: 'application/json' };
    await this.#httpClient({ method: 'GET', url: address, headers, signal });
    const { host } = new URL(address);
    const sight = this.sights.findLast((one) => one.host === host);
    if (sight === undefined) throw new WantingError('an answer');
    return sight;
  }

  #connect(settings: Settings): ZoomApi {
    const { clock, environment, random, userAgent, onToken } = this.options;
    const how = { patienceMs: 0, retryBaseMs: RETRY_BASE_MS, httpClient: this.#httpClient };
    return zoomService(settings, { clock, environment, random, userAgent, onToken, ...how }, nobody);
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}

/** For those who only need the thing: why it is missing is told by its own check. */
export async function wanted<T>(thing: Promise<T>, what: string): Promise<T> {
  try {
    return await thing;
  } catch (error) {
    const isTold =
      error instanceof SourceError || error instanceof NetworkError || error instanceof StoppedError;
    throw isTold ? new WantingError(what) : error;
  }
}
