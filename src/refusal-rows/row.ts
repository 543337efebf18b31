import type { FailureType, Verdict } from '../errors.js';

/** What to do about a refusal. `retry` and `refresh-token` fall back to `otherwise` when they did not help. */
export type Action = 'retry' | 'refresh-token' | Verdict;

export interface RefusalRow {
  /** HTTP statuses; null: any. */
  readonly http: readonly number[] | '5xx' | null;
  /** Zoom's codes; `none`: a body without one; null: whatever it says. */
  readonly code: readonly number[] | 'none' | null;
  readonly text?: RegExp;
  /** Whether the body is a page for people, as gateways and firewalls send it. */
  readonly html?: boolean;
  /** Of the path template: which endpoints, or whose path it is (`{user`). */
  readonly path?: RegExp;
  /** Only when the request carried a page token: without one there is nothing to restart. */
  readonly paging?: true;
  /**
   * Whom the refusal is about where its text names no user: the account, or the one who was asked for. Absent: the
   * text decides, and where it does not, the one whose path it is, or the account where the path names nobody.
   */
  readonly about?: 'account' | 'one';
  readonly action: Action;
  readonly otherwise?: Verdict;
  /** New tokens that one request may ask for; 1 when absent. */
  readonly refreshes?: number;
  readonly reason: string;
  readonly failureType: FailureType;
  /** What it means and what to do. */
  readonly sentence: string;
  /** The same where it is about one user or item. */
  readonly ofOne?: { readonly reason: string; readonly sentence: string };
}
