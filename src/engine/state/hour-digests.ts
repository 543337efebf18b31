import { createHash } from 'node:crypto';

const hour = 3_600_000;
const modulus = 2 ** 48;

/** What the rows of each hour look like together: whichever order they come in, and a change of one row changes it. */
export class HourDigests {
  /** By hours since 1970. */
  private readonly sums = new Map<number, { sum: number; count: number }>();

  static hourOf(at: number): number {
    return Math.floor(at / hour);
  }

  add(at: number, row: string): void {
    const key = HourDigests.hourOf(at);
    const { sum, count } = this.sums.get(key) ?? { sum: 0, count: 0 };
    const hash = createHash('sha1').update(row).digest().readUIntBE(0, 6);
    // A sum, so that the same row twice is no row again, as it would be for an exclusive or.
    this.sums.set(key, { sum: (sum + hash) % modulus, count: count + 1 });
  }

  /** Hours with rows, since 1970. */
  hours(): Iterable<number> {
    return this.sums.keys();
  }

  /** Five letters, thirty bits; null where the hour has no rows. `isOld`: nothing late will come any more. */
  codeOf(key: number, isOld: boolean): string | null {
    const found = this.sums.get(key);
    if (found === undefined) return null;
    const text = `${found.sum} ${found.count} ${String(isOld)}`;
    return createHash('sha1').update(text).digest('base64').slice(0, codeLength);
  }
}

export const codeLength = 5;
