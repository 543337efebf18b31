import type { Fact } from '../define-product.js';

const rooms = 'https://developers.zoom.us/docs/api/rooms/ (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'Rooms of no location come only where they are asked for, and workspaces only by location; common workspaces are asked for by their type.',
    source: rooms,
  },
  {
    evidence: 'documented',
    text: 'Reservations are asked for by workspace, fourteen days a call and at most fourteen days ahead.',
    source: rooms,
  },
  {
    evidence: 'seen',
    text: 'An account without the dashboards is refused with HTTP 400 and code 200 (plan Business), where the reference says code 400.',
    source: 'an answer captured by a client of others (2026-08)',
  },
  {
    evidence: 'guessed',
    text: 'Whether the list by type knows each of the three types alone: should it not, a workspace comes in several lists and is one row all the same.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'How long reservations are kept. A first sync without a start date goes back a year.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: 'Zoom also lists reservations by location, in one call for all desks of it, but its parameters and fields are told by one client alone, so desks are asked one by one.',
    source: 'a public client of others (2026-07)',
  },
];
