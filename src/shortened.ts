/** `a, b, c and 31 more`: what a sentence names of many. */
export function shortened(names: readonly string[], most: number): string {
  // One more takes no more room than the count of it.
  if (names.length <= most + 1) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
