import type { z } from 'zod';
import type { ChannelAddress, ChannelEvent, Referral as ChannelReferral } from '../channel.ts';
import { sendError } from './errors.ts';
import {
  ChangeValue,
  type Contact,
  Delivery,
  MessageEcho,
  MessageHead,
  type Referral,
  Status,
  SystemMessage,
  UserIdUpdate,
  UserPreference,
  WebhookError,
} from './inbound.ts';
import { chosenProduct, contentOf } from './inbound-content.ts';
import { accountUpdateOf, ratingOf, templateUpdateOf } from './parse-account.ts';

export interface ParseOptions {
  /** The merchant's number: what is for another number of the same app is not ours to answer. */
  phoneNumberId: string;
}

/**
 * Everything in one delivery, in its order. What cannot be read is told as `fault` instead of being dropped.
 * @throws TypeError for what is no delivery of WhatsApp's
 */
export function parse(body: Uint8Array, options: ParseOptions): ChannelEvent[] {
  const delivery = Delivery.safeParse(json(body));
  if (!delivery.success) throw new TypeError('this is no delivery of the WhatsApp Cloud API');
  return delivery.data.entry.flatMap(({ time, changes }) =>
    changes.flatMap(({ field, value }) => changeOf(field, value, options, at(time))),
  );
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new TypeError('this is no JSON');
  }
}

function changeOf(
  field: string,
  change: unknown,
  { phoneNumberId }: ParseOptions,
  time: number,
): ChannelEvent[] {
  const read = ChangeValue.safeParse(change);
  if (!read.success) return [fault(field)];
  const value = read.data;
  const number = value.metadata?.phone_number_id;
  if (number !== undefined && number !== phoneNumberId) return [fault('another number of this account')];
  const ofAccount = OF_ACCOUNT[field];
  if (ofAccount) return ofAccount(value, time);
  return [
    ...each(value.messages, 'message', (one) => messageOf(one, value)),
    ...each(value.statuses, 'status', statusOf),
    ...each(value.user_preferences, 'user_preferences', preferenceOf),
    ...each(value.user_id_update, 'user_id_update', userIdUpdateOf),
    ...each(value.message_echoes, 'message_echoes', echoOf),
    ...each(value.errors, 'errors', (error): ChannelEvent => {
      const told = WebhookError.safeParse(error);
      return fault(told.success ? `error ${told.data.code}` : 'error');
    }),
  ];
}

const OF_ACCOUNT: Readonly<Record<string, (value: unknown, time: number) => ChannelEvent[]>> = {
  phone_number_quality_update: (value) => [ratingOf(value)],
  business_capability_update: (value) => [ratingOf(value)],
  account_update: (value) => [accountUpdateOf(value) ?? []].flat(),
  message_template_status_update: (value, time) => [
    templateUpdateOf(value, time) ?? fault('message_template_status_update'),
  ],
};

function each(
  items: readonly unknown[] | undefined,
  what: string,
  read: (item: unknown) => ChannelEvent | undefined,
): ChannelEvent[] {
  return (items ?? []).map((item) => read(item) ?? fault(what));
}

const fault = (what: string): ChannelEvent => ({ kind: 'fault', what });

/** Milliseconds. */
const at = (seconds: number | undefined): number => (seconds ?? 0) * 1000;

function messageOf(item: unknown, value: ChangeValue): ChannelEvent | undefined {
  const head = MessageHead.safeParse(item);
  if (!head.success) return undefined;
  const message = head.data;
  if (message.type === 'system') return identityOf(message);
  const from = senderOf(message, value.contacts ?? []);
  if (!from) return undefined;
  const about = message.context?.referred_product?.product_retailer_id ?? chosenProduct(message);
  return {
    kind: 'message',
    from,
    messageId: message.id,
    at: at(message.timestamp),
    content: contentOf(message, message.type),
    ...(about !== undefined && { about }),
    ...(message.referral && { referral: referralOf(message.referral) }),
    ...(message.context?.id !== undefined && { replyTo: message.context.id }),
  };
}

/** By the id that the business sees; a telephone number may be absent, and is only the id where there is no other. */
function senderOf(message: MessageHead, contacts: readonly Contact[]): ChannelAddress | undefined {
  const contact =
    contacts.find(
      ({ user_id, wa_id }) =>
        (user_id !== undefined && user_id === message.from_user_id) ||
        (wa_id !== undefined && wa_id === message.from),
    ) ?? (contacts.length === 1 ? contacts[0] : undefined);
  return addressOf({
    userId: message.from_user_id ?? contact?.user_id,
    waId: message.from ?? contact?.wa_id,
    name: contact?.profile?.name ?? contact?.profile?.username,
  });
}

function addressOf(known: {
  userId: string | undefined;
  waId: string | undefined;
  name?: string | undefined;
}): ChannelAddress | undefined {
  const waId = known.waId?.replace(/^\+/, '');
  const userId = known.userId ?? waId;
  if (!userId) return undefined;
  return {
    userId,
    ...(waId && /^[1-9]\d{5,14}$/.test(waId) && { phone: `+${waId}` }),
    ...(known.name && { name: known.name }),
  };
}

/** Somebody changed their number or got another id; that a person's security code changed says nothing of either. */
function identityOf(message: MessageHead): ChannelEvent | undefined {
  const read = SystemMessage.safeParse(message);
  if (!read.success) return undefined;
  const { system } = read.data;
  if (system.type !== 'user_changed_number' && system.type !== 'user_changed_user_id')
    return fault(`system ${system.type}`);
  const told = / changed from (\S+) to (\S+?)\.?$/.exec(system.body ?? '');
  const isUserId = system.type === 'user_changed_user_id';
  const previous =
    system.previous_user_id ?? message.from_user_id ?? message.from ?? (isUserId ? told?.[1] : undefined);
  const current = addressOf({
    userId: system.user_id ?? (isUserId ? told?.[2] : undefined),
    waId: system.wa_id ?? system.new_wa_id,
  });
  if (!previous || !current) return undefined;
  const before = addressOf({ userId: previous.replace(/^\+/, ''), waId: message.from });
  return (
    before && {
      kind: 'identity',
      previous: before.userId,
      ...(before.phone !== undefined && { previousPhone: before.phone }),
      current,
      at: at(message.timestamp),
    }
  );
}

function userIdUpdateOf(item: unknown): ChannelEvent | undefined {
  const read = UserIdUpdate.safeParse(item);
  if (!read.success) return undefined;
  const { user_id, wa_id, timestamp } = read.data;
  const current = addressOf({ userId: user_id.current, waId: wa_id });
  return current && { kind: 'identity', previous: user_id.previous, current, at: at(timestamp) };
}

const SOURCES: Readonly<Record<string, ChannelReferral['source']>> = { ad: 'ad', post: 'post' };

function referralOf({
  source_type,
  source_id,
  source_url,
  headline,
  ctwa_clid,
}: z.infer<typeof Referral>): ChannelReferral {
  return {
    source: SOURCES[source_type ?? ''] ?? 'link',
    ...(source_id && { id: source_id }),
    ...(source_url && { url: source_url }),
    ...(headline && { headline }),
    ...(ctwa_clid && { clickId: ctwa_clid }),
    ...utmOf(source_url),
  };
}

function utmOf(url: string | undefined): { utm?: Record<string, string> } {
  if (url === undefined || !URL.canParse(url)) return {};
  const found = [...new URL(url).searchParams].filter(([name]) => /^utm_[a-z]{1,20}$/.test(name));
  return found.length > 0 ? { utm: Object.fromEntries(found) } : {};
}

/** A voice note that was played was read. */
const STATUSES: Readonly<Record<string, 'sent' | 'delivered' | 'read' | 'failed'>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

function statusOf(item: unknown): ChannelEvent | undefined {
  const read = Status.safeParse(item);
  const status = read.success ? STATUSES[read.data.status] : undefined;
  if (!read.success || !status) return undefined;
  const { id, timestamp, errors, biz_opaque_callback_data: correlation } = read.data;
  const error = errors?.[0];
  return {
    kind: 'status',
    messageId: id,
    status,
    at: at(timestamp),
    ...(correlation !== undefined && { correlation }),
    ...(error && { error: sendError(error.code, error.title ?? error.message ?? '') }),
  };
}

function preferenceOf(item: unknown): ChannelEvent | undefined {
  const read = UserPreference.safeParse(item);
  if (!read.success) return undefined;
  const { user_id, wa_id, category, value, timestamp } = read.data;
  const from = addressOf({ userId: user_id, waId: wa_id });
  if (!from || category !== 'marketing_messages' || (value !== 'stop' && value !== 'resume'))
    return undefined;
  return { kind: 'preference', from, at: at(timestamp), marketing: value };
}

function echoOf(item: unknown): ChannelEvent | undefined {
  const read = MessageEcho.safeParse(item);
  if (!read.success) return undefined;
  const { id, to, to_user_id, timestamp, text } = read.data;
  const address = addressOf({ userId: to_user_id, waId: to });
  return address && { kind: 'echo', to: address, messageId: id, text: text?.body ?? '', at: at(timestamp) };
}
