import { accountId } from '../plan/partition-ref.js';
import { longestKey } from '../plan/partition-key.js';

/**
 * The states of all streams together stay under 64 KB, whatever fails and whatever ids are called: in Singer they are
 * one line, that is written again and again. What always stands in them is reckoned at its longest; the rest is shared.
 * Of very many streams that alone is more; then each still has room for what is under way and for one failure, and all
 * together some for more of them and for what was seen.
 */
const largest = 65_536;
const envelope = 64;

/** What decides how much always stands in a stream's state. */
export interface Standing {
  readonly name: string;
  /** Has a cursor, and so a start. */
  readonly incremental: boolean;
  /** Has partitions, and not the account as a whole. */
  readonly partitioned: boolean;
  /** Has in its state what it has seen. */
  readonly remembers: boolean;
  /** As it stands in the state. */
  readonly sync: string;
}

const time = '2026-11-22T12:00:00Z';

/** A state without anything due or seen at its longest, in the longer of the two protocols' forms, with a comma. */
function standingBytes({ name, incremental, partitioned, remembers, sync }: Standing): number {
  const state = {
    version: 1,
    cursor: time,
    pass: time,
    watermark: partitioned ? '-'.repeat(longestKey) : accountId,
    due: {},
    full: time,
    start: incremental ? time : null,
    seen: '',
    seen_from: remembers ? time : null,
    refused: '',
    plan: '01234567/2026-11-22',
    spent: '2026-11-22/1234567',
    sync,
  };
  const message = { type: 'STREAM', stream: { stream_descriptor: { name }, stream_state: state } };
  return Buffer.byteLength(JSON.stringify(message)) + 1;
}

/** Of each stream, for what is under way: eight entries of usual length, or at least one of the longest. */
const inFlightBytes = { usual: 400, least: 100, share: 0.3 } as const;
/** One entry of the longest: so much of what failed each stream can keep, whatever fails elsewhere. */
const guaranteed = 100;
/** Beyond that, so much for all together, however many streams there are; and so much for what was seen. */
const leastShared = 4_096;
const leastSeen = 16_384;

/** Bytes that the states of one run may hold beside what always stands in them. */
export interface StateCaps {
  /** What failed, of all streams together. */
  readonly due: number;
  readonly seen: number;
  /** What is under way, of each stream. */
  readonly inFlight: number;
}

/**
 * @param streams the selected ones
 * @param known bytes of the states that this run was given: of streams that are not selected, and of what is due
 */
export function capsFor(
  streams: readonly Standing[],
  known: { readonly others: number; readonly due: number },
): StateCaps {
  const count = streams.length;
  const spare = streams.reduce((left, one) => left - standingBytes(one), largest - envelope - known.others);
  const share = Math.floor((spare * inFlightBytes.share) / Math.max(1, count));
  const inFlight = Math.min(inFlightBytes.usual, Math.max(inFlightBytes.least, share));
  const leastDue = count * guaranteed + leastShared;
  const least = leastDue + (streams.some(({ remembers }) => remembers) ? leastSeen : 0);
  const rest = Math.max(spare - count * inFlight, least);
  // What earlier versions kept due may be more than half; what was seen need not be remembered.
  const due = Math.max(Math.floor(rest / 2), leastDue, Math.min(known.due, rest));
  return { due, seen: rest - due, inFlight };
}

/** Bytes for what failed: a part of each stream's own, and beyond that whoever comes first. */
export class SharedRoom {
  private readonly own: number;
  private left: number;

  constructor({ due }: Pick<StateCaps, 'due'>, streams: number) {
    this.own = Math.min(guaranteed, Math.floor(due / 2 / Math.max(1, streams)));
    this.left = due - streams * this.own;
  }

  /** For one stream. */
  open(): Room {
    return new Room(this, this.own);
  }

  take(bytes: number): boolean {
    if (bytes > 0 && bytes > this.left) return false;
    this.left -= bytes;
    return true;
  }
}

/** One stream's part of it. */
export class Room {
  private used = 0;

  constructor(
    private readonly shared: SharedRoom,
    private readonly own: number,
  ) {}

  /** Takes so many bytes more, or gives some back; false, and nothing changes, where there is no room. */
  take(bytes: number): boolean {
    const next = this.used + bytes;
    const beyond = Math.max(0, next - this.own) - Math.max(0, this.used - this.own);
    if (!this.shared.take(beyond)) return false;
    this.used = next;
    return true;
  }
}
