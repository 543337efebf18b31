const units = [
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
  { name: 'second', ms: 1_000 },
] as const;

/** `3 days`, `1 hour`, `0 seconds`: in the largest unit of which there is one. */
export function durationText(ms: number): string {
  const { name, ms: size } = units.find((unit) => ms >= unit.ms) ?? units[3];
  const count = Math.round(ms / size);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
