import { expect } from 'chai';
import type { Connection } from '../crash/connection.js';
import { withConnection } from '../crash/connection.js';
import { roadOf } from '../crash/roads.js';
import { Target } from '../crash/target.js';
import type { JsonObject } from '../../src/json.js';
import type { Instance, Simulator, User } from '../simulator/index.js';
import { addParticipant, deleteUser, holdMeeting } from '../simulator/index.js';
import { Random } from '../simulation/random.js';
import type { ProtocolUnderTest } from '../support/protocols.js';
import { protocols } from '../support/protocols.js';
import type { Running } from '../support/running.js';
import { expectBetween, expectOnce, truthOf } from './between.js';
import { isLong, seeds } from './form.js';
import { kinds, wholeRun } from './whole-run.js';

/** The account changes under the built programs' hands, during a sync and between two, while requests fail. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Limits pause everything for seconds, and are tried elsewhere. */
const quick = kinds.filter((kind) => !kind.startsWith('429'));

function account(protocol: ProtocolUnderTest, seed: number) {
  return {
    ...roadOf(protocol, seed),
    users: isLong ? 12 : 4,
    seed,
    faults: { rate: 0.1, kinds: quick, seed },
  };
}

for (const protocol of protocols) {
  describe(`an account that changes, ${protocol.name}`, function () {
    this.timeout(0);

    for (const seed of seeds) {
      it(`a user is deleted during the sync: seed ${seed}`, async () => {
        await withConnection(protocol, { account: account(protocol, seed) }, async (connection) => {
          const before = truthOf(connection);
          const victim = someHost(connection.simulator);
          const { rows } = await wholeRun(connection, new Map(), deleteWhenAsked(connection, victim));
          expect(victim.status, 'the user was deleted during the sync').to.equal('deleted');
          expectOnce(connection, rows);
          expectBetween(connection, rows, before);
        });
      });

      it(`report rows appear and change between two syncs: seed ${seed}`, async () => {
        await withConnection(protocol, { account: account(protocol, seed) }, async (connection) => {
          const { simulator } = connection;
          const random = new Random(seed);
          const target = new Target(protocol);
          const { changing, late } = plant(simulator);
          const before = truthOf(connection);
          const first = await wholeRun(connection);
          expect(first.rows.get('report_meetings')?.some(is(late)), 'the late one came early').to.equal(
            false,
          );
          target.take(first.stdout, new Map());
          addParticipant(simulator.account, changing, { name: 'Came late' });
          simulator.setOptions({ now: () => Date.now() + 2 * hour });
          const second = await wholeRun(connection, target.snapshot('newest', random));
          target.take(second.stdout, new Map());
          expectOnce(connection, second.rows);
          expectBetween(connection, target.rows, before);
          const row = target.rows.get('report_meetings')?.findLast(is(changing));
          expect(row?.['duration'], 'minutes of the meeting that was still being processed').to.equal(30);
        });
      });
    }
  });
}

function someHost({ account: { users, recordings } }: Simulator): User {
  const host = users.find(
    ({ id, status }) =>
      status === 'active' && recordings.some(({ instance }) => instance.series.hostId === id),
  );
  if (host === undefined) throw new Error('nobody has a recording');
  return host;
}

/** Deletes the user as soon as something of theirs is asked for. */
function deleteWhenAsked({ simulator }: Connection, user: User): (running: Running) => void {
  return (running) => {
    const timer = setInterval(() => {
      if (simulator.requests.some(({ path }) => path.includes(`/users/${user.id}`)))
        deleteUser(simulator.account, user);
    }, 1);
    void running.ended.finally(() => {
      clearInterval(timer);
    });
  };
}

/** One meeting that Zoom has not processed yet, and one that ended yesterday and is not shown yet. */
function plant({ account }: Simulator): { readonly changing: Instance; readonly late: Instance } {
  const series = [...account.series.values()].find((one) => one.type === 8 && one.listed);
  if (series === undefined) throw new Error('the account has no series of meetings');
  const now = Date.now();
  return {
    changing: holdMeeting(account, series, { endAt: now - 5 * minute }),
    late: holdMeeting(account, series, { endAt: now - day, reportedAt: now + hour }),
  };
}

function is({ uuid }: Instance): (row: JsonObject) => boolean {
  return (row) => row['uuid'] === uuid;
}
