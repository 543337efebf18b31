/** Runs tasks in the order they came, a bounded number at a time. A task must not reject. */
export class WorkQueue {
  private readonly waiting: (() => Promise<void>)[] = [];
  private head = 0;
  private running = 0;
  private readonly watchers: { readonly below: number; readonly resolve: () => void }[] = [];

  constructor(private readonly concurrency: number) {}

  add(task: () => Promise<void>): void {
    this.waiting.push(task);
    this.startNext();
  }

  /** Tasks that wait for their turn. */
  get size(): number {
    return this.waiting.length - this.head;
  }

  /** Resolves when fewer than `below` tasks wait. */
  async whenBelow(below: number): Promise<void> {
    if (this.size < below) return;
    await new Promise<void>((resolve) => this.watchers.push({ below, resolve }));
  }

  private startNext(): void {
    while (this.running < this.concurrency && this.size > 0) {
      const task = this.waiting[this.head];
      this.head += 1;
      if (this.head > 1000 && this.head * 2 > this.waiting.length) {
        this.waiting.splice(0, this.head);
        this.head = 0;
      }
      if (task === undefined) return;
      this.running += 1;
      void task().finally(() => {
        this.running -= 1;
        this.startNext();
        this.notify();
      });
    }
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
