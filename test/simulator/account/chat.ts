import type { JsonObject } from '../../../src/json.js';
import { hexId, opaqueId, random } from '../rng.js';
import { day, hour, isoTime } from '../time.js';
import { isReadable } from './model.js';
import type { Account, Channel, Message, User } from './model.js';
import { areaSize } from './users.js';

/** Public and private channels, and the messages of the last eight months in them. */
export function addChat(account: Account): void {
  const members = account.users.filter(isReadable);
  const publicOnes = areaSize(members.length);
  const privateOnes = Math.ceil(publicOnes / 4);
  for (let ordinal = 0; ordinal < publicOnes + privateOnes; ordinal += 1) {
    const channel = makeChannel(account, members, { ordinal, isPublic: ordinal < publicOnes });
    account.channels.push(channel);
    for (let index = 0; index < 6; index += 1)
      account.messages.push(makeMessage(account, members, { channel, index }));
  }
  account.messages.sort((left, right) => left.at - right.at);
}

interface Place {
  readonly ordinal: number;
  readonly isPublic: boolean;
}

function makeChannel(account: Account, members: readonly User[], place: Place): Channel {
  const { ordinal, isPublic } = place;
  const source = random(account.seed, 'channel', ordinal);
  const share =
    ordinal === 0 ? members.slice(0, 400) : members.filter(() => source.next() < 8 / members.length);
  const first = members[ordinal % Math.max(1, members.length)];
  const ids = new Set([...(first === undefined ? [] : [first.id]), ...share.map((user) => user.id)]);
  return {
    id: opaqueId(32, account.seed, 'channel', ordinal),
    name: ordinal % 4 === 0 ? `channel-${ordinal} 🚀` : `channel-${ordinal}`,
    type: isPublic ? 3 : 1,
    isPublic,
    ordinal,
    memberIds: [...ids],
  };
}

export function channelRow(channel: Channel): JsonObject {
  return {
    id: channel.id,
    jid: `${channel.id.toLowerCase()}@conference.xmpp.zoom.us`,
    name: channel.name,
    type: channel.type,
    channel_url: `https://example.zoom.us/chat/${channel.id}`,
    channel_settings: { add_member_permissions: 1, new_members_can_see_previous_messages_files: true },
    ...(channel.ordinal === 2 ? { launch_surface: 3 } : {}),
  };
}

export function channelMemberRow(channel: Channel, user: User): JsonObject {
  return {
    id: user.id,
    member_id: opaqueId(22, 'member', user.id),
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    name: `${user.firstName} ${user.lastName}`,
    role: channel.memberIds[0] === user.id ? 'owner' : 'member',
    is_external: false,
  };
}

/** One more message in the first channel, at a moment of one's own. */
export function addMessage(account: Account, at: number, sender?: User): void {
  const [channel] = account.channels;
  if (channel === undefined) return;
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
  const member = members.find((user) => user.id === channel.memberIds[ordinal % channel.memberIds.length]);
  const writer = spot.sender ?? member;
  const outside = spot.sender === undefined && (ordinal % 7 === 3 || writer === undefined);
  const sender = outside ? `outside.${ordinal % 3}@example.org` : (writer?.email ?? '');
  const hasFile = index % 2 === 1;
  const state = index === 2 ? 'Edited' : index === 4 ? 'Deleted' : 'Normal';
  const id = messageId(account.seed, ordinal);
  const text = state === 'Deleted' ? '' : `Message ${ordinal} ✨${linkIn(ordinal)}`;
  const row = {
    id,
    message: text,
    message_type: hasFile ? 'image' : 'plain_text_message',
    sender,
    sender_display_name: outside ? 'Outsider' : (writer?.firstName ?? ''),
    send_member_id: outside ? '' : opaqueId(22, 'member', writer?.id ?? ''),
    date_time: isoTime(at),
    timestamp: Math.floor(at / 1000) * 1000,
    status: state,
    ...(hasFile ? fileFields(account.seed, ordinal) : {}),
    ...(index === 0
      ? { reactions: [{ emoji: '👍', total_count: 1, senders: [{ user_id: '', member_id: '' }] }] }
      : {}),
    ...(ordinal === 6 ? { launch_surface: true } : {}),
  };
  return {
    id,
    at: Math.floor(at / 1000) * 1000,
    sender,
    state,
    readerIds: channel.memberIds,
    row,
    text,
    hasFile,
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

function fileFields(seed: number, ordinal: number): JsonObject {
  const fileId = opaqueId(22, seed, 'chat file', ordinal);
  const file = {
    file_id: fileId,
    file_name: `picture ${ordinal}.png`,
    file_size: 4_096 + ordinal,
    download_url: `https://example.zoom.us/file/${fileId}?jwt=SECRET-file-${ordinal}&from=chat`,
  };
  return { ...file, files: [file] };
}
