import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { chatStreams } from './chat.js';

export const chat = defineProduct({
  name: 'chat',
  title: 'Team chat',
  rolePermissions: ['Chat Messages (view)', 'Chat Messages (edit)', 'Chat Channels (view)'],
  facts,
  streams: chatStreams,
});
