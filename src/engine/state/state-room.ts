/**
 * The states of all streams together stay under 64 KB, whatever fails and whatever ids are called: in Singer they are
 * one line, that is written again and again. What always stands in them is reckoned at its longest; the rest is shared.
 */
const largest = 65_536;

/** A stream's idle state at its longest, in the longer of the two protocols' forms. */
const time = '2026-11-22T12:00:00Z';
const idle = JSON.stringify({
  type: 'STREAM',
  stream: {
    stream_descriptor: { name: '' },
    stream_state: {
      version: 1,
      cursor: time,
      pass: time,
      watermark: '-'.repeat(48),
      due: {},
      full: time,
      start: time,
      seen: '',
      seen_from: time,
      refused: '',
      plan: '01234567',
      spent: '2026-11-22/1234567',
      sync: '1234567890123456/1234567890123456',
    },
  },
}).length;
const envelope = 64;

/** Of each stream, for what is under way: eight entries of usual length, or at least one of the longest. */
const inFlightBytes = { usual: 400, least: 100, share: 0.3 } as const;
/** One entry of the longest: so much of what failed each stream can keep, whatever fails elsewhere. */
const guaranteed = 100;
/** Beyond that, so much for all together, however many streams there are. */
const leastShared = 4_096;

/** Bytes that the states of one run may hold beside what always stands in them. */
export interface StateCaps {
  /** What failed, of all streams together. */
  readonly due: number;
  readonly seen: number;
  /** What is under way, of each stream. */
  readonly inFlight: number;
}

/**
 * @param names the selected streams
 * @param known bytes of the states that this run was given: of streams that are not selected, and of what is due
 */
export function capsFor(
  names: readonly string[],
  known: { readonly others: number; readonly due: number },
): StateCaps {
  const fixed = names.reduce((sum, name) => sum + Buffer.byteLength(name) + idle + 1, envelope);
  const spare = largest - fixed - known.others;
  const share = Math.floor((spare * inFlightBytes.share) / Math.max(1, names.length));
  const inFlight = Math.min(inFlightBytes.usual, Math.max(inFlightBytes.least, share));
  const rest = Math.max(spare - names.length * inFlight, names.length * guaranteed + leastShared);
  // What earlier versions kept due may be more than half; what was seen need not be remembered.
  const due = Math.max(
    Math.floor(rest / 2),
    names.length * guaranteed + leastShared,
    Math.min(known.due, rest),
  );
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
