import { expect } from 'chai';
import { everything } from '../../../../src/engine/time/ranges.js';
import { events, redeclared } from '../../../support/toy-streams.js';
import { from, now, span, visited } from './visited.js';

describe('VisitedStream: what must be read', () => {
  it('is what it wants and what its descendants want', () => {
    const { event, guest } = visited({
      events: [from(500)],
      guests: [span(10, 20)],
      answers: [span(15, 30)],
    });
    expect(event.needed).to.deep.equal([span(10, 30), from(500)]);
    expect(guest.needed).to.deep.equal([span(10, 30)]);
  });

  it('is nothing where nobody wants anything', () => {
    expect(visited({}).event.needed).to.deep.equal([]);
  });

  it('is everything of a stream without a cursor', () => {
    expect(visited({ settings: [span(10, 20)] }).settings.needed).to.deep.equal([everything]);
  });

  it('reaches to the newest parent row for children that judge by their own time', () => {
    const undated = redeclared(events, { cursorField: null, window: null });
    const { guest } = visited({ guests: [span(10, 20)] }, [undated]);
    expect(guest.neededOfParent).to.deep.equal([from(10)]);
  });
});

describe('VisitedStream: what is not promised yet', () => {
  it('is all that it wants, before anything is listed', () => {
    const { event, guest } = visited({ events: [from(100)], guests: [from(50)] });
    event.addWork(50);
    expect(event.unpromised()).to.deep.equal([from(100)]);
    expect(guest.unpromised()).to.deep.equal([from(50)]);
  });

  it('begins with the first window that is open, for the stream and all that follow it', () => {
    const { event, guest, answer } = visited({
      events: [from(100)],
      guests: [from(100)],
      answers: [from(100)],
    });
    const first = event.addWork(100);
    event.addWork(200);
    event.done(first);
    for (const stream of [event, guest, answer]) expect(stream.unpromised()).to.deep.equal([from(200)]);
  });

  it('begins with the earliest child that is unanswered, for the child alone', () => {
    const { event, guest, answer } = visited({
      events: [from(100)],
      guests: [from(100)],
      answers: [from(100)],
    });
    const window = event.addWork(100);
    const asked = [120, 150, 180].map((at) => guest.addWork(at));
    event.done(window);
    expect(event.unpromised()).to.deep.equal([from(now)]);
    expect(guest.unpromised()).to.deep.equal([from(120)]);
    expect(answer.unpromised(), 'each guest may lead anywhere').to.deep.equal([from(100)]);
    for (const work of asked.slice(0, 2)) guest.done(work);
    expect(guest.unpromised()).to.deep.equal([from(180)]);
  });

  it('is never earlier than what was read from, nor later than the visit', () => {
    const { event, guest } = visited({ events: [from(100)], guests: [from(400)] });
    event.done(event.addWork(100));
    guest.addWork(150);
    expect(guest.unpromised()).to.deep.equal([from(400)]);
    expect(event.unpromised()).to.deep.equal([from(now)]);
  });

  it('holds holes until the whole visit is done, and what was lost', () => {
    const { event } = visited({ events: [span(10, 20), from(100)] });
    const work = event.addWork(10);
    event.addWork(300);
    event.lose(work, span(100, 200));
    expect(event.unpromised()).to.deep.equal([span(10, 20), span(100, 200), from(300)]);
  });

  it('is everything of a stream without a cursor', () => {
    expect(visited({ settings: [from(100)] }).settings.unpromised()).to.deep.equal([everything]);
  });

  it('is all that it wants while a parent without a cursor is open', () => {
    const undated = redeclared(events, { cursorField: null, window: null });
    const { event, guest } = visited({ guests: [from(100)] }, [undated]);
    event.addWork(-Infinity);
    expect(guest.unpromised()).to.deep.equal([from(100)]);
  });
});

describe('VisitedStream: what waits for its parents', () => {
  it('is no child of a root list that is read window by window', () => {
    expect(visited({ guests: [from(1)] }).guest.waitsForParents).to.equal(false);
  });

  it('is a child of rows that judge by their own time, until all of them are listed', () => {
    const undated = redeclared(events, { cursorField: null, window: null });
    const { event, guest, answer } = visited({ guests: [from(1)], answers: [from(1)] }, [undated]);
    expect([guest.waitsForParents, answer.waitsForParents]).to.deep.equal([false, true]);
    const list = event.addWork(-Infinity);
    const item = guest.addWork(-Infinity);
    const fed: boolean[] = [];
    const onClosed = (): unknown => fed.push(answer.isFed);
    event.done(list);
    event.closeIfDone(onClosed);
    guest.done(item);
    guest.closeIfDone(onClosed);
    expect(fed.slice(0, 2), 'after events, after guests').to.deep.equal([false, true]);
  });
});

describe('VisitedStream: what was lost', () => {
  it('is due for the stream and for those that hang on it', () => {
    const all = visited({ events: [from(100)], guests: [from(100)], answers: [from(100)] });
    all.event.lose(all.event.addWork(200), span(200, 300));
    for (const stream of [all.event, all.guest, all.answer]) {
      expect(stream.failed).to.deep.equal([span(200, 300)]);
    }
  });

  it('is no business of a stream that wants nothing there', () => {
    const { event, guest } = visited({ events: [from(100)], guests: [from(500)] });
    event.lose(event.addWork(200), span(200, 300));
    expect(guest.failed).to.deep.equal([]);
  });

  it('leaves the parent alone when a child fails', () => {
    const { event, guest, answer } = visited({
      events: [from(100)],
      guests: [from(100)],
      answers: [from(100)],
    });
    guest.lose(guest.addWork(150), span(150, 150));
    expect(event.failed).to.deep.equal([]);
    expect(guest.failed).to.deep.equal([span(150, 150)]);
    expect(answer.failed, 'each guest may lead anywhere').to.deep.equal([span(100, now)]);
  });

  it('ends with the visit where the window has no end, so that it is a hole and not all that will come', () => {
    const { event } = visited({ events: [from(100)] });
    event.lose(event.addWork(900), from(900));
    expect(event.failed).to.deep.equal([span(900, now)]);
  });

  it('is everything wanted where the range cannot be told', () => {
    const { guest } = visited({ guests: [span(10, 20), from(100)] });
    guest.lose(guest.addWork(-Infinity), span(-Infinity, -Infinity));
    expect(guest.failed).to.deep.equal([span(10, 20), span(100, now)]);
  });

  it('is everything wanted of children that judge by their own time', () => {
    const undated = redeclared(events, { cursorField: null, window: null });
    const { event, guest } = visited({ guests: [from(100)] }, [undated]);
    event.lose(event.addWork(-Infinity), everything);
    expect(guest.failed).to.deep.equal([span(100, now)]);
  });
});
