/** What a check found: what is, what that means, and what to do. */
export interface Finding {
  /** What was looked at, in a word or two. */
  readonly check: string;
  readonly status: Status;
  /** Sentences. */
  readonly is: string;
  readonly means: string | null;
  readonly advice: string | null;
}

/** `problem`: it stands in the way of a sync that is complete. `note`: worth knowing, and in nobody's way. */
export type Status = 'ok' | 'note' | 'problem';

interface More {
  readonly means?: string | undefined;
  readonly advice?: string | undefined;
}

export function ok(check: string, is: string): Finding {
  return { check, status: 'ok', is, means: null, advice: null };
}

export function note(check: string, is: string, { means, advice }: More = {}): Finding {
  return { check, status: 'note', is, means: means ?? null, advice: advice ?? null };
}

export function problem(check: string, is: string, { means, advice }: More = {}): Finding {
  return { check, status: 'problem', is, means: means ?? null, advice: advice ?? null };
}
