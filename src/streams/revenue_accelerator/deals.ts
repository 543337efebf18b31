import { defineStream } from '../define-stream.js';

export const dealStreams = [
  defineStream({
    name: 'zra_deals',
    about: 'Deals as they are now, with and without conversations.',
    path: '/zra/deals',
    recordsPath: 'deals',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['zra:read:list_deals:admin'],
    classicScopes: ['iq_deal:read:admin'],
    primaryKey: ['deal_id'],
    standIn: [['deal_name', 'create_time']],
    query: { only_show_with_analytics: 'false' },
  }),
];
