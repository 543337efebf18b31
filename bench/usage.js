/** Loaded before a program with `node --import`: writes what the process used to the file that BENCH_USAGE names. */
import { readFileSync, writeFileSync } from 'node:fs';

process.once('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify({ cpuMs: (user + system) / 1000, peakKb: peakKb() }));
});

/** The peak of this program alone; `maxRSS` may be that of the process that it was started from. */
function peakKb() {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
