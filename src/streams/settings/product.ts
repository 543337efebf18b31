import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';
import { settingsStreams } from './settings.js';

export const settings = defineProduct({
  name: 'settings',
  title: 'Settings and apps',
  prerequisite: 'Settings of the account need a paid plan, locked ones the plan Pro or a higher one.',
  isOptIn: true,
  rolePermissions: ['Account settings (view)', 'Users (view)', 'User advanced settings (view)'],
  facts,
  refusals,
  streams: settingsStreams,
});
