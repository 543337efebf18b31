import { expect } from 'chai';
import { descendants, followsExactly, isRoot, partitionLink } from '../../../../src/engine/plan/plan.js';
import { toyPlan } from '../../../support/toy-plan.js';
import {
  groups,
  answers,
  events,
  guests,
  members,
  polls,
  redeclared,
  road,
  toyNames,
} from '../../../support/toy-streams.js';

const names = (nodes: Iterable<{ readonly name: string }>): readonly string[] =>
  [...nodes].map(({ name }) => name);

describe('makePlan', () => {
  it('pulls in every parent that a selected stream needs, and nothing else', () => {
    const { plan, node } = toyPlan([toyNames.answers]);
    expect(names(plan.nodes)).to.have.members([
      toyNames.users,
      toyNames.events,
      toyNames.guests,
      toyNames.answers,
    ]);
    expect(plan.nodes.filter(({ configured }) => configured !== null)).to.deep.equal([
      node(toyNames.answers),
    ]);
  });

  it('puts parents before their children, whatever the order of the catalog', () => {
    const { plan } = toyPlan([toyNames.answers, toyNames.guests, toyNames.events, toyNames.users]);
    expect(names(plan.nodes)).to.deep.equal([
      toyNames.users,
      toyNames.events,
      toyNames.guests,
      toyNames.answers,
    ]);
  });

  it('has one node for a parent of many', () => {
    const { node } = toyPlan([toyNames.guests, toyNames.polls]);
    expect(names(node(toyNames.events).children.map(({ child }) => child))).to.deep.equal([
      toyNames.guests,
      toyNames.polls,
    ]);
  });

  it('keeps apart what does not hang together, and knows what is read by user', () => {
    const { plan } = toyPlan([toyNames.guests, toyNames.settings, toyNames.members]);
    const groups = plan.components.map(({ nodes, root }) => ({
      names: names(nodes),
      root: root?.name ?? null,
    }));
    expect(groups).to.have.deep.members([
      { names: [toyNames.users], root: null },
      { names: [toyNames.events, toyNames.guests], root: toyNames.users },
      { names: [toyNames.settings], root: toyNames.users },
      { names: [toyNames.groups, toyNames.members], root: null },
    ]);
  });

  it('gives each component a root of its own', () => {
    const rooted = redeclared(groups, { partitions: { id: 'id', createdAt: 'created_at' } });
    const { plan } = toyPlan([toyNames.events, toyNames.members], { definitions: [rooted] });
    const roots = plan.components.map(({ nodes, root }) => [names(nodes).join(), root?.name ?? null]);
    expect(Object.fromEntries(roots)).to.include({
      [toyNames.users]: null,
      [toyNames.groups]: null,
      [toyNames.events]: toyNames.users,
      [toyNames.members]: toyNames.groups,
    });
  });

  it('ranks by depth, and what lists the partitions before all', () => {
    const { plan } = toyPlan([toyNames.answers, toyNames.members]);
    const byRank = plan.nodes.toSorted((a, b) => a.rank - b.rank);
    expect(names(byRank)).to.deep.equal([
      toyNames.groups,
      toyNames.events,
      toyNames.members,
      toyNames.guests,
      toyNames.answers,
      toyNames.users,
    ]);
    const rankOf = (name: string) => plan.nodes.find((node) => node.name === name)?.rank;
    expect(rankOf(toyNames.events)).to.equal(rankOf(toyNames.members));
  });

  it('ranks what narrows another stream before all', () => {
    const narrowed = redeclared(events, {
      narrowed: {
        road: { family: 'some', road: 'per_user' },
        stream: toyNames.groups,
        field: 'id',
        keyField: 'id',
        partitionField: 'id',
        changesWith: null,
        asksStrangers: false,
      },
    });
    const { node } = toyPlan([toyNames.guests], { definitions: [narrowed] });
    expect(node(toyNames.groups).rank).to.be.above(node(toyNames.guests).rank);
  });

  it('joins all roads to a stream that has several parents', () => {
    const both = redeclared(polls, {
      parents: [...polls.declaration.parents, road(toyNames.settings, { event_id: 'id' })],
    });
    const { plan, node } = toyPlan([toyNames.polls], { definitions: [both] });
    expect(names(node(toyNames.polls).roads.map(({ parent }) => parent))).to.deep.equal([
      toyNames.events,
      toyNames.settings,
    ]);
    const component = plan.components.find(({ nodes }) => nodes.includes(node(toyNames.polls)));
    expect(names(component?.nodes ?? [])).to.have.members([
      toyNames.events,
      toyNames.settings,
      toyNames.polls,
    ]);
  });

  it('changes the hash of a plan with its roads and passes, and with nothing else', () => {
    const hashOf = (changes: Parameters<typeof redeclared>[1]) =>
      toyPlan([toyNames.polls], { definitions: [redeclared(polls, changes)] }).node(toyNames.polls).planHash;
    const [link] = polls.declaration.parents;
    if (link === undefined) throw new Error('polls have a parent');
    const before = hashOf({});
    expect(hashOf({ about: 'Another sentence.', query: { page: 'x' } })).to.equal(before);
    expect(hashOf({ variants: [{ type: 'past' }] })).to.not.equal(before);
    expect(hashOf({ parents: [{ ...link, where: [{ field: 'kind', in: [1] }] }] })).to.not.equal(before);
    expect(hashOf({ parents: [link, road(toyNames.settings, { event_id: 'id' })] })).to.not.equal(before);
  });
});

describe('makePlan: where cursor values come from', () => {
  const undated = redeclared(events, { cursorField: null, window: null });

  it('own for what is listed for a user, the parent for its children, none without a cursor', () => {
    const { node } = toyPlan([toyNames.answers, toyNames.settings, toyNames.members]);
    expect(node(toyNames.events).cursorSource).to.equal('own');
    expect(node(toyNames.guests).cursorSource).to.equal('parent');
    expect(node(toyNames.answers).cursorSource).to.equal('parent');
    expect(node(toyNames.settings).cursorSource).to.equal('none');
    expect(node(toyNames.members).cursorSource).to.equal('none');
  });

  it('own for a child of a parent that has none', () => {
    const { node } = toyPlan([toyNames.guests], { definitions: [undated] });
    expect(node(toyNames.guests).cursorSource).to.equal('own');
  });

  it('own for a child of which one parent of several has none', () => {
    const both = redeclared(guests, {
      parents: [...guests.declaration.parents, road(toyNames.settings, { event_id: 'id' })],
    });
    const { node } = toyPlan([toyNames.guests], { definitions: [both] });
    expect(node(toyNames.guests).cursorSource).to.equal('own');
  });
});

describe('plan: relations', () => {
  it('tell roots and the link to their partition', () => {
    const { node } = toyPlan([toyNames.guests, toyNames.members]);
    expect(isRoot(node(toyNames.events))).to.equal(true);
    expect(isRoot(node(toyNames.groups))).to.equal(true);
    expect(isRoot(node(toyNames.guests))).to.equal(false);
    expect(partitionLink(node(toyNames.events))?.stream).to.equal(toyNames.users);
    expect(partitionLink(node(toyNames.guests))).to.equal(null);
    expect(partitionLink(node(toyNames.groups))).to.equal(null);
  });

  it('tell all descendants', () => {
    const { node } = toyPlan([toyNames.answers, toyNames.polls]);
    expect(names(descendants(node(toyNames.events)))).to.have.members([
      toyNames.guests,
      toyNames.answers,
      toyNames.polls,
    ]);
    expect(descendants(node(toyNames.answers)).size).to.equal(0);
  });

  it('tell what follows its ancestor by the cursor, all the way', () => {
    const { node } = toyPlan([toyNames.answers, toyNames.settings]);
    const [event, guest, answer] = [toyNames.events, toyNames.guests, toyNames.answers].map(node);
    if (event === undefined || guest === undefined || answer === undefined) throw new Error('unplanned');
    expect(followsExactly(event, event)).to.equal(true);
    expect(followsExactly(guest, event)).to.equal(true);
    expect(followsExactly(answer, event)).to.equal(true);
    expect(followsExactly(node(toyNames.settings), node(toyNames.settings))).to.equal(false);
  });

  it('tell what does not: somewhere between, rows judge by their own time', () => {
    const own = redeclared(guests, { cursorField: null });
    const { node } = toyPlan([toyNames.answers], { definitions: [own, answers, members] });
    expect(followsExactly(node(toyNames.guests), node(toyNames.events))).to.equal(false);
    expect(followsExactly(node(toyNames.answers), node(toyNames.events))).to.equal(false);
  });
});
