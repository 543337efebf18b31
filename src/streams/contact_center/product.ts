import { defineProduct } from '../define-product.js';
import { analyticsStreams } from './analytics.js';
import { engagementStreams } from './engagements.js';
import { facts } from './facts.js';
import { listStreams } from './lists.js';
import { refusals } from './refusals.js';

export const contactCenter = defineProduct({
  name: 'contact_center',
  title: 'Contact Center',
  pool: 'contact-center',
  prerequisite: 'The account needs licences for Zoom Contact Center.',
  isOptIn: true,
  rolePermissions: ['Contact Center Management (view)', 'Contact Center: Reports and Logs (view)'],
  classicScopes: ['contact_center_report:read:admin'],
  facts,
  refusals,
  streams: [...listStreams, ...engagementStreams, ...analyticsStreams],
});
