import { expect } from 'chai';
import { Alarm } from '../../../src/http/limits/alarm.js';
import { FakeClock } from './fake-clock.js';

function setup() {
  const clock = new FakeClock(1_000_000);
  const rings: number[] = [];
  const alarm = new Alarm(clock, () => rings.push(clock.now() - 1_000_000));
  return { clock, rings, alarm };
}

describe('alarm', () => {
  it('rings in time', async () => {
    const { clock, rings, alarm } = setup();
    alarm.within(100);
    await clock.advance(99);
    expect(rings).to.deep.equal([]);
    await clock.advance(1);
    expect(rings).to.deep.equal([100]);
  });

  it('rings earlier when it is told so, and never needs more sleepers than there are earlier times', async () => {
    const { clock, rings, alarm } = setup();
    alarm.within(100);
    alarm.within(30);
    for (let count = 0; count < 50; count += 1) alarm.within(60);
    expect(clock.sleepers).to.equal(2);
    await clock.advance(30);
    expect(rings).to.deep.equal([30]);
  });

  it('takes back far sleepers when nothing is waited for, and can be set again', async () => {
    const { clock, rings, alarm } = setup();
    alarm.within(3_600_000);
    alarm.within(500);
    alarm.off();
    expect(clock.sleepers).to.equal(0);
    alarm.within(700);
    await clock.advance(10_000);
    expect(rings).to.deep.equal([700]);
  });
});
