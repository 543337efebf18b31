import { expect } from 'chai';
import { utcDay } from '../../../../src/engine/report/daily-calls.js';
import type { ServiceListener } from '../../../../src/engine/service.js';
import { guests as guestStream, redeclared, toyNames, toyStreams } from '../../../support/toy-streams.js';
import { day, noon, runToySync, toyClock } from '../../../support/toy-sync.js';
import { worldAccount } from '../../../support/toy-world.js';

const { events, guests, polls, answers, members } = toyNames;

/** Of a run in which these streams made so many heavy calls. */
const heard = (calls: Readonly<Record<string, number>>, at: number) => (listener: ServiceListener) => {
  for (const [stream, count] of Object.entries(calls)) {
    for (let index = 0; index < count; index += 1) {
      listener.attempted({
        stream,
        label: 'heavy',
        pool: 'main',
        status: 200,
        startedAt: at,
        durationMs: 1,
        retriedFor: null,
      });
    }
  }
};

async function spentBy(calls: Readonly<Record<string, number>>, streams: readonly string[]) {
  const onConnect = heard(calls, noon);
  const result = await runToySync({ account: worldAccount(), streams, onConnect });
  return Object.fromEntries(streams.map((name) => [name, result.state(name).spent]));
}

describe('Progress: what was spent of the day', () => {
  it('is told of each selected stream by its own calls', async () => {
    expect(await spentBy({ [events]: 3, [guests]: 5 }, [events, guests])).to.deep.equal({
      [events]: '2026-06-15/3',
      [guests]: '2026-06-15/5',
    });
  });

  it('counts the calls for a parent that is not selected once, for the first stream below it', async () => {
    expect(await spentBy({ [events]: 3, [guests]: 5 }, [guests, polls])).to.deep.equal({
      [guests]: '2026-06-15/8',
      [polls]: '2026-06-15/0',
    });
    expect(await spentBy({ [events]: 3, [guests]: 5 }, [answers, members])).to.deep.equal({
      [answers]: '2026-06-15/8',
      [members]: '2026-06-15/0',
    });
  });

  it('counts for the first stream what was asked for one that is no part of the plan', async () => {
    expect(await spentBy({ [polls]: 2, [guests]: 1 }, [events, guests])).to.deep.equal({
      [events]: '2026-06-15/2',
      [guests]: '2026-06-15/1',
    });
  });

  const phoneGuests = { ...guestStream.declaration.request, pool: 'phone' as const };
  const phone = toyStreams.map((one) =>
    one.declaration.name === guests ? redeclared(one, { request: phoneGuests }) : one,
  );

  it('counts by pool, as Zoom does, what the states tell of, selected or not', async () => {
    const today = utcDay(noon);
    const state = {
      [events]: { spent: `${today}/7` },
      [guests]: { spent: `${today}/30` },
      [polls]: { spent: `${today}/400` },
      unknown: { spent: `${today}/5000` },
    };
    for (const streams of [[events, guests], [events], [guests]]) {
      const added: Partial<Record<string, number>> = {};
      await runToySync({
        account: worldAccount(),
        definitions: phone,
        streams,
        state,
        service: {
          addSpentToday: (calls, pool) => {
            added[pool] = calls;
          },
        },
      });
      expect(added, streams.join()).to.deep.equal({ main: 5_407, phone: 30 });
    }
  });

  it('tells of calls for a stream without a state where one of the same pool does', async () => {
    const spent = async (calls: Readonly<Record<string, number>>, streams: readonly string[]) => {
      const result = await runToySync({
        account: worldAccount(),
        definitions: phone,
        streams,
        onConnect: heard(calls, noon),
      });
      return streams.map((name) => result.state(name).spent);
    };
    expect(await spent({ [events]: 3 }, [guests, polls]), 'the first below it in the pool').to.deep.equal([
      '2026-06-15/0',
      '2026-06-15/3',
    ]);
    expect(await spent({ [events]: 3 }, [guests, members]), 'any of the pool').to.deep.equal([
      '2026-06-15/0',
      '2026-06-15/3',
    ]);
    expect(await spent({ [events]: 3 }, [guests]), 'there is none').to.deep.equal(['2026-06-15/3']);
  });

  it('books each call on the UTC day on which it was made', async () => {
    const clock = toyClock(noon);
    const onEvent = () => clock.set(noon + day);
    const state = { [events]: { spent: `${utcDay(noon)}/100` } };
    const spent = async (calls: number, at: number) => {
      clock.set(noon);
      const run = { account: worldAccount(), streams: [events], state, clock, onEvent };
      return (await runToySync({ ...run, onConnect: heard({ [events]: calls }, at) })).state(events).spent;
    };
    expect(await spent(3, noon)).to.equal('2026-06-16/0');
    expect(await spent(5, noon + day)).to.equal('2026-06-16/5');
  });
});

describe('Progress: the summary', () => {
  it('names every stream that was read, selected or not', async () => {
    const result = await runToySync({ account: worldAccount(), streams: [guests] });
    const [summary] = result.events.flatMap((event) => (event.type === 'summary' ? [event.summary] : []));
    expect(summary?.streams.map(({ stream, selected }) => ({ stream, selected }))).to.have.deep.members([
      { stream: toyNames.users, selected: false },
      { stream: events, selected: false },
      { stream: guests, selected: true },
    ]);
    expect(result.summary(guests)).to.include({ records: 4, status: 'complete' });
  });

  it('says incomplete of a stream that was stopped', async () => {
    const result = await runToySync({
      account: worldAccount(),
      streams: [guests],
      signal: AbortSignal.abort(),
    });
    expect(result.summary(guests).status).to.equal('incomplete');
  });
});
