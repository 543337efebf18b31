/** Milliseconds of `hh:mm:ss` and its decimals, as they stand in files; hours may have any number of digits. */
export function clockMs(hours: string, minutes: string, seconds: string, decimals = ''): number {
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1000 + Number(decimals.padEnd(3, '0'));
}
