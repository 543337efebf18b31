import { expect } from 'chai';
import { readError } from '../../../support/toy-errors.js';
import { toyNames } from '../../../support/toy-streams.js';
import { runToySync } from '../../../support/toy-sync.js';
import { worldAccount, worldStart } from '../../../support/toy-world.js';

const { events: eventsName, guests, polls: pollsName, settings } = toyNames;

describe('sync: what may not be read', () => {
  it('a stream without its scope ends alone, with the scopes to add', async () => {
    const result = await runToySync({
      account: worldAccount({
        fault: ({ stream }) =>
          stream === pollsName ? readError('unauthorized', { scopes: ['polls:read:admin'] }) : null,
      }),
      streams: [eventsName, guests, pollsName],
      startDate: worldStart,
    });
    expect(result.end(pollsName).problem).to.include({ failureType: 'config_error' });
    expect(result.end(pollsName).problem?.message).to.contain('polls:read:admin');
    expect(result.state(pollsName).cursor).to.equal(null);
    expect(result.end(guests).problem).to.equal(null);
    expect(result.end(eventsName).problem).to.equal(null);
  });

  it('a scope that is lost in the middle leaves what was not read to the next sync', async () => {
    let asked = 0;
    const account = worldAccount({
      fault: ({ stream }) => {
        if (stream === settings) asked += 1;
        return stream === settings && asked > 1 ? readError('unauthorized', { isOfToken: true }) : null;
      },
    });
    const result = await runToySync({ account, streams: [settings], settings: { maxConcurrency: 1 } });
    expect(result.end(settings).problem?.failureType).to.equal('config_error');
    expect(result.state(settings).cursor).to.equal(null);
    const next = await runToySync({ account: worldAccount(), streams: [settings], state: result.states });
    expect([...result.ids(settings), ...next.ids(settings)]).to.include.members(['s1', 's2']);
  });

  it('a stream without its scope is left out with a warning where the configuration says so', async () => {
    const result = await runToySync({
      account: worldAccount({
        fault: ({ stream }) => (stream === settings ? readError('unauthorized') : null),
      }),
      streams: [settings],
      settings: { skipUnauthorizedStreams: true },
    });
    expect(result.outcome.complete).to.equal(true);
    expect(result.events).to.satisfy((all: typeof result.events) =>
      all.some((event) => event.type === 'log' && event.level === 'warn' && event.stream === settings),
    );
  });

  it('a plan that the whole account lacks is no rows, a warning, complete', async () => {
    const result = await runToySync({
      account: worldAccount({
        fault: ({ stream }) => (stream === settings ? readError('stream-unavailable') : null),
      }),
      streams: [settings, eventsName],
    });
    expect(result.outcome.complete).to.equal(true);
    expect(result.end(settings).problem).to.equal(null);
    expect(result.state(settings).pass).to.equal(null);
  });

  it('one refusal does not refuse the stream: who is asked first decides nothing', async () => {
    for (const refused of ['ann', 'bob']) {
      const result = await runToySync({
        account: worldAccount({
          fault: ({ path }) =>
            path === `/users/${refused}/settings` ? readError('stream-unavailable') : null,
        }),
        streams: [settings],
      });
      expect(result.records(settings), refused).to.have.lengthOf(1);
      expect(result.end(settings).problem, refused).to.equal(null);
    }
  });
});
