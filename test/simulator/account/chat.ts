import { isJsonArray } from '../../../src/json.js';
import type { JsonObject } from '../../../src/json.js';
import { chatFileName, chatFileSize, secondFile } from '../contents/chat-files.js';
import { hexId, opaqueId, random } from '../rng.js';
import { day, hour, isoTime } from '../time.js';
import { isReadable } from './model.js';
import type { Account, Message, User } from './model.js';

/** A place where people write, as far as its messages go. */
interface Channel {
  readonly ordinal: number;
  readonly memberIds: readonly string[];
}

/** The messages of the last eight months in all channels. */
export function addChat(account: Account): void {
  const members = account.users.filter(isReadable);
  for (const [ordinal, row] of account.tables.rows('channels').entries()) {
    const channel = { ordinal, memberIds: membersOf(row) };
    for (let index = 0; index < 6; index += 1)
      account.messages.push(makeMessage(account, members, { channel, index }));
  }
  account.messages.sort((left, right) => left.at - right.at);
}

function membersOf({ _members: members }: JsonObject): readonly string[] {
  return isJsonArray(members) ? members.filter((id) => typeof id === 'string') : [];
}

/** One more message in the first channel, at a moment of one's own. */
export function addMessage(account: Account, at: number, sender?: User): void {
  const [row = {}] = account.tables.rows('channels');
  const channel = { ordinal: 0, memberIds: membersOf(row) };
  const index = 6_000 + account.messages.length;
  account.messages.push(
    makeMessage(account, account.users.filter(isReadable), { channel, index, at, sender }),
  );
}

/** Two messages of each pending user, who is in no list of members that has ids. */
export function addPendingSenders(account: Account): void {
  const pending = account.users.filter(({ status }) => status === 'pending');
  for (const [ordinal, sender] of [...pending, ...pending].entries()) {
    addMessage(account, account.bornAt - (ordinal + 2) * day, sender);
  }
  account.messages.sort((left, right) => left.at - right.at);
}

interface Spot {
  readonly channel: Channel;
  readonly index: number;
  /** Some time in the last eight months where it is left out. */
  readonly at?: number;
  /** A member or an outsider where it is left out. */
  readonly sender?: User | undefined;
}

/** The same message is in the list of every reader. Every seventh was written by someone outside the account. */
function makeMessage(account: Account, members: readonly User[], spot: Spot): Message {
  const { channel, index } = spot;
  const ordinal = channel.ordinal * 6 + index;
  const source = random(account.seed, 'message', ordinal);
  // Every sixth is older than the six months that Zoom serves.
  const age = index === 5 ? source.int(195, 225) : source.int(0, 165);
  const at = spot.at ?? account.bornAt - age * day - source.int(1, 20) * hour;
  const author = authorOf(members, spot, ordinal);
  const hasFile = index % 2 === 1;
  const state = stateOf(index);
  const id = messageId(account.seed, ordinal);
  const text = state === 'Deleted' ? '' : `Message ${ordinal} ✨${linkIn(ordinal)}`;
  const row = {
    id,
    message: text,
    message_type: hasFile ? 'image' : 'plain_text_message',
    sender: author.address,
    sender_display_name: author.name,
    send_member_id: author.memberId,
    date_time: isoTime(at),
    timestamp: Math.floor(at / 1000) * 1000,
    status: state,
    ...(hasFile ? fileFields(account.seed, ordinal) : {}),
    ...rareFields(index, ordinal),
  };
  return {
    id,
    ordinal,
    at: Math.floor(at / 1000) * 1000,
    sender: author.address,
    state,
    readerIds: channel.memberIds,
    row,
    text,
    hasFile,
  };
}

interface Author {
  readonly address: string;
  readonly name: string;
  readonly memberId: string;
}

function authorOf(members: readonly User[], { channel, sender }: Spot, ordinal: number): Author {
  const member = members.find((user) => user.id === channel.memberIds[ordinal % channel.memberIds.length]);
  const writer = sender ?? (ordinal % 7 === 3 ? undefined : member);
  if (writer === undefined) {
    return { address: `outside.${ordinal % 3}@example.org`, name: 'Outsider', memberId: '' };
  }
  return { address: writer.email, name: writer.firstName, memberId: opaqueId(22, 'member', writer.id) };
}

function stateOf(index: number): Message['state'] {
  if (index === 2) return 'Edited';
  return index === 4 ? 'Deleted' : 'Normal';
}

function rareFields(index: number, ordinal: number): JsonObject {
  const reaction = { emoji: '👍', total_count: 1, senders: [{ user_id: '', member_id: '' }] };
  return {
    ...(index === 0 ? { reactions: [reaction] } : {}),
    ...(ordinal === 6 ? { launch_surface: true } : {}),
  };
}

/** Every fourth message invites somebody. */
function linkIn(ordinal: number): string {
  return ordinal % 4 === 0 ? ` https://example.zoom.us/j/1?tk=SECRET-invited-${ordinal}` : '';
}

function messageId(seed: number, ordinal: number): string {
  const hex = hexId(32, seed, 'message', ordinal);
  return [0, 8, 12, 16, 20].map((at, index, all) => hex.slice(at, all[index + 1] ?? 32)).join('-');
}

/** Every fifth message with files has two; what stands beside the list is the first one. */
function fileFields(seed: number, ordinal: number): JsonObject {
  const first = fileOf(seed, ordinal);
  return { ...first, files: ordinal % 10 === 1 ? [first, fileOf(seed, secondFile(ordinal))] : [first] };
}

function fileOf(seed: number, number: number): JsonObject {
  const fileId = opaqueId(22, seed, 'chat file', number);
  return {
    file_id: fileId,
    file_name: chatFileName(number),
    file_size: chatFileSize(number),
    download_url: `https://example.zoom.us/file/${fileId}?jwt=SECRET-file-${number}&from=chat`,
  };
}
