import { defineStream } from '../define-stream.js';

/** Who and what the Contact Center consists of. */
export const listStreams = [
  defineStream({
    name: 'cc_queues',
    about: 'Queues of the Contact Center, of all channels.',
    path: '/contact_center/queues',
    recordsPath: 'queues',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['contact_center:read:list_queues:admin'],
    classicScopes: ['contact_center_queue:read:admin'],
    primaryKey: ['queue_id'],
    standIn: [['cc_queue_id'], ['queue_name']],
  }),

  defineStream({
    name: 'cc_users',
    about: 'Users of the Contact Center: agents, supervisors and administrators, active and inactive.',
    path: '/contact_center/users',
    recordsPath: 'users',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['contact_center:read:list_users:admin'],
    classicScopes: ['contact_center_user:read:admin'],
    primaryKey: ['user_id'],
    standIn: [['user_email'], ['display_name']],
    // Whom the list shows without it is not said.
    // https://developers.zoom.us/docs/api/contact-center/#tag/users/GET/contact_center/users (2026-11)
    variants: [{ user_access: 'active' }, { user_access: 'inactive' }],
  }),
];
