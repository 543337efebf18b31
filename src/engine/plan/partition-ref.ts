/** What a partition is to the state: its id, and when it was born where that is known. */
export interface PartitionRef {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly createdAt: number | null;
}

/** The one partition of account-level streams. No key of a user is the same. */
export const accountId = '@account';
