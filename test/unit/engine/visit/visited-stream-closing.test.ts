import { expect } from 'chai';
import type { VisitedStream } from '../../../../src/engine/visit/visited-stream.js';
import { readError } from '../../../support/toy-errors.js';
import { from, visited } from './visited.js';

function closings(): {
  readonly closed: VisitedStream[];
  readonly onClosed: (stream: VisitedStream) => void;
} {
  const closed: VisitedStream[] = [];
  return { closed, onClosed: (stream) => closed.push(stream) };
}

describe('VisitedStream: closing', () => {
  it('waits for the parents, and closes from the top down, each stream once', () => {
    const { event, guest, answer } = visited({ events: [from(1)], guests: [from(1)], answers: [from(1)] });
    const { closed, onClosed } = closings();
    const window = event.addWork(1);
    guest.closeIfDone(onClosed);
    expect(closed).to.deep.equal([]);
    event.done(window);
    event.closeIfDone(onClosed);
    event.closeIfDone(onClosed);
    expect(closed).to.deep.equal([event, guest, answer]);
  });

  it('waits for every request of a child', () => {
    const { event, guest, answer } = visited({ events: [from(1)], guests: [from(1)], answers: [from(1)] });
    const { closed, onClosed } = closings();
    const window = event.addWork(1);
    const asked = guest.addWork(5);
    event.done(window);
    event.closeIfDone(onClosed);
    expect(closed).to.deep.equal([event]);
    guest.done(asked);
    guest.closeIfDone(onClosed);
    expect(closed).to.deep.equal([event, guest, answer]);
  });

  it('counts halted work as over, and keeps it open in what is promised', () => {
    const { event, guest } = visited({ events: [from(1)], guests: [from(1)] });
    const { closed, onClosed } = closings();
    event.addWork(200);
    event.halt();
    event.closeIfDone(onClosed);
    expect(closed[0]).to.equal(event);
    expect(event.isHalted).to.equal(true);
    expect(event.unpromised()).to.deep.equal([from(200)]);
    expect(guest.unpromised()).to.deep.equal([from(200)]);
  });

  it('settles a refused stream only when it is known whether others are served', () => {
    const { event, guest } = visited({ events: [from(1)], guests: [from(1)] });
    const settled: string[] = [];
    const work = guest.addWork(5);
    guest.run.gate.refuse(readError('unauthorized'));
    guest.refuse(work, { wasAsked: true });
    guest.whenDecided(() => settled.push('guests'));
    event.whenDecided(() => settled.push('events'));
    expect(settled).to.deep.equal(['events']);
    guest.run.gate.answer();
    expect(settled).to.deep.equal(['events', 'guests']);
  });

  it('settles a child only with its parent where the only road leads through a refused one', () => {
    const { event, guest } = visited({ events: [from(1)], guests: [from(1)] });
    let settled = false;
    event.run.gate.refuse(readError('unauthorized'));
    event.refuse(event.addWork(1), { wasAsked: true });
    guest.whenDecided(() => {
      settled = true;
    });
    expect(settled).to.equal(false);
    event.run.gate.answer();
    expect(settled).to.equal(true);
  });
});
