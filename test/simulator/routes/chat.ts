import { refusal } from '../api-error.js';
import type { Message, User } from '../account/model.js';
import type { SimulatorOptions } from '../options.js';
import { inWindow } from '../windows.js';
import type { WindowRule } from '../windows.js';
import { requireUser } from './access.js';
import type { Answer, Context, RouteSpec } from './route.js';

export const chatMonths = 6;

const deletedToo = 'include_deleted_and_edited_message';

/** A search needs a key, and a space matches all. */
function searchOf(context: Context): (message: Message) => boolean {
  const search = checkedSearch(context);
  const wanted = search.key.trim().toLowerCase();
  return ({ hasFile, text }) => (search.type !== 'file' || hasFile) && text.toLowerCase().includes(wanted);
}

const searchTypes = ['message', 'file'];

/** Without a contact, a channel or a search there is nothing to list. */
function checkedSearch({ query }: Context): { readonly type: string | null; readonly key: string } {
  const type = query.get('search_type');
  const key = query.get('search_key') ?? '';
  const addressed = query.has('to_contact') || query.has('to_channel');
  if (type === null && !addressed)
    throw refusal.field('search_type', 'One of to_contact, to_channel and search_type is required.');
  if (type !== null && !searchTypes.includes(type)) throw refusal.field('search_type', 'Invalid type.');
  if (type !== null && key === '') throw refusal.field('search_key', 'This field is required.');
  // By the reference the two cannot be combined (2026-11).
  if ((type !== null || key !== '') && query.get(deletedToo) === 'true')
    throw refusal.field(deletedToo, 'This field is not supported together with search_key and search_type.');
  return { type, key };
}

/** The first active users after the owner, as many as the options say. */
export function isWithoutChat(user: User, options: SimulatorOptions): boolean {
  return user.status === 'active' && user.index >= 1 && user.index <= (options.missing.chatUsers ?? 0);
}

/** Messages that the user can read. Edited and deleted ones appear only when they are asked for. */
function messagesOf(context: Context): Answer {
  const user = requireUser(context);
  if (isWithoutChat(user, context.options)) {
    throw user.index % 2 === 1 ? refusal.noLicence() : refusal.paidAccountOnly();
  }
  const matches = searchOf(context);
  const all = context.query.get(deletedToo) === 'true';
  const rows = context.account.messages.filter(
    (message) =>
      inWindow(context.window, message.at) &&
      message.readerIds.includes(user.id) &&
      (all || message.state === 'Normal') &&
      matches(message),
  );
  return { rows: rows.map((message) => message.row) };
}

/** `date` wins over from and to; older than six months is refused. */
export const messageWindow: WindowRule = {
  format: 'date-time',
  absent: 'today',
  single: 'fill',
  maxMonths: null,
  keptMonths: chatMonths,
  older: 'refuse',
};

export const chatRoutes: readonly RouteSpec[] = [
  { path: '/chat/users/{userId}/messages', window: messageWindow, echo: true, answer: messagesOf },
];
