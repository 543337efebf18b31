import { defineStream } from '../define-stream.js';

export const accountStreams = [
  defineStream({
    name: 'groups',
    about: 'User groups.',
    path: '/groups',
    recordsPath: 'groups',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['group:read:list_groups:admin'],
    classicScopes: ['group:read:admin', 'group:write:admin'],
    primaryKey: ['id'],
    standIn: [['name']],
  }),

  defineStream({
    name: 'group_members',
    about: 'Members of each user group.',
    path: '/groups/{group_id}/members',
    recordsPath: 'members',
    rateLimit: 'medium',
    // As for users: the reference allows more than the pagination guide.
    pageSize: 300,
    scopes: ['group:read:list_members:admin'],
    classicScopes: ['group:read:admin', 'group:write:admin'],
    primaryKey: ['group_id', 'row_id'],
    // Pending users have no id.
    rowId: [['id'], ['email']],
    parents: [{ stream: 'groups', partition: { group_id: 'id' } }],
  }),

  defineStream({
    name: 'roles',
    about: 'Administrator and member roles.',
    path: '/roles',
    recordsPath: 'roles',
    rateLimit: 'medium',
    scopes: ['role:read:list_roles:admin'],
    classicScopes: ['role:read:admin', 'role:write:admin'],
    primaryKey: ['id'],
    standIn: [['name']],
  }),

  defineStream({
    name: 'role_members',
    about: 'Members of each role.',
    path: '/roles/{role_id}/members',
    recordsPath: 'members',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['role:read:list_members:admin'],
    classicScopes: ['role:read:admin', 'role:write:admin'],
    primaryKey: ['role_id', 'row_id'],
    // Pending users have no id.
    rowId: [['id'], ['email']],
    parents: [{ stream: 'roles', partition: { role_id: 'id' } }],
  }),

  defineStream({
    name: 'tracking_fields',
    about: 'Tracking fields that hosts fill in when they schedule.',
    path: '/tracking_fields',
    recordsPath: 'tracking_fields',
    rateLimit: 'medium',
    scopes: ['tracking_field:read:list_tracking_fields:admin'],
    classicScopes: ['tracking_fields:read:admin'],
    primaryKey: ['id'],
    standIn: [['field']],
  }),
];
