import { nodeFault } from '../../installation.js';
import type { Check } from '../check.js';
import { note, ok, problem } from '../finding.js';

const name = 'Node.js';

export const machine: Check = {
  name,
  examine: ({ options }) => {
    const { node, platform, arch } = options.machine;
    const is = `Version ${node} on ${platform} ${arch}.`;
    const fault = nodeFault('The program', node);
    if (fault !== null) return Promise.resolve([problem(name, is, { advice: fault })]);
    return Promise.resolve([isLongTerm(node) ? ok(name, is) : note(name, is, shortLived)]);
  },
};

/** Even ones are kept up for years: https://nodejs.org/en/about/previous-releases (2026-11) */
function isLongTerm(version: string): boolean {
  return Number(version.split('.')[0]) % 2 === 0;
}

const shortLived = {
  means: 'Versions with an odd number get no more security fixes half a year after they came out.',
  advice: 'For a machine that syncs for years, take an even one.',
};
