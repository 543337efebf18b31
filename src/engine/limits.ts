/** How much a sync reads. */
export interface Limits {
  /** False where nothing that is read is progress: no state is used or told, and nothing old is replaced. */
  readonly isProgress: boolean;
  /** True where lists are read in all of their windows; otherwise in the newest one alone. */
  readonly isWhole: boolean;
  /** Of a stream. */
  readonly records: number;
  /** Of a list, those with rows. */
  readonly pages: number;
  /** A child is asked for so many rows of its parents. */
  readonly parentRows: number;
  /** Of a list of partitions, those that are visited. */
  readonly partitions: number;
}

export const noLimits: Limits = {
  isProgress: true,
  isWhole: true,
  records: Infinity,
  pages: Infinity,
  parentRows: Infinity,
  partitions: Infinity,
};

/** What shows that each stream can be read: a record, on the shortest way to it. */
export const sampleLimits: Limits = {
  isProgress: false,
  isWhole: false,
  records: 1,
  pages: 1,
  parentRows: 1,
  partitions: 1,
};

/** A part that is read again, whole. What the part is says `run/repair.ts`. */
export const repairLimits: Limits = { ...noLimits, isProgress: false };
