import { monthWindow } from '../../src/streams/shapes.js';
import { declaring, encodedOnce, requesting, withoutVariant } from './declaration-faults.js';
import { seeFaults } from './see-faults.js';

const meetings = '/metrics/meetings/{meeting_uuid}/participants';

seeFaults('quality', [
  {
    title: 'no type, which means what is live',
    stream: 'dashboard_meetings',
    change: declaring({ variants: [{}], fromRequest: {} }),
  },
  {
    title: 'meetings of a single person left out',
    stream: 'dashboard_meetings',
    change: withoutVariant('type', 'pastOne'),
  },
  {
    title: 'another type than the meeting’s',
    stream: 'dashboard_meeting_participants',
    change: (one) => ({
      ...one,
      request: { ...one.request, path: meetings },
      query: { ...one.query, type: 'past' },
    }),
  },
  {
    title: 'the meeting’s own type',
    stream: 'dashboard_meeting_participants_qos',
    change: (one) => ({
      ...one,
      request: { ...one.request, path: `${meetings}/qos?type={dashboard_type}` },
      parents: one.parents.map((link) => ({
        ...link,
        partition: { ...link.partition, dashboard_type: 'dashboard_type' },
      })),
      query: {},
    }),
  },
  {
    title: 'pages larger than Zoom allows',
    stream: 'dashboard_meeting_participants_qos',
    change: requesting({ pageSize: 300 }),
    account: { pageSizeOver: 'refuse' },
  },
  { title: 'uuids encoded once', stream: 'dashboard_meeting_sharing', plant: { wrapClient: encodedOnce } },
  {
    title: 'no type, which means what is live',
    stream: 'dashboard_webinars',
    change: declaring({ query: {} }),
  },
  {
    title: 'no type, which means what is live',
    stream: 'dashboard_webinar_participants',
    change: declaring({ query: {} }),
  },
  {
    title: 'participants left out',
    stream: 'dashboard_quality',
    change: withoutVariant('type', 'participants'),
  },
  {
    title: 'sums over any days',
    stream: 'dashboard_quality',
    change: declaring({ window: monthWindow }),
  },
]);
