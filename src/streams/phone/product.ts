import { defineProduct } from '../define-product.js';
import { callStreams } from './calls.js';
import { directoryStreams } from './directory.js';
import { facts } from './facts.js';
import { messageStreams } from './messages.js';
import { refusals } from './refusals.js';
import { reportStreams } from './reports.js';

export const phone = defineProduct({
  name: 'phone',
  title: 'Zoom Phone',
  pool: 'phone',
  prerequisite:
    'The account needs licences for Zoom Phone; the call history, queues, voicemails and quality need the plan Business or a higher one.',
  isOptIn: true,
  rolePermissions: ['Zoom Phone management (view)'],
  classicScopes: ['phone:read:admin'],
  facts,
  refusals,
  streams: [...directoryStreams, ...callStreams, ...messageStreams, ...reportStreams],
});
