import { defineStream } from '../define-stream.js';

const userScopes = ['user:read:admin', 'user:write:admin'];

/** There is one row, of one's own account, and nothing in it tells it from another one's. */
const ownAccount = { account: { parameter: 'accountId', absent: 'me' } } as const;

export const licenceStreams = [
  defineStream({
    name: 'account_plan_usage',
    about: 'Seats bought and seats used of each plan, and the storage of recordings, as they are now.',
    path: '/accounts/me/plans/usage',
    recordsPath: null,
    rateLimit: 'heavy',
    scopes: ['billing:read:plan_usage:admin'],
    classicScopes: ['account:read:admin'],
    primaryKey: ['account'],
    fromRequest: ownAccount,
  }),

  defineStream({
    name: 'users_summary',
    about: 'How many users there are of each kind, as it is now.',
    path: '/users/summary',
    recordsPath: null,
    rateLimit: 'medium',
    scopes: ['user:read:summary:admin'],
    classicScopes: userScopes,
    primaryKey: ['account'],
    fromRequest: ownAccount,
  }),

  defineStream({
    name: 'user_details',
    about: 'What the list of users leaves out: role, job, manager, place, phone numbers, licences.',
    path: '/users/{user_id}',
    recordsPath: null,
    rateLimit: 'light',
    scopes: ['user:read:user:admin'],
    classicScopes: userScopes,
    primaryKey: ['id'],
    parents: [{ stream: 'users', partition: { user_id: 'id' } }],
  }),
];
