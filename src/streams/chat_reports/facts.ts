import type { Fact } from '../define-product.js';

const reference = 'https://developers.zoom.us/docs/api/team-chat/#tag/reports (2026-11)';

export const facts: readonly Fact[] = [
  {
    evidence: 'documented',
    text: 'The reports are the account’s: they hold what people wrote who have left, and edited and deleted messages, which no list of a user has. A month a call, six months back.',
    source: reference,
  },
  {
    evidence: 'documented',
    text: 'Edited and deleted messages stand in arrays of their own beside the messages, each with the time of the change in `action_timestamp`.',
    source: reference,
  },
  {
    evidence: 'guessed',
    text: 'Whether a session is listed in each month in which something was said, or in that of its last message alone: it is one row either way, and is asked for its messages once a sync, in all windows that are wanted.',
    source: 'no source says (2026-11)',
  },
  {
    evidence: 'guessed',
    text: '`timestamp` and `action_timestamp` count milliseconds, as in the other lists of team chat; `date_time` says the same as text.',
    source: 'by analogy (2026-11)',
  },
];
