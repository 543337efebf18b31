import type { StreamDeclaration } from '../declaration.js';

type Declarations = (name: string) => StreamDeclaration | undefined;

/**
 * What keeps a stream from going through a list of partitions, or from being such a list. None of this could be read
 * without losing rows or reading them once a partition, so a plan refuses it.
 */
export function listFaults(stream: StreamDeclaration, declarations: Declarations): readonly string[] {
  const through = listsOver(stream, declarations);
  return [
    ...ownFaults(stream),
    ...faultsOfLinks(stream, declarations),
    ...faultsOfWay(stream, through),
    ...faultsOfNarrowing(stream, declarations),
  ];
}

/** Partitions are all rows of their list, in every run: it belongs to the account, and is read whole. */
function ownFaults({ name, partitions, parents, window, cursorField }: StreamDeclaration): readonly string[] {
  if (partitions === null) return [];
  if (parents.length > 0) return [`${name} is a list of partitions and has a parent`];
  return window === null && cursorField === null
    ? []
    : [`${name} is a list of partitions and is not read whole`];
}

function faultsOfLinks({ name, parents }: StreamDeclaration, declarations: Declarations): readonly string[] {
  const lists = parents.filter(({ stream }) => (declarations(stream)?.partitions ?? null) !== null);
  if (lists.length > 1) return [`${name} goes through several lists: ${lists.map(nameOf).join(', ')}`];
  return lists
    .filter(({ where }) => where.length > 0)
    .map(({ stream }) => `${name} chooses among the partitions of ${stream}, and all of them are visited`);
}

function nameOf({ stream }: { readonly stream: string }): string {
  return stream;
}

function faultsOfWay(
  { name, cursorField }: StreamDeclaration,
  through: ReadonlySet<StreamDeclaration | null>,
): readonly string[] {
  const names = [...through].map((list) => list?.name ?? 'the account as a whole');
  if (names.length > 1) return [`${name} hangs together with streams of several lists: ${names.join(', ')}`];
  const [list] = through;
  // Whoever appears with a history between two syncs would be read from the cursor on, and the history never.
  return cursorField !== null && list?.partitions?.createdAt === null
    ? [`${name} is incremental, and nobody tells who is new in ${list.name}`]
    : [];
}

/** The narrowed stream waits for the whole of the other one, which must not wait for a list that may fail. */
function faultsOfNarrowing(
  { name, narrowed }: StreamDeclaration,
  declarations: Declarations,
): readonly string[] {
  const by = narrowed === null ? undefined : declarations(narrowed.stream);
  return by === undefined || by.parents.length === 0
    ? []
    : [`${name} is narrowed by ${by.name}, which is no stream of the account as a whole`];
}

/** The lists through which the ways to a stream lead; null: one leads through none. */
function listsOver(
  { parents }: StreamDeclaration,
  declarations: Declarations,
): ReadonlySet<StreamDeclaration | null> {
  const found = new Set<StreamDeclaration | null>();
  for (const { stream } of parents) {
    const parent = declarations(stream);
    if (parent === undefined) continue;
    if (parent.partitions !== null) found.add(parent);
    else for (const list of listsOver(parent, declarations)) found.add(list);
  }
  return found.size === 0 ? new Set([null]) : found;
}
