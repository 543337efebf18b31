import type { Ended, PipeEnd } from './run-pipe.js';

/** Who failed, as the exit code of the whole. Written out in docs/operations.md. */
export const exitCodes = { complete: 0, tap: 1, target: 2, state: 3 } as const;

export interface Verdict {
  readonly exitCode: (typeof exitCodes)[keyof typeof exitCodes];
  /** Why it is not 0; null as well where the tap stopped because it was told to. */
  readonly reason: string | null;
}

/**
 * Whose failure it was, where one is the consequence of another: a tap whose reader left fails as well, and so may a
 * target that is fed by a tap that failed.
 *
 * @param stateFault why the last confirmed state is not in its file; null where it is
 */
export function verdict(end: PipeEnd, stateFault: string | null): Verdict {
  const { tap, target, targetLeft } = end;
  if (targetLeft) return ends('target', `The target ${how(target)} before it had everything.`);
  const isStopped = end.wasAskedToStop && tap.signal !== null;
  if (tap.code !== 0 && !isStopped) return ends('tap', `tap-zoom ${how(tap)}; its reason stands above.`);
  if (target.code !== 0) return ends('target', `The target ${how(target)}.`);
  if (stateFault !== null) return ends('state', stateFault);
  return isStopped ? ends('tap', null) : ends('complete', null);
}

function ends(who: keyof typeof exitCodes, reason: string | null): Verdict {
  return { exitCode: exitCodes[who], reason };
}

function how({ code, signal }: Ended): string {
  return signal === null ? `ended with exit code ${code ?? 'unknown'}` : `was ended by ${signal}`;
}
