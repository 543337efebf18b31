import { expect } from 'chai';
import { readError } from '../../../support/toy-errors.js';
import { toyNames } from '../../../support/toy-streams.js';
import { day, noon, runToySync } from '../../../support/toy-sync.js';
import { world, worldAccount, worldStart } from '../../../support/toy-world.js';

const { users, events: eventsName, guests, polls: pollsName, groups } = toyNames;

describe('sync: failures stay where they are', () => {
  it('a failing child leaves only its own instance due', async () => {
    const result = await runToySync({
      account: worldAccount({
        fault: ({ path }) => (path === '/events/a1/guests' ? readError('fail-item') : null),
      }),
      streams: [eventsName, guests],
      startDate: worldStart,
    });
    expect(result.ids(guests)).to.have.members(['g3', 'g4']);
    expect(result.state(guests).due).to.deep.equal({ ann: '2026-06-03T10:00:00Z/2026-06-03T10:00:00Z' });
    expect(result.end(guests).problem?.failureType).to.equal('transient_error');
    expect(result.end(eventsName).problem).to.equal(null);
  });

  it('the next sync reads what was due and completes the stream', async () => {
    const first = await runToySync({
      account: worldAccount({
        fault: ({ path }) => (path === '/events/a1/guests' ? readError('fail-item') : null),
      }),
      streams: [guests],
      startDate: worldStart,
    });
    const toy = worldAccount();
    const next = await runToySync({
      account: toy,
      streams: [guests],
      startDate: worldStart,
      state: first.states,
    });
    expect(next.ids(guests)).to.have.members(['g1', 'g2']);
    expect(next.state(guests).due).to.deep.equal({ ann: '-' });
    expect(next.outcome.complete).to.equal(true);
  });

  it('a failing window leaves the other windows and the other users be', async () => {
    const from = Date.parse('2026-04-01T00:00:00Z');
    const early = { id: 'a0', end_time: '2026-04-03T10:00:00Z', kind: 1 };
    const result = await runToySync({
      account: worldAccount({
        lists: { '/users/ann/events': [early, ...world['/users/ann/events']] },
        fault: ({ path, query }) =>
          path === '/users/ann/events' && (query['from'] ?? '') < '2026-04-10'
            ? readError('fail-item')
            : null,
      }),
      streams: [eventsName, guests],
      startDate: from,
    });
    expect(result.ids(eventsName)).to.have.members(['a1', 'a2', 'b1']);
    expect(Object.keys(result.state(eventsName).due)).to.deep.equal(['ann']);
    expect(result.state(guests).due, 'what the window could have led to').to.deep.equal(
      result.state(eventsName).due,
    );
    expect(result.end(guests).problem?.message).to.contain('stays due');
  });

  it('asks the children of the pages before the one that failed', async () => {
    const toy = worldAccount({
      pageSize: 1,
      fault: ({ path, page }) => (path === '/users/ann/events' && page === 1 ? readError('skip-item') : null),
    });
    const result = await runToySync({ account: toy, streams: [guests], startDate: worldStart });
    expect(toy.paths(guests)).to.include('/events/a1/guests');
    expect(result.ids(guests)).to.include.members(['g1', 'g2', 'g4']);
  });

  it('a user that is gone or refused is done, counted, and no failure', async () => {
    for (const verdict of ['skip-item', 'refuse-partition'] as const) {
      const result = await runToySync({
        account: worldAccount({
          fault: ({ path }) =>
            path === '/users/ann/events' ? readError(verdict, { reason: 'no licence' }) : null,
        }),
        streams: [eventsName, guests],
        startDate: worldStart,
      });
      expect(result.outcome.complete, verdict).to.equal(true);
      expect(result.summary(eventsName).skips).to.deep.equal({ 'no licence': 1 });
      expect(result.ids(guests)).to.deep.equal(['g4']);
    }
  });

  it('an expired page token restarts its slice, and no row comes twice', async () => {
    let failures = 1;
    const toy = worldAccount({
      pageSize: 1,
      fault: ({ path, page }) =>
        path === '/users/ann/events' && page === 1 && failures-- > 0
          ? readError('restart-slice', { reason: 'token expired' })
          : null,
    });
    const result = await runToySync({ account: toy, streams: [eventsName, guests], startDate: worldStart });
    expect(result.ids(eventsName)).to.have.members(['a1', 'a2', 'b1']);
    expect(toy.paths(guests)).to.have.lengthOf(3);
    expect(result.summary(eventsName).retries).to.deep.equal({ 'token expired': 1 });
  });

  it('a slice whose token always expires is given up and stays due', async () => {
    const toy = worldAccount({
      fault: ({ path }) => (path === '/users/ann/events' ? readError('restart-slice') : null),
    });
    const result = await runToySync({ account: toy, streams: [eventsName], startDate: worldStart });
    expect(toy.paths(eventsName).filter((path) => path === '/users/ann/events')).to.have.lengthOf(5);
    expect(Object.keys(result.state(eventsName).due)).to.deep.equal(['ann']);
  });

  it('a used-up daily limit ends its streams with the time of its return, and no other', async () => {
    const resetAt = noon + day / 2;
    const result = await runToySync({
      account: worldAccount({
        fault: ({ path }) => (path === '/events/a1/guests' ? readError('stop-label', { resetAt }) : null),
      }),
      streams: [eventsName, guests, pollsName, groups],
      startDate: worldStart,
    });
    expect(result.end(guests).problem).to.include({ quotaResetAt: resetAt });
    expect(result.end(guests).stopped).to.equal(false);
    expect(result.end(pollsName).problem).to.equal(null);
    expect(result.end(eventsName).problem).to.equal(null);
    expect(result.state(guests).cursor, 'a stop is no progress').to.equal(null);
    const next = await runToySync({
      account: worldAccount(),
      streams: [guests],
      startDate: worldStart,
      state: result.states,
    });
    expect([...result.ids(guests), ...next.ids(guests)]).to.include.members(['g1', 'g2', 'g3', 'g4']);
  });

  it('lost credentials end the run: nothing more is asked, every open stream says why', async () => {
    const toy = worldAccount({
      fault: ({ stream }) => (stream === eventsName ? readError('stop-run') : null),
    });
    const result = await runToySync({ account: toy, streams: [eventsName, guests], startDate: worldStart });
    expect(result.outcome).to.deep.equal({ complete: false, stopped: false });
    expect(result.end(eventsName).problem?.failureType).to.equal('config_error');
    expect(result.end(guests).problem?.failureType).to.equal('config_error');
    expect(toy.paths(guests)).to.be.empty;
  });

  it('a list of users that breaks off closes no pass of theirs', async () => {
    const result = await runToySync({
      account: worldAccount({
        pageSize: 1,
        fault: ({ stream, page }) => (stream === users && page === 1 ? readError('fail-item') : null),
      }),
      streams: [users, eventsName, groups],
    });
    expect(result.end(eventsName).problem).to.not.equal(null);
    expect(result.state(eventsName).cursor).to.equal(null);
    expect(result.end(users).problem).to.not.equal(null);
    expect(result.end(groups).problem).to.equal(null);
  });

  it('without a token every stream ends with the reason', async () => {
    const toy = worldAccount();
    const result = await runToySync({
      account: toy,
      streams: [users, groups],
      service: { access: () => Promise.reject(readError('stop-run')) },
    });
    expect(toy.asks).to.be.empty;
    expect(result.end(users).problem?.message).to.equal('Zoom says stop-run.');
    expect(result.end(groups).problem?.message).to.equal('Zoom says stop-run.');
  });

  it('a bug of ours ends the run and is named, not swallowed', async () => {
    const result = await runToySync({
      account: worldAccount({
        fault: () => {
          throw new TypeError('no such function');
        },
      }),
      streams: [groups],
    });
    expect(result.end(groups).problem).to.include({
      failureType: 'system_error',
      message: 'no such function',
    });
  });
});
