import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';
import { chatStreams } from './chat.js';

export const chat = defineProduct({
  name: 'chat',
  title: 'Team chat',
  rolePermissions: ['Chat Messages (view)', 'Chat Messages (edit)', 'Chat Channels (view)'],
  facts,
  refusals,
  streams: chatStreams,
});
