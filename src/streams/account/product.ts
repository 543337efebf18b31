import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { accountStreams } from './account.js';

export const account = defineProduct({
  name: 'account',
  title: 'Account',
  rolePermissions: ['Users (view)'],
  facts,
  streams: accountStreams,
});
