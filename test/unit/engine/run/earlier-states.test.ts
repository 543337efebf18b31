import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { listAt, objectAt, parseObject } from '../../../support/json-paths.js';
import { toyAccount } from '../../../support/toy-account.js';
import { toyNames } from '../../../support/toy-streams.js';
import { day, noon, runToySync, toyClock, type ToyResult } from '../../../support/toy-sync.js';

/**
 * States that version 0.1.0 wrote after a run over these lists, and what it asked when it went on from them: a finished
 * run, one in which a list, an item and a settings request failed, and one that was stopped in its middle.
 */
const file = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'states', '0.1.0.json');
const written = parseObject(readFileSync(file, 'utf8'));

const { users, events, guests, settings, groups, members } = toyNames;
const streams = [users, events, guests, settings, groups, members];
const names = ['ann', 'bob', 'cat', 'dan', 'eve'];

const lists = {
  '/users': names.map((id) => ({ id, created_at: '2020-01-01T00:00:00Z' })),
  '/groups': [{ id: 'x' }, { id: 'y' }],
  '/groups/x/members': [{ id: 'm1' }],
  ...Object.fromEntries(
    names.flatMap((name) => [
      [`/users/${name}/settings`, [{ id: `s-${name}` }]],
      [
        `/users/${name}/events`,
        [
          { id: `${name}1`, end_time: '2026-06-03T10:00:00Z', kind: 1 },
          { id: `${name}2`, end_time: '2026-06-14T10:00:00Z', kind: 2 },
        ],
      ],
      [`/events/${name}1/guests`, [{ id: `g-${name}1` }]],
      [`/events/${name}2/guests`, [{ id: `g-${name}2` }]],
    ]),
  ),
};

/** Guests that the run before did not deliver. */
const missing: Readonly<Record<string, readonly string[]>> = {
  finished: [],
  'with failures': ['g-ann1', 'g-cat1', 'g-cat2'],
  'cut short': ['g-ann2', 'g-cat1', 'g-cat2', 'g-dan1', 'g-dan2', 'g-eve1', 'g-eve2'],
};

/** Half a day later, with everything well. */
async function goOn(state: Readonly<Record<string, unknown>>): Promise<readonly [ToyResult, string[]]> {
  const account = toyAccount({ lists });
  const startDate = Date.parse('2026-06-01T00:00:00Z');
  const clock = toyClock(noon + day / 2);
  const result = await runToySync({ account, streams, startDate, state, clock });
  return [result, [...account.paths()].sort()];
}

describe('a state of version 0.1.0', () => {
  for (const [title, ids] of Object.entries(missing)) {
    it(`${title}: is read on with the same requests, to its end and without a warning`, async () => {
      const [result, asked] = await goOn(objectAt(written, title, 'states'));
      expect(asked).to.deep.equal(listAt(written, title, 'asked'));
      expect(result.outcome.complete).to.equal(true);
      expect(result.ids(guests)).to.have.members(ids);
      const warnings = result.events.filter((event) => event.type === 'log' && event.level === 'warn');
      expect(warnings).to.deep.equal([]);
    });
  }
});
