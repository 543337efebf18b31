import { defineStream } from '../define-stream.js';

/** An option does not add to the reply but takes its place, so each is asked for by itself. */
const optionOfRow = { option: { parameter: 'option', absent: 'general' } } as const;

const appLists = [
  'public',
  'account_created',
  'account_added',
  'approved_apps',
  'restricted_apps',
  'active_requests',
  'past_requests',
];

export const settingsStreams = [
  defineStream({
    name: 'account_settings',
    about: 'Settings of the account: a row with the general ones, and one for each further option.',
    path: '/accounts/me/settings',
    recordsPath: null,
    rateLimit: 'medium',
    scopes: ['account:read:settings:admin'],
    classicScopes: ['account:read:admin'],
    primaryKey: ['option'],
    variants: [
      {},
      { option: 'meeting_authentication' },
      { option: 'recording_authentication' },
      { option: 'security' },
      { option: 'meeting_security' },
    ],
    fromRequest: optionOfRow,
  }),

  defineStream({
    name: 'account_lock_settings',
    about: 'Which settings of the account are locked for all of its groups and users, in two rows.',
    path: '/accounts/me/lock_settings',
    recordsPath: null,
    rateLimit: 'medium',
    scopes: ['account:read:lock_settings:master'],
    classicScopes: ['account:read:admin'],
    primaryKey: ['option'],
    variants: [{}, { option: 'meeting_security' }],
    fromRequest: optionOfRow,
  }),

  defineStream({
    name: 'user_settings',
    about: 'Settings of each user: a row with the general ones, and one for each further option.',
    path: '/users/{user_id}/settings',
    recordsPath: null,
    rateLimit: 'medium',
    scopes: ['user:read:settings:admin'],
    classicScopes: ['user:read:admin', 'user:write:admin'],
    primaryKey: ['user_id', 'option'],
    parents: [{ stream: 'users', partition: { user_id: 'id' } }],
    variants: [
      {},
      { option: 'meeting_authentication' },
      { option: 'recording_authentication' },
      { option: 'meeting_security' },
    ],
    fromRequest: optionOfRow,
  }),

  defineStream({
    name: 'marketplace_apps',
    about: 'Apps of the Marketplace by the lists in which the account has them, requests for them as well.',
    path: '/marketplace/apps',
    recordsPath: 'apps',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['marketplace:read:list_apps:admin'],
    classicScopes: ['marketplace_app:read:admin'],
    primaryKey: ['app_id', 'type'],
    standIn: [['request_id'], ['app_name']],
    // Without a type the requests that wait are all that comes.
    // https://developers.zoom.us/docs/api/marketplace/#tag/apps/GET/marketplace/apps (2026-11)
    variants: appLists.map((type) => ({ type })),
    fromRequest: { type: 'type' },
  }),
];
