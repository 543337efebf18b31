/** Figures as people read them, in whatever is live. */

/** `HEAVY 596 of 24,000 today`. */
export function dayText(day: {
  readonly label: string;
  readonly spent: number;
  readonly perDay: number;
}): string {
  return `${day.label.toUpperCase()} ${grouped(day.spent)} of ${grouped(day.perDay)} today`;
}

export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** In each unit up to where the next one says enough. */
const units = [
  { name: 's', seconds: 1, upTo: 120 },
  { name: 'min', seconds: 60, upTo: 120 * 60 },
  { name: 'h', seconds: 3_600, upTo: 48 * 3_600 },
  { name: 'days', seconds: 86_400, upTo: Infinity },
] as const;

export function duration(seconds: number): string {
  const unit = units.find(({ upTo }) => seconds < upTo) ?? units[3];
  return `${Math.ceil(seconds / unit.seconds)} ${unit.name}`;
}

/** `, about 2 min to go`; nothing while nobody knows. */
export function remainingText(
  left: { readonly seconds: number; readonly isForBudget: boolean } | null,
): string {
  if (left === null) return '';
  return `, about ${duration(left.seconds)} to go${left.isForBudget ? ', for the budget of the day' : ''}`;
}
