import { products } from '../../src/streams/index.js';
import type { Product } from '../../src/streams/define-product.js';

function streamsOf(some: readonly Product[]): readonly string[] {
  return some.flatMap(({ streams }) => streams.map(({ name }) => name));
}

/** For configurations that offer every stream there is. */
export const everyProduct = { products: products.map(({ name }) => name) };

/** The streams that a configuration offers which says nothing of products. */
export const usualStreams: readonly string[] = streamsOf(products.filter(({ isOptIn }) => !isOptIn));
