import { expect } from 'chai';
import type { StreamDefinition } from '../../../../src/engine/catalog.js';
import { toyPlan } from '../../../support/toy-plan.js';
import {
  events,
  groups,
  guests,
  members,
  polls,
  redeclared,
  road,
  settings,
  toyNames,
  users,
} from '../../../support/toy-streams.js';

const rooted = redeclared(groups, { partitions: { id: 'id', createdAt: 'created_at' } });
const unborn = redeclared(users, { partitions: { id: 'id', createdAt: null } });

/** What would lose rows, or read them once a partition: streams to plan, declarations, and why not. */
const refused: readonly (readonly [string, string, readonly StreamDefinition[], RegExp])[] = [
  [
    'a stream that goes through two lists',
    toyNames.settings,
    [
      rooted,
      redeclared(settings, {
        parents: [...settings.declaration.parents, road(toyNames.groups, { user_id: 'id' })],
      }),
    ],
    /user_channels goes through several lists: users, groups/,
  ],
  [
    'a stream that one list is two parents of',
    toyNames.settings,
    [
      redeclared(settings, {
        parents: [...settings.declaration.parents, road(toyNames.users, { user_id: 'email' })],
      }),
    ],
    /several lists: users, users/,
  ],
  [
    'streams of two lists that hang together',
    toyNames.polls,
    [
      rooted,
      redeclared(polls, {
        parents: [...polls.declaration.parents, road(toyNames.members, { event_id: 'id' })],
      }),
    ],
    /report_meeting_polls hangs together with streams of several lists: users, groups/,
  ],
  [
    'streams of a list and of the account that hang together',
    toyNames.polls,
    [
      redeclared(polls, {
        parents: [...polls.declaration.parents, road(toyNames.members, { event_id: 'id' })],
      }),
    ],
    /several lists: users, the account as a whole/,
  ],
  [
    'a list within another one',
    toyNames.guests,
    [redeclared(events, { partitions: { id: 'id', createdAt: 'end_time' } })],
    /report_meetings is a list of partitions and has a parent/,
  ],
  [
    'a list that is read from a cursor on',
    toyNames.members,
    [redeclared(rooted, { cursorField: 'created_at' })],
    /groups is a list of partitions and is not read whole/,
  ],
  [
    'a choice among the partitions',
    toyNames.members,
    [
      rooted,
      redeclared(members, {
        parents: [road(toyNames.groups, { group_id: 'id' }, { where: [{ field: 'id', in: ['x'] }] })],
      }),
    ],
    /group_members chooses among the partitions of groups/,
  ],
  [
    'an incremental stream of partitions of whom nobody knows when they were born',
    toyNames.events,
    [unborn],
    /report_meetings is incremental, and nobody tells who is new in users/,
  ],
  [
    'one that hangs on it, through a stream without a cursor',
    toyNames.guests,
    [unborn, redeclared(events, { cursorField: null, window: null })],
    /report_meeting_participants is incremental, and nobody tells who is new in users/,
  ],
  [
    'a stream that is narrowed by one of some list',
    toyNames.settings,
    [
      redeclared(settings, {
        narrowed: {
          road: { family: 'some', road: 'per_user' },
          stream: toyNames.events,
          field: 'id',
          keyField: 'uuid',
          partitionField: 'id',
          changesWith: null,
          asksStrangers: false,
        },
      }),
    ],
    /user_channels is narrowed by report_meetings, which is no stream of the account/,
  ],
];

describe('makePlan: lists of partitions', () => {
  for (const [what, stream, definitions, why] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => toyPlan([stream], { definitions })).to.throw(why);
    });
  }

  it('takes a list without births where everything is read whole', () => {
    const { plan } = toyPlan([toyNames.settings], { definitions: [unborn] });
    expect(plan.components.map(({ root }) => root?.name ?? null)).to.have.members([null, toyNames.users]);
  });

  it('takes a stream that hangs on its list and on another stream of it', () => {
    const both = redeclared(guests, {
      parents: [...guests.declaration.parents, road(toyNames.users, { event_id: 'id' })],
    });
    const { plan } = toyPlan([toyNames.guests], { definitions: [both] });
    expect(plan.components).to.have.lengthOf(2);
  });
});
