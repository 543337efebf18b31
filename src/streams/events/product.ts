import { defineProduct } from '../define-product.js';
import { eventStreams } from './events.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';
import { eventReportStreams } from './reports.js';

export const events = defineProduct({
  name: 'events',
  title: 'Zoom Events',
  prerequisite: 'Zoom Events must be licensed, on the plan Pro or a higher one.',
  isOptIn: true,
  rolePermissions: ['none is named; the app sees the hubs of its owner'],
  classicScopes: ['zoom_events_reports:read:admin'],
  facts,
  refusals,
  streams: [...eventStreams, ...eventReportStreams],
});
