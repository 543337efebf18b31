import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';
import { meetingStreams } from './scheduled.js';
import { pastMeetingStreams } from './past.js';

export const meetings = defineProduct({
  name: 'meetings',
  title: 'Meetings',
  rolePermissions: ['Users (view)'],
  classicScopes: ['meeting:read:admin'],
  facts,
  refusals,
  streams: [...meetingStreams, ...pastMeetingStreams],
});
