/** How much a sync reads. */
export interface Limits {
  /** True where all is read, so that a state may say how far; otherwise a list is read in its newest window alone. */
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
  isWhole: true,
  records: Infinity,
  pages: Infinity,
  parentRows: Infinity,
  partitions: Infinity,
};

/** What shows that each stream can be read: a record, on the shortest way to it. */
export const sampleLimits: Limits = {
  isWhole: false,
  records: 1,
  pages: 1,
  parentRows: 1,
  partitions: 1,
};
