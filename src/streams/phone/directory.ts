import { defineStream } from '../define-stream.js';

/** Who and what Zoom Phone consists of; all of it is read whole. */
export const directoryStreams = [
  defineStream({
    name: 'phone_users',
    about: 'Users of Zoom Phone with their numbers and plans: active, deactivated and pending ones.',
    path: '/phone/users',
    recordsPath: 'users',
    rateLimit: 'medium',
    pageSize: 100,
    scopes: ['phone:read:list_users:admin'],
    primaryKey: ['id'],
    standIn: [['phone_user_id'], ['email'], ['extension_id']],
    // Whom the list shows without a status is not said.
    // https://developers.zoom.us/docs/api/phone/#tag/users/GET/phone/users (2026-11)
    variants: [{ status: 'activate' }, { status: 'deactivate' }, { status: 'pending' }],
  }),

  defineStream({
    name: 'phone_sites',
    about: 'Sites of the account, where it has several.',
    path: '/phone/sites',
    recordsPath: 'sites',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['phone:read:list_sites:admin'],
    primaryKey: ['id'],
    standIn: [['name']],
  }),

  defineStream({
    name: 'phone_call_queues',
    about: 'Call queues with their numbers.',
    path: '/phone/call_queues',
    recordsPath: 'call_queues',
    rateLimit: 'medium',
    pageSize: 100,
    scopes: ['phone:read:list_call_queues:admin'],
    primaryKey: ['id'],
    standIn: [['extension_id']],
  }),

  defineStream({
    name: 'phone_call_queue_members',
    about: 'Who takes the calls of each queue.',
    path: '/phone/call_queues/{call_queue_id}/members',
    recordsPath: 'call_queue_members',
    rateLimit: 'medium',
    scopes: ['phone:read:list_call_queue_members:admin'],
    primaryKey: ['call_queue_id', 'id'],
    standIn: [['extension_id']],
    parents: [{ stream: 'phone_call_queues', partition: { call_queue_id: 'id' } }],
  }),

  defineStream({
    name: 'phone_auto_receptionists',
    about: 'Auto receptionists with their numbers and holidays.',
    path: '/phone/auto_receptionists',
    recordsPath: 'auto_receptionists',
    rateLimit: 'medium',
    pageSize: 100,
    scopes: ['phone:read:list_auto_receptionists:admin'],
    primaryKey: ['id'],
    standIn: [['extension_id']],
  }),

  defineStream({
    name: 'phone_devices',
    about: 'Desk phones and other devices, assigned and unassigned.',
    path: '/phone/devices',
    recordsPath: 'devices',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['phone:read:list_devices:admin'],
    primaryKey: ['id'],
    standIn: [['mac_address']],
    // It has to be one of the two.
    // https://developers.zoom.us/docs/api/phone/#tag/phone-devices/GET/phone/devices (2026-11)
    variants: [{ type: 'assigned' }, { type: 'unassigned' }],
  }),

  defineStream({
    name: 'number_management_numbers',
    about: 'Every phone number of the account, whichever product it is given to, and those of none.',
    path: '/number_management/numbers',
    recordsPath: 'numbers',
    rateLimit: 'light',
    // An API of its own, which does not count among the calls of Zoom Phone.
    pool: 'main',
    pageSize: 200,
    scopes: ['number_management:read:list_numbers:admin'],
    classicScopes: ['number_management_numbers:read:admin'],
    primaryKey: ['id'],
    standIn: [['number']],
  }),
];
