import { expect } from 'chai';
import { blockedBy, cursorOf } from '../../../../src/engine/visit/stream-run.js';
import { readError } from '../../../support/toy-errors.js';
import { toyPlan } from '../../../support/toy-plan.js';
import { polls, redeclared, road, toyNames } from '../../../support/toy-streams.js';

const { events, guests, answers, settings } = toyNames;

describe('blockedBy', () => {
  it('is nothing where nothing was refused', () => {
    const { node, runs } = toyPlan([answers]);
    expect(blockedBy(node(answers), runs)).to.equal(null);
  });

  for (const verdict of ['unauthorized', 'stop-label', 'fail-stream'] as const) {
    it(`is ${verdict} of the stream or of any ancestor on the only road`, () => {
      for (const name of [events, guests, answers]) {
        const { node, run, runs } = toyPlan([answers]);
        const error = readError(verdict);
        run(name).gate.close(error);
        expect(blockedBy(node(answers), runs), name).to.equal(error);
      }
    });
  }

  it('is not what happened to a child or a sibling', () => {
    const { node, run, runs } = toyPlan([answers, toyNames.polls]);
    run(answers).gate.close(readError('stop-label'));
    run(toyNames.polls).gate.close(readError('stop-label'));
    expect(blockedBy(node(events), runs)).to.equal(null);
    expect(blockedBy(node(guests), runs)).to.equal(null);
  });

  it('is not a plan that the account lacks: that is an answer', () => {
    const { node, run, runs } = toyPlan([guests]);
    run(events).gate.close(readError('stream-unavailable'));
    expect(blockedBy(node(guests), runs)).to.equal(null);
  });

  describe('with two roads', () => {
    const both = redeclared(polls, {
      parents: [...polls.declaration.parents, road(settings, { event_id: 'id' })],
    });
    const setup = () => toyPlan([toyNames.polls], { definitions: [both] });

    it('is no missing scope of one of them', () => {
      const { node, run, runs } = setup();
      run(events).gate.close(readError('unauthorized'));
      expect(blockedBy(node(toyNames.polls), runs)).to.equal(null);
      const error = readError('unauthorized');
      run(settings).gate.close(error);
      expect(blockedBy(node(toyNames.polls), runs)?.verdict).to.equal('unauthorized');
    });

    it('is a stop of one of them, since its rows are still to come', () => {
      const { node, run, runs } = setup();
      const error = readError('stop-label');
      run(events).gate.close(error);
      expect(blockedBy(node(toyNames.polls), runs)).to.equal(error);
    });
  });
});

describe('cursorOf', () => {
  it('is the time in milliseconds, or null where there is none', () => {
    expect(cursorOf({ at: '2026-01-01T00:00:00Z' }, 'at')).to.equal(Date.parse('2026-01-01T00:00:00Z'));
    for (const row of [{}, { at: null }, { at: '' }, { at: 5 }]) expect(cursorOf(row, 'at')).to.equal(null);
    expect(cursorOf({ at: '2026-01-01T00:00:00Z' }, null)).to.equal(null);
  });
});
