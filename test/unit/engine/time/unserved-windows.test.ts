import { expect } from 'chai';
import { unservedWindows, type Window } from '../../../../src/engine/time/windows.js';
import {} from '../../../support/toy-streams.js';
import { asked, at, day, now, since } from './months.js';

describe('unservedWindows', () => {
  const window: Window = {
    core: { from: at('2026-05-10T08:00:00Z'), to: at('2026-05-20T08:00:00Z') },
    asked: { fromDay: at('2026-05-08'), toDay: at('2026-05-21') },
  };
  const missing = (served: { from?: string; to?: string }) => asked(unservedWindows(window, served, now));

  it('is nothing where all was served, or where Zoom does not say', () => {
    expect(missing({ from: '2026-05-08', to: '2026-05-21' })).to.deep.equal([]);
    expect(missing({})).to.deep.equal([]);
  });

  it('is nothing where only the days around the core were left out', () => {
    expect(missing({ from: '2026-05-10', to: '2026-05-20' })).to.deep.equal([]);
  });

  it('is what was cut off at either end, edges included', () => {
    expect(missing({ from: '2026-05-15', to: '2026-05-21' })).to.deep.equal(['2026-05-08..2026-05-15']);
    expect(missing({ from: '2026-05-08', to: '2026-05-15' })).to.deep.equal(['2026-05-15..2026-05-21']);
    expect(missing({ from: '2026-05-14T00:00:00Z', to: '2026-05-16T00:00:00Z' })).to.deep.equal([
      '2026-05-08..2026-05-14',
      '2026-05-16..2026-05-21',
    ]);
  });

  it('answers with its cores for all of the core that was not served', () => {
    const [before, after] = unservedWindows(window, { from: '2026-05-14', to: '2026-05-16' }, now);
    expect(before?.core).to.deep.equal({ from: window.core.from, to: at('2026-05-15') - 1 });
    expect(after?.core).to.deep.equal({ from: at('2026-05-16'), to: window.core.to });
  });

  it('does not wait for days that are not yet', () => {
    const open = since(now - day);
    const [last] = open;
    if (last === undefined) throw new Error('no window');
    expect(unservedWindows(last, { from: '2026-06-12', to: '2026-06-15' }, now)).to.deep.equal([]);
  });

  it('does not wait for days after the end date, nor for those that passed since the window was cut', () => {
    const [ended] = since(at('2026-03-01T00:00:00Z'), { endDate: at('2026-03-10T00:00:00Z') });
    if (ended === undefined) throw new Error('no window');
    expect(unservedWindows(ended, { from: '2026-02-27', to: '2026-03-11' }, now)).to.deep.equal([]);
    const [open] = since(now - day);
    if (open === undefined) throw new Error('no window');
    expect(unservedWindows(open, { from: '2026-06-12', to: '2026-06-16' }, now + 9 * day)).to.deep.equal([]);
  });
});
