import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { licenceStreams } from './licences.js';
import { refusals } from './refusals.js';
import { usageReportStreams } from './reports.js';

export const usage = defineProduct({
  name: 'usage',
  title: 'Usage and cost',
  prerequisite: 'Reports need the plan Pro or a higher one, the usage of plans any paid one.',
  isOptIn: true,
  rolePermissions: ['Usage reports (view)', 'Users (view)'],
  classicScopes: ['report:read:admin'],
  facts,
  refusals,
  streams: [...usageReportStreams, ...licenceStreams],
});
