import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { webinarStreams } from './scheduled.js';
import { pastWebinarStreams } from './past.js';

export const webinars = defineProduct({
  name: 'webinars',
  title: 'Webinars',
  prerequisite: 'Hosts need a licence for Zoom Webinars.',
  rolePermissions: ['Users (view)'],
  classicScopes: ['webinar:read:admin'],
  facts,
  streams: [...webinarStreams, ...pastWebinarStreams],
});
