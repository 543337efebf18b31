import { defineStream } from '../define-stream.js';

export const userStreams = [
  defineStream({
    name: 'users',
    about: 'Everyone in the account: active, inactive and pending.',
    path: '/users',
    recordsPath: 'users',
    rateLimit: 'medium',
    // The reference allows 2,000 and the pagination guide 300; the smaller one is always served.
    // https://developers.zoom.us/docs/api/pagination/ (2026-11)
    pageSize: 300,
    scopes: ['user:read:list_users:admin'],
    classicScopes: ['user:read:admin', 'user:write:admin'],
    // Pending users have no id until they accept.
    primaryKey: ['row_id'],
    rowId: [['id'], ['email']],
    // Without a status only the active ones come. The inactive ones twice: whoever changes sides between the first two
    // reads would be missed by both.
    variants: [{ status: 'inactive' }, { status: 'pending' }, { status: 'active' }, { status: 'inactive' }],
    query: { include_fields: 'custom_attributes' },
    // `created_at` is the date of the latest login type, so it does not tell when a user joined.
    partitions: {
      id: 'id',
      createdAt: 'user_created_at',
      name: 'email',
      typical: { field: 'status', value: 'active' },
    },
  }),
];
