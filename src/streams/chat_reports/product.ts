import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { refusals } from '../chat/refusals.js';
import { chatReportStreams } from './sessions.js';

export const chatReports = defineProduct({
  name: 'chat_reports',
  title: 'Team chat, whole',
  prerequisite: 'The reports need the plan Pro or a higher one.',
  isOptIn: true,
  rolePermissions: ['Chat report permission (view)', 'Chat Messages (view)'],
  classicScopes: ['report_chat:read:admin', 'imchat:read:admin'],
  facts,
  refusals,
  streams: chatReportStreams,
});
