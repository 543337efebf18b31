import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { dashboardParticipants } from './participants.js';
import { dashboardLists, dashboardSums } from './quality.js';
import { refusals } from './refusals.js';

export const quality = defineProduct({
  name: 'quality',
  title: 'Quality and dashboards',
  prerequisite: 'Dashboards need the plan Business or a higher one, with the Dashboard feature switched on.',
  isOptIn: true,
  rolePermissions: ['Dashboard (view)'],
  facts,
  refusals,
  streams: [...dashboardLists, ...dashboardParticipants, ...dashboardSums],
});
