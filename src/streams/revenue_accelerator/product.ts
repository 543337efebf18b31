import { defineProduct } from '../define-product.js';
import { conversationStreams } from './conversations.js';
import { dealStreams } from './deals.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';

export const revenueAccelerator = defineProduct({
  name: 'revenue_accelerator',
  title: 'Revenue Accelerator',
  prerequisite: 'The account needs licences for Zoom Revenue Accelerator.',
  isOptIn: true,
  rolePermissions: [],
  classicScopes: ['iq_conversation:read:admin'],
  facts,
  refusals,
  streams: [...conversationStreams, ...dealStreams],
});
