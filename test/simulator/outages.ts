import type { Outage } from './options.js';

/** Says when the service, or its token endpoint, is away. */
export class Outages {
  #plan: Outage | null = null;
  #requests = 0;
  #until: number | null = null;
  #isOver = false;

  /** What this request meets; null: somebody is there. To be called once for each request, in order. */
  meets(plan: Outage | undefined, path: string, now: number): Outage['how'] | null {
    if (plan === undefined) return null;
    if (plan !== this.#plan) {
      this.#plan = plan;
      this.#requests = 0;
      this.#until = null;
      this.#isOver = false;
    }
    this.#requests += 1;
    if (this.#isOver || this.#requests <= plan.afterRequests) return null;
    this.#until ??= now + plan.ms;
    this.#isOver = now >= this.#until;
    if (this.#isOver || (plan.of === 'token endpoint' && path !== '/oauth/token')) return null;
    return plan.how;
  }
}
