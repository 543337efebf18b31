import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';
import { recordingStreams } from './recordings.js';

export const recordings = defineProduct({
  name: 'recordings',
  title: 'Cloud recordings',
  prerequisite: 'Cloud recording is part of the plan Pro and of higher ones.',
  rolePermissions: ['Recording management (view)'],
  classicScopes: ['recording:read:admin'],
  facts,
  refusals,
  streams: recordingStreams,
});
