import type { PartitionRef } from '../plan/partition-ref.js';

/** Comes after all others, and was born before everything: it wants what nobody can do without. */
export const anyPartition: PartitionRef = { id: '\uffff', createdAt: null };
