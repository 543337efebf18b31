import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { auditStreams } from './logs.js';
import { refusals } from './refusals.js';

export const audit = defineProduct({
  name: 'audit',
  title: 'Audit logs',
  prerequisite:
    'Reports need the plan Pro or a higher one; the log of meeting activities must be switched on by Zoom.',
  rolePermissions: [
    'Usage reports (view)',
    'User activity reports (view)',
    'Sign In/Sign Out (view)',
    'Admin Activity Logs (view)',
  ],
  classicScopes: ['report:read:admin'],
  facts,
  refusals,
  streams: auditStreams,
});
