/** JSON as it arrives and leaves. Nothing outside this type crosses the border of the program. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Array.isArray, for a type that knows read-only arrays. */
export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** True for what is nested in more levels than that. The levels below are not looked at, so this is safe with any value. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (Array.isArray(value)) return levels === 0 || value.some((inner) => isDeeperThan(levels - 1, inner));
  if (!isJsonObject(value)) return false;
  if (levels === 0) return true;
  // Called for every row: a list of its values would cost more than looking at them.
  for (const name in value) {
    const inner = value[name];
    if (typeof inner === 'object' && inner !== null && isDeeperThan(levels - 1, inner)) return true;
  }
  return false;
}
