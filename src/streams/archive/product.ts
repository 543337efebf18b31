import { defineProduct } from '../define-product.js';
import { archiveStreams } from './archive.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';

export const archive = defineProduct({
  name: 'archive',
  title: 'Archive',
  prerequisite: 'Archiving must be switched on for the account by Zoom.',
  isOptIn: true,
  rolePermissions: ['Recording management (view)'],
  classicScopes: ['recording:read:admin'],
  facts,
  refusals,
  streams: archiveStreams,
});
