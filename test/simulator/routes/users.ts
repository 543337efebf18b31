import { refusal } from '../api-error.js';
import { isListed, isReadable } from '../account/model.js';
import { groupMember, roleMember, userDetail, userRow } from '../account/users.js';
import { requireUser } from './access.js';
import type { Context, RouteSpec } from './route.js';

const statuses = ['active', 'inactive', 'pending'];

function usersOf({ account, query, now }: Context) {
  const status = query.get('status') ?? 'active';
  if (!statuses.includes(status)) throw refusal.field('status', 'Invalid status.');
  const role = query.get('role_id');
  const wanted = account.users.filter(
    (user) => user.status === status && (role === null || user.roleId === role),
  );
  return { rows: wanted.map((user) => userRow(user, now, query.get('include_fields'))) };
}

export const userRoutes: readonly RouteSpec[] = [
  { path: '/users', pageNumber: true, answer: usersOf },
  {
    path: '/users/{userId}',
    answer: (context) => ({ object: userDetail(context.account, requireUser(context), context.now) }),
  },
  {
    path: '/groups',
    answer: ({ account }) => ({
      rows: account.groups.map((group) => ({
        ...group,
        total_members: account.users.filter((user) => isReadable(user) && user.groupIds.includes(group.id))
          .length,
      })),
    }),
  },
  {
    path: '/groups/{groupId}/members',
    pageNumber: true,
    answer: ({ account, id }) => {
      if (!account.groups.some((group) => group.id === id)) throw refusal.unknownGroup(id);
      return {
        rows: account.users.filter((user) => isReadable(user) && user.groupIds.includes(id)).map(groupMember),
      };
    },
  },
  {
    path: '/roles',
    answer: ({ account }) => ({
      rows: account.roles.map((role) => ({
        ...role,
        description: '',
        type: 'common',
        total_members: account.users.filter((user) => isListed(user) && user.roleId === role.id).length,
      })),
    }),
  },
  {
    path: '/roles/{roleId}/members',
    answer: ({ account, id }) => {
      if (!account.roles.some((role) => role.id === id))
        throw refusal.field('roleId', 'Role does not exist.');
      return { rows: account.users.filter((user) => isReadable(user) && user.roleId === id).map(roleMember) };
    },
  },
  { path: '/tracking_fields', answer: ({ account }) => ({ rows: account.trackingFields }) },
];
