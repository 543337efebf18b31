import type { StreamDeclaration } from '../../engine/declaration.js';
import type { Access } from '../../engine/service.js';
import { ReadError } from '../../errors.js';
import { products as allProducts } from '../../streams/index.js';
import { askForOne, labels } from '../ask.js';
import { wanted } from '../case.js';
import type { Case } from '../case.js';
import type { Check } from '../check.js';
import { ok } from '../finding.js';
import type { Finding } from '../finding.js';
import { within } from '../deadline.js';
import { failed } from '../failed.js';
import { refusal } from '../refusal.js';

const name = 'Product';
const WITHIN_MS = 8_000;

/** One question for each product: the cheapest of those that a sync would begin with. */
export const products: Check = {
  name,
  withinMs: 2 * WITHIN_MS,
  examine: async (subject, signal) => {
    const api = await subject.opened(signal);
    const { read } = await subject.declarations();
    const { skipUnauthorizedStreams: isSkipped } = await subject.validSettings();
    const access = await api.access(signal);
    const asking = { subject, access, isSkipped, someone: someUser(subject, read, signal), signal };
    const asked = allProducts
      .map(({ name: product, title }) => ({ title, streams: read.filter((one) => one.product === product) }))
      .filter(({ streams }) => streams.length > 0);
    return Promise.all(asked.map((product) => askInTime(product, asking)));
  },
};

interface AskedProduct {
  readonly title: string;
  /** Those that the selection needs. */
  readonly streams: readonly StreamDeclaration[];
}

interface Asking {
  readonly subject: Case;
  readonly access: Access;
  readonly isSkipped: boolean;
  /** Null where there is none. */
  readonly someone: () => Promise<string | null>;
  readonly signal: AbortSignal;
}

/** One that is silent keeps the others from nothing. */
async function askInTime(product: AskedProduct, asking: Asking): Promise<Finding> {
  try {
    return await within(WITHIN_MS, asking.signal, (signal) => ask(product, { ...asking, signal }));
  } catch (error) {
    if (asking.signal.aborted) throw error;
    const { is, ...finding } = failed(name, error);
    return { ...finding, is: `${product.title}: ${is}` };
  }
}

async function ask({ title, streams }: AskedProduct, asking: Asking): Promise<Finding> {
  const { subject, access, isSkipped, someone, signal } = asking;
  const chosen = cheapest(streams, access);
  if (chosen === null) return ok(name, `Not asked: ${title}, to which only rows of others lead.`);
  const { request } = chosen;
  const known = access.refusalOf(request);
  try {
    if (known !== null) throw known;
    const user = chosen.parents.length === 0 ? '' : await someone();
    if (user === null) return ok(name, `Not asked: ${title}, since there is no user (${chosen.name}).`);
    const row = await askForOne(subject, chosen, { pathValues: pathValues(chosen, user), signal });
    return ok(name, `${row === null ? 'Open, and no row came' : 'Open'}: ${title} (${chosen.name}).`);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return refusal({ check: name, what: title, error, isSkipped });
  }
}

/** Of the account first, then what is asked of a user; what is not certain to be refused, and what costs least. */
function cheapest(streams: readonly StreamDeclaration[], access: Access): StreamDeclaration | null {
  const cost = (one: StreamDeclaration): number =>
    (access.refusalOf(one.request) === null ? 0 : 1_000) +
    (one.parents.length === 0 ? 0 : 100) +
    10 * labels.indexOf(one.request.rateLimit) +
    (one.window === null ? 0 : 1);
  const askable = streams.filter(({ embedded, parents }) => embedded === null && parents.every(isUsers));
  return [...askable].sort((left, right) => cost(left) - cost(right))[0] ?? null;
}

function isUsers({ stream }: StreamDeclaration['parents'][number]): boolean {
  return stream === 'users';
}

function pathValues({ parents }: StreamDeclaration, user: string): Record<string, string> {
  return Object.fromEntries(
    Object.keys(parents[0]?.partition ?? {}).map((placeholder) => [placeholder, user]),
  );
}

/** The first user with an id, of whichever list has one; asked for once, where anybody needs it. */
function someUser(
  subject: Case,
  read: readonly StreamDeclaration[],
  signal: AbortSignal,
): () => Promise<string | null> {
  let found: Promise<string | null> | null = null;
  const users = read.find(({ partitions, parents }) => partitions !== null && parents.length === 0);
  return () =>
    (found ??=
      users === undefined ? Promise.resolve(null) : wanted(firstId(subject, users, signal), 'a user'));
}

async function firstId(subject: Case, users: StreamDeclaration, signal: AbortSignal): Promise<string | null> {
  const variants = [...users.variants].sort(
    (left, right) => Number(isActive(right)) - Number(isActive(left)),
  );
  for (const variant of variants) {
    const id = (await askForOne(subject, users, { variant, signal }))?.[users.partitions?.id ?? ''];
    if (typeof id === 'string' && id !== '') return id;
  }
  return null;
}

function isActive(variant: Readonly<Record<string, string>>): boolean {
  return Object.values(variant).includes('active');
}
