import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { userStreams } from './users.js';

export const users = defineProduct({
  name: 'users',
  title: 'Users',
  rolePermissions: ['Users (view)'],
  facts,
  streams: userStreams,
});
