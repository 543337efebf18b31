import type { StreamDefinition } from '../catalog.js';
import type { RoadName } from '../declaration.js';
import { makePlan } from '../plan/plan.js';
import { usesRoad } from '../plan/road-memory.js';
import { foundWanting } from '../plan/road-taking.js';
import { isRoad, onRoads } from '../plan/roads.js';
import type { AccountLists } from './account-lists.js';
import type { Knowledge } from './knowledge.js';
import { Scenario, type ScenarioOptions } from './scenario.js';

/** A sync on some roads. */
export interface Way {
  /** Of the families that matter for what is selected. */
  readonly roads: readonly RoadName[];
  readonly definitions: ReadonlyMap<string, StreamDefinition>;
  readonly scenario: Scenario;
  /** Why it cannot be gone. */
  readonly closed: string | null;
}

export interface WayOptions extends ScenarioOptions {
  /** All that there are. */
  readonly roads: readonly RoadName[];
}

/** The way that a sync would go comes first; then those that differ from it in one road. */
export async function waysOf(
  options: WayOptions,
  lists: AccountLists,
  knowledge: Knowledge,
): Promise<readonly Way[]> {
  const wanted = options.settings.roads.map(({ family, wanted: road }) => ({ family, road }));
  const first = await wayOn(wanted, options, lists);
  const memories = { ...options, roads: options.settings.roads };
  // Of each family by itself: what is closed is not gone, nor what an earlier sync found wanting.
  const taken = options.settings.roads.map((choice) => {
    const road = { family: choice.family, road: choice.wanted };
    const isGone = foundWanting(memories, choice) === null && closedOn(road, first, knowledge) === null;
    return isGone ? road : { family: choice.family, road: choice.usual };
  });
  const isSame = taken.every((road) => wanted.some((other) => isRoad(road, other)));
  const way = isSame ? first : await wayOn(taken, options, lists);
  const ways = [way];
  const quiet = { ...options, log: (): void => undefined };
  for (const other of options.roads) {
    if (taken.some((road) => isRoad(road, other)) || !isUsed(other, options)) continue;
    const roads = taken.map((road) => (road.family === other.family ? other : road));
    const found = await wayOn(roads, quiet, lists);
    ways.push({ ...found, closed: closedOn(other, found, knowledge) });
  }
  const families = new Set(ways.slice(1).flatMap(({ roads }) => differing(roads, taken)));
  return ways.map((one) => ({ ...one, roads: one.roads.filter(({ family }) => families.has(family)) }));
}

function differing(roads: readonly RoadName[], others: readonly RoadName[]): readonly string[] {
  return roads.filter((road) => !others.some((other) => isRoad(road, other))).map(({ family }) => family);
}

async function wayOn(roads: readonly RoadName[], options: WayOptions, lists: AccountLists): Promise<Way> {
  const definitions = onRoads(options.definitions, roads);
  const scenario = new Scenario({ ...options, definitions });
  await lists.read(scenario);
  return { roads, definitions, scenario, closed: null };
}

/** Whether any of the selected streams is read in another way on some road of the family. */
function isUsed({ family }: RoadName, { roads, definitions, settings, request }: WayOptions): boolean {
  const others = settings.roads
    .filter((choice) => choice.family !== family)
    .map((choice) => ({ family: choice.family, road: choice.usual }));
  return roads
    .filter((road) => road.family === family)
    .some((road) => {
      const { nodes } = makePlan(onRoads(definitions, [...others, road]), request.streams);
      return nodes.some((node) => usesRoad(node, road));
    });
}

/** The service refuses the list that the road begins with. */
function closedOn(road: RoadName, { scenario }: Way, { survey }: Knowledge): string | null {
  for (const { declaration, narrowing } of scenario.plan.nodes) {
    const isOn = declaration.narrowed !== null && isRoad(declaration.narrowed.road, road);
    const refusal = narrowing === null || !isOn ? null : survey.of(narrowing.by).refusal;
    if (refusal !== null) return refusal.message;
  }
  return null;
}
