import { createHash } from 'node:crypto';
import type { Narrowing, ParentLink, StreamDeclaration } from '../declaration.js';
import { listFaults } from './lists.js';
import type { ConfiguredStream, StreamDefinition } from '../catalog.js';

/**
 * Where a stream's cursor values come from.
 *
 * - `own`: its rows carry one, and each is judged by it.
 * - `parent`: it is asked for the parent rows in its range, and all of an answer belongs to it.
 * - `none`: the stream is read whole.
 */
export type CursorSource = 'own' | 'parent' | 'none';

/** A road from a parent to a child in the plan. */
export interface Road {
  readonly parent: StreamNode;
  readonly child: StreamNode;
  readonly link: ParentLink;
}

/** A stream that this sync reads, for itself or for its children. */
export interface StreamNode {
  readonly name: string;
  readonly definition: StreamDefinition;
  readonly declaration: StreamDeclaration;
  /** Null for parents that are needed but not selected: read, not emitted. */
  readonly configured: ConfiguredStream | null;
  /** Roads within the partition: one from the stream of partitions is none. */
  readonly roads: readonly Road[];
  readonly children: readonly Road[];
  readonly cursorSource: CursorSource;
  /** How early its requests go: the deepest first, and before all what others cannot begin without. */
  readonly rank: number;
  /** Changes when the stream is read another way. */
  readonly planHash: string;
  readonly narrowing: NodeNarrowing | null;
}

/** The stream whose rows tell which partitions are worth asking, and when. */
export interface NodeNarrowing extends Omit<Narrowing, 'stream'> {
  readonly by: StreamNode;
}

/** Streams that hang together; each component goes through its partitions on its own. */
export interface Component {
  /** Parents before children. */
  readonly nodes: readonly StreamNode[];
  /** The stream whose rows are its partitions; null where that is the account as a whole. */
  readonly root: StreamNode | null;
}

export interface Plan {
  readonly components: readonly Component[];
  /** Every stream of the plan. */
  readonly nodes: readonly StreamNode[];
}

interface MutableNode extends StreamNode {
  rank: number;
  readonly roads: Road[];
  readonly children: Road[];
}

/** Derives from the declarations which streams are read and how they hang together. */
export function makePlan(
  definitions: ReadonlyMap<string, StreamDefinition>,
  configured: readonly ConfiguredStream[],
): Plan {
  const selected = new Map(configured.map((stream) => [stream.name, stream]));
  const nodes = new Map<string, MutableNode>();

  const visit = (name: string): MutableNode => {
    const known = nodes.get(name);
    if (known !== undefined) return known;
    const definition = definitions.get(name);
    if (definition === undefined) throw new Error(`no declaration of ${name}`);
    const { declaration } = definition;
    const parents = declaration.parents.map((link) => ({ link, parent: visit(link.stream) }));
    const inner = parents.filter(({ parent }) => parent.declaration.partitions === null);
    const { narrowed } = declaration;
    const node: MutableNode = {
      name,
      definition,
      declaration,
      configured: selected.get(name) ?? null,
      roads: [],
      children: [],
      cursorSource: cursorSource(declaration, inner.length > 0 ? inner.map(({ parent }) => parent) : []),
      rank: parents.reduce((rank, { parent }) => Math.max(rank, parent.rank + 1), 0),
      planHash: planHash(
        declaration,
        inner.map(({ parent }) => parent),
      ),
      narrowing: narrowed === null ? null : { ...narrowed, by: visit(narrowed.stream) },
    };
    for (const { link, parent } of inner) {
      const road = { parent, child: node, link };
      node.roads.push(road);
      parent.children.push(road);
    }
    nodes.set(name, node);
    return node;
  };

  for (const { name } of configured) visit(name);
  const all = [...nodes.values()];
  refuseFaults(all);
  for (const node of all) if (isAwaited(node, all)) node.rank = firstOfAll;
  return { components: components(all, nodes), nodes: all };
}

/** The conformance suite finds these first; a plan that was made of them would lose rows in silence. */
function refuseFaults(all: readonly StreamNode[]): void {
  const declarations = new Map(all.map(({ name, declaration }) => [name, declaration]));
  const [fault] = all.flatMap(({ declaration }) => listFaults(declaration, (name) => declarations.get(name)));
  if (fault !== undefined) throw new Error(fault);
}

const firstOfAll = Number.MAX_SAFE_INTEGER - 1;

/** Nothing of a partition is asked before the partitions are listed, nor of a narrowed stream before its narrowing is known. */
function isAwaited(node: StreamNode, all: readonly StreamNode[]): boolean {
  return node.declaration.partitions !== null || all.some(({ narrowing }) => narrowing?.by === node);
}

/**
 * A substream whose parents all have a cursor follows theirs. One with a parent that has none must judge by its own, and so
 * does one that is asked for by dates itself.
 */
function cursorSource(declaration: StreamDeclaration, parents: readonly StreamNode[]): CursorSource {
  if (declaration.cursorField === null) return 'none';
  if (declaration.window !== null) return 'own';
  const follows =
    parents.length > 0 && parents.every(({ declaration: { cursorField } }) => cursorField !== null);
  return follows ? 'parent' : 'own';
}

function planHash(declaration: StreamDeclaration, inner: readonly StreamNode[]): string {
  const { parents, variants, narrowed } = declaration;
  const roads = parents.map(({ stream, where, firstOf }) => [
    stream,
    where,
    ...(firstOf === null ? [] : [firstOf]),
  ]);
  const over = [...(narrowed === null ? [] : [narrowed]), ...inner.flatMap((node) => narrowingsOver(node))];
  const narrowing = new Set(over.map(({ stream }) => stream));
  return createHash('sha1')
    .update(JSON.stringify([roads, variants, ...narrowing]))
    .digest('hex')
    .slice(0, 8);
}

/** What narrows the stream, or one that it hangs on. */
export function narrowingsOver({ declaration: { narrowed }, roads }: StreamNode): readonly Narrowing[] {
  const own = narrowed === null ? [] : [narrowed];
  return [...own, ...roads.flatMap(({ parent }) => narrowingsOver(parent))];
}

function components(
  nodes: readonly MutableNode[],
  byName: ReadonlyMap<string, StreamNode>,
): readonly Component[] {
  const group = new Map<StreamNode, Set<StreamNode>>();
  for (const node of nodes) {
    const joined = new Set<StreamNode>([node]);
    for (const { parent } of node.roads) for (const member of group.get(parent) ?? []) joined.add(member);
    for (const member of joined) group.set(member, joined);
  }
  return [...new Set(group.values())].map((members) => ({
    nodes: nodes.filter((node) => members.has(node)),
    root: listOf([...members], byName),
  }));
}

/** The stream whose rows are the partitions of a stream's component; null where that is the account as a whole. */
export function rootOf(node: StreamNode, plan: Plan): StreamNode | null {
  return plan.components.find(({ nodes }) => nodes.includes(node))?.root ?? null;
}

/** The list that a component goes through: there is one at most, for which `listFaults` sees. */
function listOf(members: readonly StreamNode[], byName: ReadonlyMap<string, StreamNode>): StreamNode | null {
  const [name] = members.flatMap((node) => partitionLink(node)?.stream ?? []);
  return name === undefined ? null : (byName.get(name) ?? null);
}

function isUnderPartitions({ declaration, roads }: StreamNode): boolean {
  return declaration.parents.length > roads.length;
}

/** True for a stream that is listed for a partition directly. */
export function isRoot(node: StreamNode): boolean {
  return node.roads.length === 0 || isUnderPartitions(node);
}

/** The link through which a root gets its partition's values; null for account-level streams. */
export function partitionLink(node: StreamNode): ParentLink | null {
  const inner = new Set(node.roads.map(({ link }) => link));
  return node.declaration.parents.find((link) => !inner.has(link)) ?? null;
}

/**
 * True where a window of `ancestor` that is not wholly listed can only hide rows of `node` from the window's start on:
 * every road between them follows its parent's cursor.
 */
export function followsExactly(node: StreamNode, ancestor: StreamNode): boolean {
  if (node === ancestor) return ancestor.cursorSource === 'own' && isRoot(ancestor);
  if (node.cursorSource !== 'parent') return false;
  const towards = node.roads.filter(({ parent }) => parent === ancestor || hasAncestor(parent, ancestor));
  return towards.every(({ parent }) => followsExactly(parent, ancestor));
}

/** True where parents' rows of whatever age may have new rows. */
export function isOfAnyAge({ roads }: StreamNode): boolean {
  return roads.some(({ link }) => link.anyAge);
}

export function hasAncestor(node: StreamNode, ancestor: StreamNode): boolean {
  return node.roads.some(({ parent }) => parent === ancestor || hasAncestor(parent, ancestor));
}

export function descendants(node: StreamNode): ReadonlySet<StreamNode> {
  const found = new Set<StreamNode>();
  const walk = (from: StreamNode): void => {
    for (const { child } of from.children) {
      if (found.has(child)) continue;
      found.add(child);
      walk(child);
    }
  };
  walk(node);
  return found;
}
