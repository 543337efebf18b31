import { shortened } from '../../shortened.js';
import { wanted } from '../case.js';
import type { Check } from '../check.js';
import { durationText } from '../duration.js';
import { note, ok, problem } from '../finding.js';
import type { Finding } from '../finding.js';
import type { PaperPlan } from '../papers.js';

const name = 'Catalog';
const mostNamed = 10;

export const catalog: Check = {
  name,
  examine: async (subject) => {
    const { papers, clock } = subject.options;
    if (papers.catalog === null) return [];
    const offered = await wanted(subject.offered(), 'a valid configuration');
    const plan = await papers.catalog.plan(offered);
    const file = await papers.catalog.file();
    const age = durationText(Math.max(0, clock.now() - file.changedAt));
    const count = `${plan.request.streams.length} of the ${offered.length} streams that are offered`;
    return [
      ok(name, `${file.name}, ${age} old, selects ${count}.`),
      ...oddities(plan),
      ...plan.notices.map((notice) => note(name, notice)),
    ];
  },
};

function oddities({ unknown, request }: PaperPlan): readonly Finding[] {
  const none = unknown.length + request.streams.length === 0;
  return [
    ...(none ? [note(name, 'It selects no stream: nothing would be read.')] : []),
    ...(unknown.length === 0 ? [] : [strangers(unknown)]),
  ];
}

function strangers(unknown: readonly string[]): Finding {
  return problem(name, `It names streams that are not offered: ${shortened(unknown, mostNamed)}.`, {
    means: 'The others are read, and the sync ends with exit code 1.',
    advice: 'Look at the spelling and at the settings products and streams, and discover the catalog again.',
  });
}
