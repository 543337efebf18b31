import { expect } from 'chai';
import type { JsonValue } from '../../../../src/json.js';
import { readError } from '../../../support/toy-errors.js';
import type { ToyFault } from '../../../support/toy-account.js';
import { groups as groupList, members as memberList } from '../../../support/toy-streams.js';
import { field, redeclared, road, toyNames, toyStream } from '../../../support/toy-streams.js';
import { runToySync } from '../../../support/toy-sync.js';
import { worldAccount } from '../../../support/toy-world.js';

const { groups, members } = toyNames;
const details = 'meeting_details';
const reason = 'nobody may join';

const detailOf = toyStream({
  name: details,
  path: '/groups/{group_id}',
  fields: { group_id: field('string'), id: field('string'), rules: field('object') },
  parents: [road(groups, { group_id: 'id' })],
});
const sparedMembers = redeclared(memberList, {
  spared: { by: details, path: ['rules', 'joining'], values: [2], reason },
});

interface Setup {
  readonly streams?: readonly (typeof members | typeof details)[];
  readonly joining?: readonly [JsonValue | undefined, JsonValue | undefined];
  readonly fault?: ToyFault;
  readonly signal?: AbortSignal;
}

/** Group x and group y with a member each; what the details of each say. */
async function read({ streams = [details, members], joining: [x, y] = [2, 0], fault, signal }: Setup = {}) {
  const detail = (id: string, joining: JsonValue | undefined) => [
    { id, rules: joining === undefined ? {} : { joining } },
  ];
  const account = worldAccount({
    lists: {
      '/groups': [{ id: 'x' }, { id: 'y' }],
      '/groups/x': detail('x', x),
      '/groups/y': detail('y', y),
      '/groups/x/members': [{ id: 'xavier' }],
      '/groups/y/members': [{ id: 'yvonne' }],
    },
    ...(fault === undefined ? {} : { fault }),
  });
  const definitions = [groupList, detailOf, sparedMembers];
  const result = await runToySync({
    account,
    streams,
    definitions,
    ...(signal === undefined ? {} : { signal }),
  });
  return { asked: account.paths(members), result };
}

const ofBoth = ['/groups/x/members', '/groups/y/members'];

describe('SparedItems', () => {
  it('spares what the other answer says to be empty, whichever stream the catalog names first', async () => {
    for (const streams of [[details, members] as const, [members, details] as const]) {
      const { asked, result } = await read({ streams });
      expect(asked).to.deep.equal(['/groups/y/members']);
      expect(result.outcome.complete).to.equal(true);
      expect(result.summary(members).skips).to.deep.equal({ [reason]: 1 });
    }
  });

  it('takes the value as text, and asks where there is none', async () => {
    expect((await read({ joining: ['2', null] })).asked).to.deep.equal(['/groups/y/members']);
    expect((await read({ joining: [undefined, [2, 3]] })).asked).to.have.members(ofBoth);
  });

  it('asks where the other stream is not read', async () => {
    expect((await read({ streams: [members] })).asked).to.have.members(ofBoth);
  });

  for (const verdict of [
    'skip-item',
    'fail-item',
    'refuse-partition',
    'unauthorized',
    'fail-stream',
  ] as const) {
    it(`asks where the other one brings no answer: ${verdict}`, async () => {
      const fault: ToyFault = ({ stream }) => (stream === details ? readError(verdict) : null);
      const { asked, result } = await read({ fault });
      expect(asked).to.have.members(ofBoth);
      expect(result.ids(members)).to.have.members(['xavier', 'yvonne']);
    });
  }

  it('waits for an answer that takes long', async () => {
    const fault: ToyFault = async ({ stream }) => {
      if (stream === details) await new Promise((resolve) => setTimeout(resolve, 20));
      return null;
    };
    expect((await read({ fault })).asked).to.deep.equal(['/groups/y/members']);
  });

  it('ends when the run is stopped meanwhile, with nothing promised', async () => {
    const stopping = new AbortController();
    const fault: ToyFault = ({ stream }) => {
      if (stream === details) stopping.abort();
      return null;
    };
    const { asked, result } = await read({ fault, signal: stopping.signal });
    expect(asked).to.deep.equal([]);
    expect(result.outcome).to.deep.equal({ complete: false, stopped: true });
    expect(result.state(members).cursor).to.equal(null);
  });
});
