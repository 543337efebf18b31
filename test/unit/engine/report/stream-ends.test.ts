import { expect } from 'chai';
import { SourceError } from '../../../../src/errors.js';
import { noLimits } from '../../../../src/engine/limits.js';
import { Stats } from '../../../../src/engine/report/stats.js';
import {
  endStream,
  problemOf,
  type EndContext,
  warningText,
} from '../../../../src/engine/report/stream-ends.js';
import { zoomWording } from '../../../../src/zoom/wording.js';
import { readError } from '../../../support/toy-errors.js';
import { toyPlan, type ToyPlan } from '../../../support/toy-plan.js';
import { openState, partitions, visit } from '../../../support/toy-state.js';
import { toyNames } from '../../../support/toy-streams.js';

const { guests, events } = toyNames;

function completeState() {
  const state = openState();
  state.list(partitions('a'));
  visit(state, ['a']);
  state.close();
  return state;
}

/** Guests, selected, below events that are not. */
function setup(state = openState()): ToyPlan {
  return toyPlan([guests], { states: { [guests]: state } });
}

function ended({ run, runs }: ToyPlan, context: Partial<EndContext> = {}) {
  return endStream(run(guests), {
    runs,
    fatal: null,
    stopped: false,
    listingFailure: null,
    skipUnauthorized: false,
    stats: new Stats(),
    limits: noLimits,
    wording: zoomWording.access,
    ...context,
  });
}

const complete = { problem: null, stopped: false, warning: null };

describe('endStream', () => {
  it('is complete where nothing stays due, whatever happened to others meanwhile', () => {
    const toys = setup(completeState());
    expect(ended(toys)).to.deep.equal(complete);
    expect(ended(toys, { fatal: readError('stop-run'), stopped: true })).to.deep.equal(complete);
  });

  it('is stopped, and no problem, where the run was told to stop', () => {
    expect(ended(setup(), { stopped: true })).to.deep.equal({ ...complete, stopped: true });
  });

  it('names what ended the run, with its failure type', () => {
    const { problem, stopped } = ended(setup(), { fatal: readError('stop-run'), stopped: true });
    expect(problem).to.deep.include({ failureType: 'config_error', message: 'Zoom says stop-run.' });
    expect(stopped).to.equal(false);
  });

  it('names the used-up label with the time of its return', () => {
    const toys = setup();
    toys.run(guests).gate.close(readError('stop-label', { resetAt: 123 }));
    expect(ended(toys).problem).to.deep.include({ failureType: 'transient_error', quotaResetAt: 123 });
  });

  it("names the parent's reason where the parent can't be read", () => {
    for (const verdict of ['stop-label', 'fail-stream'] as const) {
      const toys = setup();
      toys.run(events).gate.close(readError(verdict));
      expect(ended(toys).problem?.message, verdict).to.equal(`Zoom says ${verdict}.`);
    }
  });

  it('names a missing scope as a configuration error, its own or its parent’s', () => {
    for (const name of [guests, events]) {
      const toys = setup();
      toys.run(name).gate.refuse(readError('unauthorized', { scopes: ['a:read:admin'] }));
      const { problem } = ended(toys, { stopped: true });
      expect(problem?.failureType, name).to.equal('config_error');
      expect(problem?.message, name).to.contain('a:read:admin');
    }
  });

  it('names the scopes of the declaration where Zoom names none', () => {
    const toys = setup();
    toys.run(guests).gate.refuse(readError('unauthorized'));
    expect(ended(toys).problem?.message).to.contain(`${guests}:read`);
  });

  it('makes a warning of a missing scope where the configuration says so', () => {
    const toys = setup();
    toys.run(guests).gate.refuse(readError('unauthorized'));
    const { problem, warning } = ended(toys, { skipUnauthorized: true });
    expect(problem).to.equal(null);
    expect(warning).to.deep.include({ end: 'unread', cause: 'Zoom says unauthorized.' });
    expect(warning?.why).to.contain(`${guests}:read`);
  });

  it('says once of many streams why they have nothing', () => {
    const warning = { end: 'unread', why: 'No scope.', cause: 'x' } as const;
    expect(warningText(warning, ['a'])).to.equal('a is not read: No scope.');
    expect(warningText({ ...warning, end: 'empty' }, ['a', 'b', 'c', 'd', 'e', 'f', 'g'])).to.equal(
      'a, b, c, d, e and 2 more have no rows: No scope.',
    );
  });

  it('ends the streams that a refused parent leads to by the same cause', () => {
    const toys = setup();
    const refusal = readError('unauthorized', { subject: 'account', scopes: ['a:read'] });
    toys.run(events).gate.refuse(refusal);
    const problem = ended(toys).problem;
    expect(problem?.cause).to.equal(refusal.message);
    expect(problem?.isOfRun).to.equal(undefined);
    expect(ended(toys, { fatal: new Error('over') }).problem?.cause).to.equal(refusal.message);
    expect(ended(setup(), { fatal: new Error('over') }).problem?.isOfRun).to.equal(true);
  });

  it('does not take a scope for missing that somebody was served with', () => {
    const toys = setup(completeState());
    toys.run(guests).gate.answer();
    toys.run(guests).gate.refuse(readError('unauthorized'));
    expect(ended(toys)).to.deep.equal(complete);
  });

  it('names the failure of the list of users', () => {
    const { problem } = ended(setup(), { listingFailure: readError('fail-item', { reason: 'HTTP 500' }) });
    expect(problem).to.deep.include({ failureType: 'transient_error', message: 'Zoom says fail-item.' });
  });

  it('is complete with a warning where the account lacks the product of the list', () => {
    const failure = readError('stream-unavailable', { failureType: 'config_error' });
    expect(ended(setup(), { listingFailure: failure })).to.deep.equal({
      ...complete,
      warning: { end: 'empty', why: failure.message, cause: failure.message },
    });
  });

  it('is not where the list is refused in words that nobody knows', () => {
    const failure = readError('stream-unavailable', { failureType: 'system_error' });
    expect(ended(setup(), { listingFailure: failure }).problem?.message).to.equal(failure.message);
  });

  it('counts what failed, and says that it stays due and what came first', () => {
    const toys = setup();
    toys.run(guests).firstFailure = readError('fail-item');
    const stats = new Stats();
    stats.failure(guests, 'HTTP 500');
    stats.failure(guests, 'HTTP 500');
    const { problem } = ended(toys, { stats });
    expect(problem).to.deep.include({ failureType: 'transient_error', internalMessage: 'HTTP 400' });
    expect(problem?.message).to.equal(
      `Not everything was read (HTTP 500: 2). What failed stays due in the state and is read by the next sync. ` +
        'The first failure: Zoom says fail-item.',
    );
  });

  it('names the failure of an ancestor where the stream itself had none', () => {
    const toys = setup();
    toys.run(events).firstFailure = readError('fail-item');
    expect(ended(toys).problem?.message).to.contain('The first failure: Zoom says fail-item.');
  });
});

describe('problemOf', () => {
  it('keeps failure type, sentence and detail of our errors', () => {
    const error = new SourceError('Add the scope.', {
      failureType: 'config_error',
      internalMessage: 'HTTP 400',
    });
    expect(problemOf(error, 'users')).to.deep.equal({
      failureType: 'config_error',
      message: 'Add the scope.',
      cause: 'Add the scope.',
      internalMessage: 'HTTP 400',
    });
  });

  it('takes any other error for a bug of ours, with its stack for support', () => {
    const problem = problemOf(new TypeError('no such function'), 'users');
    expect(problem).to.include({ failureType: 'system_error', message: 'no such function' });
    expect(problem.internalMessage).to.contain('stream-ends.test');
  });
});
