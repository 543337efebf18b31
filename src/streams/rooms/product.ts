import { defineProduct } from '../define-product.js';
import { facts } from './facts.js';
import { refusals } from './refusals.js';
import { roomStreams } from './rooms.js';
import { workspaceStreams } from './workspaces.js';

export const rooms = defineProduct({
  name: 'rooms',
  title: 'Rooms and workspaces',
  prerequisite:
    'Zoom Rooms or workspaces must be licensed; the dashboards need the plan Business or a higher one.',
  isOptIn: true,
  rolePermissions: ['Zoom Rooms (view)', 'Dashboard (view)'],
  classicScopes: ['room:read:admin'],
  facts,
  refusals,
  streams: [...roomStreams, ...workspaceStreams],
});
