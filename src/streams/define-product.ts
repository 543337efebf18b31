import type { RatePool, StreamDeclaration } from '../engine/declaration.js';
import type { RefusalRow } from '../refusal-rows/row.js';
import type { StreamOfProduct } from './define-stream.js';

/** What is known of a product's answers, and how it is known. */
export interface Fact {
  /** `documented` by Zoom, `seen` in an answer of a real account, or `guessed`: right whichever way Zoom does it. */
  readonly evidence: 'documented' | 'seen' | 'guessed';
  /** A sentence. */
  readonly text: string;
  /** Where it stands, or who saw it, and when: a link or some words. */
  readonly source: string;
}

/** A part of Zoom that an account has or lacks as a whole. Everything that lists products is made from these. */
export interface ProductInput {
  /** As the setting `products` names it; also the folder of its declarations, schemas and documentation. */
  readonly name: string;
  readonly title: string;
  /** Zoom counts the calls of some products apart; `main` when absent. Of streams that name none themselves. */
  readonly pool?: RatePool;
  /** Plan, add-on or licence without which Zoom refuses all of it, as a sentence; absent: every account has it. */
  readonly prerequisite?: string;
  /** True for what is read only where the setting `products` names it. */
  readonly isOptIn?: true;
  /** What the role of the app's owner must allow besides the scopes, in the words of Zoom's administration pages. */
  readonly rolePermissions: readonly string[];
  readonly facts: readonly Fact[];
  /** What its errors mean, where they are its own: looked at before the common ones, in this order. */
  readonly refusals?: readonly RefusalRow[];
  /** Of streams that name none themselves: classic scopes are mostly the same for all of a product. */
  readonly classicScopes?: readonly string[];
  /** In the order in which catalog and documentation show them. */
  readonly streams: readonly StreamOfProduct[];
}

export interface Product extends Required<
  Omit<ProductInput, 'prerequisite' | 'isOptIn' | 'refusals' | 'classicScopes' | 'streams'>
> {
  readonly prerequisite: string | null;
  readonly isOptIn: boolean;
  readonly streams: readonly StreamDeclaration[];
}

export function defineProduct(input: ProductInput): Product {
  const {
    name,
    title,
    pool = 'main',
    prerequisite = null,
    rolePermissions,
    facts,
    classicScopes = [],
    refusals = [],
    isOptIn = false,
  } = input;
  const streams = input.streams.map((stream) => ({
    ...stream,
    product: name,
    request: {
      ...stream.request,
      pool: stream.request.pool ?? pool,
      classicScopes: stream.request.classicScopes ?? classicScopes,
      refusals,
    },
  }));
  return { name, title, pool, prerequisite, isOptIn, rolePermissions, facts, streams };
}
