import { products } from '../../src/streams/index.js';
import type { Product } from '../../src/streams/define-product.js';

function streamsOf(some: readonly Product[]): readonly string[] {
  return some.flatMap(({ streams }) => streams.map(({ name }) => name));
}

/** For configurations that offer every stream there is. */
export const everyProduct = { products: products.map(({ name }) => name) };

/** For a configuration that offers these streams, and little else: discovery costs time by the stream. */
export function productsWith(streams: readonly string[]): { readonly products: readonly string[] } {
  const wanted = products.filter(({ streams: own }) => own.some(({ name }) => streams.includes(name)));
  return { products: wanted.map(({ name }) => name) };
}

/** What such a configuration offers. */
export function streamsWith({ products: names }: ReturnType<typeof productsWith>): readonly string[] {
  return streamsOf(products.filter(({ name }) => names.includes(name)));
}

const usual = products.filter(({ isOptIn }) => !isOptIn);

/** What a configuration offers that says nothing of products. */
export const usualProducts: readonly string[] = usual.map(({ name }) => name);
export const usualStreams: readonly string[] = streamsOf(usual);
