import { defineStream } from '../define-stream.js';
import { exactMonth } from '../shapes.js';

/**
 * By the time of the analysis and not of the meeting: what is uploaded or analysed long after the meeting is new then, and
 * its children are asked when there is something to be told.
 * https://developers.zoom.us/docs/api/iq/#tag/conversations/GET/zra/conversations (2026-11)
 */
const asAnalysed = { period_type: 'iqProcessedTime', conversation_type: 'all' };

const ofConversation = [
  {
    stream: 'zra_conversations',
    partition: { conversation_id: 'conversation_id' },
    inherit: { conversation_processed_time: 'iq_processed_time' },
  },
] as const;

/** Ids of conversations are base64 text, and Zoom wants each of them encoded twice, whatever it begins with. */
export const conversationStreams = [
  defineStream({
    name: 'zra_conversations',
    about: 'Meetings and calls that were analysed, by the time of the analysis.',
    path: '/zra/conversations',
    recordsPath: 'conversations',
    rateLimit: 'medium',
    pageSize: 300,
    scopes: ['zra:read:list_conversations:admin'],
    primaryKey: ['conversation_id'],
    standIn: [['meeting_uuid'], ['meeting_id', 'meeting_start_time']],
    query: asAnalysed,
    window: exactMonth,
    cursorField: 'iq_processed_time',
  }),

  defineStream({
    name: 'zra_conversation_details',
    about: 'Summary, participants, deal and views of each conversation.',
    path: '/zra/conversations/{conversation_id}',
    recordsPath: null,
    rateLimit: 'light',
    encodesTwice: true,
    scopes: ['zra:read:conversations:admin'],
    primaryKey: ['conversation_id'],
    parents: [{ stream: 'zra_conversations', partition: { conversation_id: 'conversation_id' } }],
    cursorField: 'iq_processed_time',
  }),

  defineStream({
    name: 'zra_conversation_interactions',
    about: 'Who spoke in a conversation, how, and what: the transcript by participant.',
    path: '/zra/conversations/{conversation_id}/interactions',
    recordsPath: 'participants',
    rateLimit: 'medium',
    pageSize: 300,
    encodesTwice: true,
    scopes: ['zra:read:conversation_participants:admin'],
    primaryKey: ['conversation_id', 'row_id'],
    // Guests have no id.
    rowId: [['user_id', 'display_name']],
    parents: ofConversation,
    cursorField: 'conversation_processed_time',
  }),

  defineStream({
    name: 'zra_conversation_content_analysis',
    about:
      'What the analysis of a conversation found: topics, next steps, questions, indicators and chapters.',
    path: '/zra/conversations/{conversation_id}/content_analysis',
    recordsPath: null,
    rateLimit: 'medium',
    encodesTwice: true,
    scopes: ['zra:read:conversation_analysis:admin'],
    primaryKey: ['conversation_id'],
    parents: ofConversation,
    query: { analysis_type: 'all' },
    cursorField: 'conversation_processed_time',
  }),

  defineStream({
    name: 'zra_conversation_scorecards',
    about: 'Scorecards that were filled in for a conversation.',
    path: '/zra/conversations/{conversation_id}/scorecards',
    recordsPath: 'scorecards',
    rateLimit: 'medium',
    pageSize: 300,
    encodesTwice: true,
    scopes: ['zra:read:conversation_scorecards:admin'],
    classicScopes: ['iq_coaching:read:admin'],
    primaryKey: ['conversation_id', 'row_id'],
    // Whether two people who fill in the same form share its id is not said.
    rowId: [['scorecard_id']],
    parents: ofConversation,
    cursorField: 'conversation_processed_time',
  }),
];
