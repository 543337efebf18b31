import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';
import { reportStreams } from './reports.js';

export const reports = defineProduct({
  name: 'reports',
  title: 'Reports',
  prerequisite: 'Reports need the plan Pro or a higher one.',
  rolePermissions: ['Usage reports (view)'],
  classicScopes: ['report:read:admin'],
  facts,
  refusals,
  streams: reportStreams,
});
