import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';
import { userStreams } from './users.js';

export const users = defineProduct({
  name: 'users',
  title: 'Users',
  rolePermissions: ['Users (view)'],
  facts,
  refusals,
  streams: userStreams,
});
