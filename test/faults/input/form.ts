import { repeats, seed } from '../form.js';

/** The settings of fast-check: few cases by default, more in the long form. `dear` is for cases that take a whole sync. */
export function draws(cost: 'cheap' | 'dear' = 'cheap'): { readonly numRuns: number; readonly seed: number } {
  return { numRuns: (cost === 'cheap' ? 30 : 12) * repeats, seed };
}
