export const hour = 3_600_000;
export const day = 24 * hour;
/** Zoom's worst lateness in these worlds: what ended longer ago changes no more. */
export const lateness = 48 * hour;
