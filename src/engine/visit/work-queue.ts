/** The tasks of one owner, first in, first out. */
class Lane {
  private readonly tasks: (() => Promise<void>)[] = [];
  private head = 0;

  constructor(readonly owner: object) {}

  get isEmpty(): boolean {
    return this.head === this.tasks.length;
  }

  push(task: () => Promise<void>): void {
    this.tasks.push(task);
  }

  shift(): (() => Promise<void>) | undefined {
    const task = this.tasks[this.head];
    this.head += 1;
    if (this.head > 1000 && this.head * 2 > this.tasks.length) {
      this.tasks.splice(0, this.head);
      this.head = 0;
    }
    return task;
  }
}

/**
 * Runs a bounded number of tasks at a time: in the order they came for each owner, and the owners in turn. So those
 * with little to do are soon done with, and only what is really large is still open when a run is cut off. A task must
 * not reject.
 */
export class WorkQueue {
  private readonly lanes = new Map<object, Lane>();
  /** Lanes with waiting tasks, the next to be served first. */
  private readonly turns: Lane[] = [];
  private waiting = 0;
  private running = 0;
  private readonly watchers: { readonly below: number; readonly resolve: () => void }[] = [];

  constructor(private readonly concurrency: number) {}

  add(owner: object, task: () => Promise<void>): void {
    let lane = this.lanes.get(owner);
    if (lane === undefined) {
      lane = new Lane(owner);
      this.lanes.set(owner, lane);
      this.turns.push(lane);
    }
    lane.push(task);
    this.waiting += 1;
    this.startNext();
  }

  /** Tasks that wait for their turn. */
  get size(): number {
    return this.waiting;
  }

  /** Resolves when fewer than `below` tasks wait. */
  async whenBelow(below: number): Promise<void> {
    if (this.size < below) return;
    await new Promise<void>((resolve) => this.watchers.push({ below, resolve }));
  }

  private startNext(): void {
    while (this.running < this.concurrency) {
      const task = this.take();
      if (task === undefined) return;
      this.running += 1;
      void task().finally(() => {
        this.running -= 1;
        this.startNext();
        this.notify();
      });
    }
  }

  private take(): (() => Promise<void>) | undefined {
    const lane = this.turns.shift();
    if (lane === undefined) return undefined;
    const task = lane.shift();
    this.waiting -= 1;
    if (lane.isEmpty) this.lanes.delete(lane.owner);
    else this.turns.push(lane);
    return task;
  }

  private notify(): void {
    for (let index = this.watchers.length - 1; index >= 0; index -= 1) {
      const watcher = this.watchers[index];
      if (watcher === undefined || this.size >= watcher.below) continue;
      this.watchers.splice(index, 1);
      watcher.resolve();
    }
  }
}
