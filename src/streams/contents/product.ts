import { defineProduct } from '../define-product.js';
import { chatFileStreams } from './chat-files.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';
import { recordingTextStreams } from './recordings.js';
import { phoneTextStreams } from './phone.js';

/** What was said and sent, word for word. */
export const contents = defineProduct({
  name: 'contents',
  title: 'Contents: what was said and sent',
  prerequisite:
    'Transcripts need cloud recording with audio transcripts switched on, those of calls a Zoom Phone licence.',
  isOptIn: true,
  rolePermissions: [
    'Recording management (view)',
    'View the recording content (view)',
    'Zoom Phone management (view)',
  ],
  classicScopes: ['recording:read:admin'],
  facts,
  refusals,
  streams: [...recordingTextStreams, ...chatFileStreams, ...phoneTextStreams],
});
