import { refusal } from '../api-error.js';
import { userRow } from '../account/users.js';
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

export const userRoutes: readonly RouteSpec[] = [{ path: '/users', pageNumber: true, answer: usersOf }];
