import type { RoadName, StreamDeclaration } from '../declaration.js';
import type { StreamDefinition } from '../catalog.js';

export type Definitions = ReadonlyMap<string, StreamDefinition>;

/** What the configuration says of one family of roads. */
export interface RoadChoice {
  readonly family: string;
  /** The one that it asks for. */
  readonly wanted: string;
  /** The one that needs nothing but what every account has. */
  readonly usual: string;
  /** The wanted one is to prove itself first, and where it cannot the usual one is taken without ado. */
  readonly isTried: boolean;
}

export function isRoad(road: RoadName | null, other: RoadName): boolean {
  return road?.family === other.family && road.road === other.road;
}

/** The declarations as a sync on these roads takes them: of the families that are named, without what belongs to the other roads. */
export function onRoads(definitions: Definitions, roads: readonly RoadName[]): Definitions {
  const taken = new Map(roads.map(({ family, road }) => [family, road]));
  const isOpen = ({ family, road }: RoadName): boolean => (taken.get(family) ?? road) === road;
  return new Map(
    [...definitions].map(([name, definition]) => [
      name,
      { ...definition, declaration: declarationOn(definition.declaration, isOpen) },
    ]),
  );
}

function declarationOn(
  declaration: StreamDeclaration,
  isOpen: (road: RoadName) => boolean,
): StreamDeclaration {
  const { parents, narrowed } = declaration;
  return {
    ...declaration,
    parents: parents.filter(({ road }) => road === null || isOpen(road)),
    narrowed: narrowed === null || isOpen(narrowed.road) ? narrowed : null,
  };
}

/** The lists of the account that the road begins with, as far as the stream is concerned. */
export function beginningsOf({ parents, narrowed }: StreamDeclaration, road: RoadName): readonly string[] {
  const links = parents.filter((link) => isRoad(link.road, road)).map(({ stream }) => stream);
  return narrowed !== null && isRoad(narrowed.road, road) ? [...links, narrowed.stream] : links;
}
