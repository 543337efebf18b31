import { setImmediate as nextLoop } from 'node:timers/promises';
import { expect } from 'chai';
import { WorkQueue } from '../../../../src/engine/visit/work-queue.js';

/** Tasks that end when they are told to. */
function tasks(queue: WorkQueue) {
  const started: number[] = [];
  const ends: (() => void)[] = [];
  return {
    started,
    add: (count: number) => {
      for (let index = 0; index < count; index += 1) {
        const number = started.length + queue.size;
        queue.add(queue, () => {
          started.push(number);
          return new Promise((resolve) => ends.push(resolve));
        });
      }
    },
    endOldest: async () => {
      ends.shift()?.();
      await nextLoop();
    },
  };
}

describe('WorkQueue', () => {
  it('runs so many at a time, in the order they came', async () => {
    const queue = new WorkQueue(2);
    const { add, started, endOldest } = tasks(queue);
    add(4);
    expect(started).to.deep.equal([0, 1]);
    expect(queue.size).to.equal(2);
    await endOldest();
    expect(started).to.deep.equal([0, 1, 2]);
    await endOldest();
    await endOldest();
    expect(started).to.deep.equal([0, 1, 2, 3]);
    expect(queue.size).to.equal(0);
  });

  it('starts again after it ran empty', async () => {
    const queue = new WorkQueue(1);
    const { add, started, endOldest } = tasks(queue);
    add(1);
    await endOldest();
    add(1);
    expect(started).to.have.lengthOf(2);
  });

  it('lets those wait who asked for fewer waiting tasks, and no longer', async () => {
    const queue = new WorkQueue(1);
    const { add, endOldest } = tasks(queue);
    add(4);
    const order: string[] = [];
    const below = async (limit: number, name: string): Promise<void> => {
      await queue.whenBelow(limit);
      order.push(name);
    };
    const all = Promise.all([below(1, 'none wait'), below(3, 'two wait'), below(4, 'three wait')]);
    await nextLoop();
    expect(order).to.deep.equal(['three wait']);
    await endOldest();
    expect(order).to.deep.equal(['three wait', 'two wait']);
    await endOldest();
    await endOldest();
    await all;
    expect(order).to.deep.equal(['three wait', 'two wait', 'none wait']);
  });

  it('loses and repeats no task of a long queue', async () => {
    const queue = new WorkQueue(3);
    const done: number[] = [];
    for (let number = 0; number < 5_000; number += 1) {
      queue.add(queue, () => {
        done.push(number);
        return Promise.resolve();
      });
    }
    await queue.whenBelow(1);
    expect(done).to.deep.equal(Array.from({ length: 5_000 }, (_, number) => number));
  });

  it('serves those in turn who have tasks, each in the order they came', async () => {
    const queue = new WorkQueue(1);
    const done: string[] = [];
    const add = (owner: object, names: string): void => {
      for (const name of names) {
        queue.add(owner, () => {
          done.push(name);
          return Promise.resolve();
        });
      }
    };
    const [first, second, third] = [{}, {}, {}];
    add(first, 'abcd');
    add(second, 'x');
    add(third, '12');
    await queue.whenBelow(1);
    expect(done.join('')).to.equal('abx1c2d');
  });
});
