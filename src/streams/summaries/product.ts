import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';
import { summaryStreams } from './summaries.js';

export const summaries = defineProduct({
  name: 'summaries',
  title: 'Summaries and transcripts',
  prerequisite: 'Summaries need the plan Business or a higher one, with AI Companion switched on.',
  isOptIn: true,
  rolePermissions: ['Recording management (view)', 'View the recording content (view)'],
  classicScopes: ['meeting_summary:read:admin'],
  facts,
  refusals,
  streams: summaryStreams,
});
