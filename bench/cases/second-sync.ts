import { objectAt, parseObject } from '../../test/support/json-paths.js';
import { singer } from '../../test/support/protocols.js';
import type { Bench, Case } from '../case.js';
import { readMeasured } from '../connector.js';
import { withSimulated } from '../simulated/process.js';
import type { Traffic } from '../simulated/process.js';
import { count, fixed } from '../tables.js';
import type { Table } from '../tables.js';

/** What a sync costs when hardly anything is new. */

const share = 0.01;

const selections: Readonly<Record<string, readonly string[] | null>> = {
  'all streams': null,
  'report_meetings and its children': [
    'report_meetings',
    'report_meeting_details',
    'report_meeting_participants',
    'report_meeting_polls',
    'report_meeting_qa',
    'report_webinars',
    'report_webinar_participants',
  ],
};

async function secondSync(bench: Bench): Promise<readonly Table[]> {
  const users = bench.size === 'short' ? 20 : 150;
  const rows: (readonly string[])[] = [];
  for (const [name, streams] of Object.entries(selections)) {
    bench.say(name);
    await withSimulated({ users, hosts: null, latencyMs: 0, plan: 'none' }, async (simulator) => {
      const reading = { protocol: singer, config: simulator.config, streams };
      const first = await readMeasured(bench.folder, reading);
      const before = await simulator.traffic();
      const held = await simulator.news(share);
      const state = objectAt(parseObject(first.output.states.at(-1) ?? ''), 'value');
      const second = await readMeasured(bench.folder, { ...reading, state });
      const after = await simulator.traffic();
      rows.push([
        name,
        count(before.requests),
        count(first.output.records),
        count(held),
        count(after.requests),
        count(second.output.records),
        fixed(after.requests / before.requests),
        fixed(heavy(after) / heavy(before)),
      ]);
    });
  }
  return [
    {
      title: `A second sync with little news, ${users} users`,
      columns: [
        'Streams',
        'first: requests',
        'records',
        'new meetings',
        'second: requests',
        'records',
        'ratio',
        'ratio of HEAVY',
      ],
      rows,
      notes: [
        'One series in a hundred holds one more meeting between the two. Lists without a date are read anew each time.',
      ],
    },
  ];
}

function heavy({ labels }: Traffic): number {
  return labels.get('heavy') ?? 0;
}

export const secondSyncCase: Case = { number: 6, name: 'second sync', run: secondSync };
