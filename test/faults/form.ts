/** How long the fault tests take: short by default, long with `--long` or `--repeats 5`. */
export const repeats = Number(process.env['REPEATS'] ?? 1);
export const seed = Number(process.env['SEED'] ?? 1);
export const isLong = repeats > 1;

/** A seed for each repetition. */
export const seeds: readonly number[] = Array.from({ length: repeats }, (_, index) => seed + index);
