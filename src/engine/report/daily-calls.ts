/** HEAVY and RESOURCE-INTENSIVE calls, which share a daily budget. A call belongs to the UTC day on which it was made. */
export class DailyCalls {
  private readonly days = new Map<string, Map<string, number>>();

  /** @param at epoch milliseconds */
  add(stream: string, at: number): void {
    const day = utcDay(at);
    let calls = this.days.get(day);
    if (calls === undefined) {
      calls = new Map();
      this.days.set(day, calls);
    }
    calls.set(stream, (calls.get(stream) ?? 0) + 1);
  }

  of(stream: string, day: string): number {
    return this.days.get(day)?.get(stream) ?? 0;
  }

  total(day: string): number {
    return [...(this.days.get(day)?.values() ?? [])].reduce((sum, calls) => sum + calls, 0);
  }
}

export function utcDay(time: number): string {
  return new Date(time).toISOString().slice(0, '2026-11-22'.length);
}

/** The calls that a state tells of, `2026-11-22/1234`, where it speaks of the day; else none. */
export function spentOn(day: string, spent: unknown): number {
  const [, ofDay, calls] =
    /^(\d{4}-\d\d-\d\d)\/(\d{1,9})$/.exec(typeof spent === 'string' ? spent : '') ?? [];
  return ofDay === day ? Number(calls) : 0;
}
