import { defineProduct } from '../define-product.js';
import { analyticsStreams, sharingStreams } from './access.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';

export const recordingAccess = defineProduct({
  name: 'recording_access',
  title: 'Access to recordings',
  prerequisite: 'Cloud recording is part of the plan Pro and of higher ones.',
  isOptIn: true,
  rolePermissions: ['Recording management (view)', 'View the recording content (view)'],
  classicScopes: ['recording:read:admin'],
  facts,
  refusals,
  streams: [...sharingStreams, ...analyticsStreams],
});
