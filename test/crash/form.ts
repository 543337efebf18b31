/** How long the crash tests take: short by default, long with `--points 200`. */
export const points = Number(process.env['POINTS'] ?? 6);
export const seed = Number(process.env['SEED'] ?? 1);
export const isLong = points >= 100;
