import type { AttemptReport } from '../engine/page-reader.js';
import type { Clock } from '../clock.js';
import type { HttpClient, HttpResponse } from '../http/message.js';
import { DailyBudgetError } from '../http/limits/daily-budget.js';
import { NetworkError } from '../http/network-error.js';
import type { RateLimiter } from '../http/limits/rate-limiter.js';
import type { TokenSource } from './auth/auth.js';
import { bucketName } from './limits/rate-limits.js';
import { troubleOf } from './trouble.js';
import type { Asker } from './service-health.js';
import type { Trouble } from './trouble.js';

export interface ProbeOptions {
  readonly apiUrl: string;
  readonly tokens: TokenSource;
  readonly limiter: RateLimiter;
  readonly httpClient: HttpClient;
  readonly clock: Clock;
  readonly onAttempt: (report: AttemptReport) => void;
}

/** Every account has it, every app that reads anything may ask for it, and a refusal is an answer too. */
const PATH = '/users?page_size=1';
const LABEL = 'medium';
const POOL = 'main';

/**
 * One small request that concerns nobody's data: whoever waits must not be the one to find out, since what is wrong
 * may be that one request alone. It goes before all others, in a turn of its own.
 */
export function createProbe(options: ProbeOptions): (asker: Asker) => Promise<Trouble | null> {
  const { tokens, limiter } = options;
  return async (asker) => {
    const { signal } = asker;
    const token = await tokens.get(signal);
    const priority = { continuation: true, rank: 0, stream: '', order: -1 };
    const turn = { bucket: bucketName(POOL, LABEL), priority, signal };
    try {
      return await limiter.run(turn, ({ onSent }) => attempt(options, asker, { token: token.value, onSent }));
    } catch (error) {
      // Where a day's budget leaves none for it, nobody can know, and failures are taken for what they seem.
      if (error instanceof DailyBudgetError) return null;
      throw error;
    }
  };
}

async function attempt(options: ProbeOptions, asker: Asker, asking: Asking): Promise<Trouble | null> {
  const { clock, onAttempt } = options;
  const startedAt = clock.now();
  const answer = await ask(options, asker, asking);
  const trouble = troubleOf(answer);
  onAttempt({
    stream: asker.stream,
    label: LABEL,
    pool: POOL,
    status: answer instanceof NetworkError ? null : answer.status,
    startedAt,
    durationMs: clock.now() - startedAt,
    retriedFor: trouble?.what ?? null,
  });
  return trouble;
}

interface Asking {
  readonly token: string;
  readonly onSent: () => void;
}

async function ask(
  { httpClient, apiUrl }: ProbeOptions,
  { signal }: Asker,
  { token, onSent }: Asking,
): Promise<HttpResponse | NetworkError> {
  try {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    return await httpClient({ method: 'GET', url: `${apiUrl}${PATH}`, headers, signal, onSent });
  } catch (error) {
    if (error instanceof NetworkError) return error;
    throw error;
  }
}
