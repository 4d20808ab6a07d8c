import type { ChannelDelivery } from '../../../server/channels/outbox/model.ts';
import type { Evidence, Violation, WhatsAppFact } from './evidence.ts';
import { CHANNEL, conversationsOf } from './messages.ts';

type Received = Extract<WhatsAppFact, { kind: 'received' }>;
type Known = Pick<Evidence, 'conversations' | 'inbound' | 'replies' | 'deliveries'> & {
  whatsapp: readonly WhatsAppFact[];
};

export interface ChannelRules {
  /** What becomes of a message of which nobody knows whether it was sent. */
  onUnknown: 'resend' | 'give_up';
  /** So long after its refusal a message may still arrive that was on its way: milliseconds. */
  graceMs: number;
}

/** As server/channels/outbox/parts.ts and the settings describe it: milliseconds, and how often it is tried at most. */
const UNKNOWN_MS = 120_000;
const UNKNOWN_TRIES = 3;
/** The clocks of the vendor and the shop are set at different moments. */
const CLOCKS_MS = 5000;

/** A message of the shop's as it arrived, with what the shop knows of it. */
export interface Arrived {
  fact: Received;
  delivery: ChannelDelivery;
  part: number;
}

const read = (correlation: string): { id: string; part: number } => {
  const cut = correlation.lastIndexOf(':');
  return { id: correlation.slice(0, cut), part: Number(correlation.slice(cut + 1)) };
};

/** What arrived at the vendor, in its order, as far as the shop knows of it. */
export function arrivedOf({ whatsapp, deliveries }: Pick<Known, 'whatsapp' | 'deliveries'>): Arrived[] {
  const byId = new Map(deliveries.map((delivery) => [delivery._id, delivery]));
  return whatsapp.flatMap((fact) => {
    if (fact.kind !== 'received') return [];
    const { id, part } = read(fact.correlation);
    const delivery = byId.get(id);
    return delivery ? [{ fact, delivery, part }] : [];
  });
}

/** How many messages arrived more than once. */
export const sentTwice = (known: Pick<Known, 'whatsapp' | 'deliveries'>): number =>
  [...Map.groupBy(arrivedOf(known), ({ fact }) => fact.correlation).values()].filter(
    (copies) => copies.length > 1,
  ).length;

/**
 * Every reply of a conversation arrived whole, in order and with the right person. It is missing, or there twice, only where
 * nobody knew whether it was sent, as the setting for that says; then its delivery says so.
 */
export function* judgeDeliveries(known: Known, rules: ChannelRules): Generator<Violation> {
  const { whatsapp, conversations, replies, deliveries } = known;
  const arrived = arrivedOf(known);
  const own = new Set(conversations.filter(({ channel }) => channel === CHANNEL).map(({ _id }) => _id));
  const byReply = Map.groupBy(deliveries, ({ replyId }) => replyId);
  for (const { _id, conversationId, sequence } of replies) {
    if (!own.has(conversationId)) continue;
    const found = byReply.get(_id) ?? [];
    if (found.length !== 1 || found[0]!.sequence !== sequence)
      yield { invariant: 'each reply has its delivery', detail: `${_id}: ${found.length} of them` };
  }
  const ids = new Set(deliveries.map(({ _id }) => _id));
  for (const fact of whatsapp)
    if (fact.kind === 'received' && !ids.has(read(fact.correlation).id))
      yield { invariant: 'what is sent is a reply', detail: `${fact.correlation}: ${fact.text}` };
  const theirs = conversationsOf(known);
  for (const { fact, delivery } of arrived)
    if (theirs.get(fact.person) !== delivery.conversationId)
      yield { invariant: 'a reply reaches its customer', detail: `${delivery._id} reached ${fact.person}` };
  const byDelivery = Map.groupBy(arrived, ({ delivery }) => delivery._id);
  for (const delivery of deliveries) {
    const copies = byDelivery.get(delivery._id) ?? [];
    yield* judgeEnd(delivery, copies, rules);
    for (const [part, same] of Map.groupBy(copies, (one) => one.part))
      if (same.length > 1) yield* judgeCopies(whatsapp, delivery, part, same, rules);
  }
  for (const [conversationId, all] of Map.groupBy(arrived, ({ delivery }) => delivery.conversationId)) {
    let last = 0;
    // What nobody asked for has no place among the replies.
    for (const { delivery, part } of all.filter((one) => one.delivery.purpose === 'reply')) {
      const place = delivery.sequence * 1000 + part;
      if (place < last)
        yield {
          invariant: 'replies arrive in order',
          detail: `${conversationId}: part ${part} of ${delivery._id}, reply ${delivery.sequence}, came late`,
        };
      last = Math.max(last, place);
    }
  }
}

function* judgeEnd(
  delivery: ChannelDelivery,
  copies: readonly Arrived[],
  { onUnknown }: ChannelRules,
): Generator<Violation> {
  const { _id, status, reason, parts } = delivery;
  const wrong = (detail: string): Violation => ({
    invariant: 'every reply arrives',
    detail: `${_id} of ${delivery.replyId}: ${detail}`,
  });
  if (status === 'waiting') yield wrong(`it waits still: ${reason}`);
  // Whether they want none is judged with what they said.
  if (status === 'refused' && reason !== 'stopped') yield wrong(`it was refused: ${reason}`);
  const exhausted = parts.some(({ tries }) => tries >= UNKNOWN_TRIES);
  if (status === 'failed' && (reason !== 'unknown' || (onUnknown === 'resend' && !exhausted)))
    yield wrong(`it failed: ${reason}`);
  if (status === 'sent' && parts.length === 0) yield wrong('it has no parts');
  for (const index of parts.keys())
    if (status === 'sent' && !copies.some(({ part }) => part === index))
      yield wrong(`part ${index} is "${parts[index]!.status}" and never came`);
}

function* judgeCopies(
  whatsapp: readonly WhatsAppFact[],
  { _id, parts }: ChannelDelivery,
  part: number,
  copies: readonly Arrived[],
  { onUnknown, graceMs }: ChannelRules,
): Generator<Violation> {
  const wrong = (detail: string): Violation => ({
    invariant: 'a reply arrives twice only where nobody knew of it',
    detail: `${_id}, part ${part}: ${copies.length} times, ${detail}`,
  });
  if (onUnknown === 'give_up') yield wrong('though it was to be given up');
  const tries = parts[part]?.tries ?? 0;
  if (tries < copies.length) yield wrong(`of which it says ${tries}`);
  const first = copies[0]!.fact;
  const toldAt = whatsapp.find(
    (fact) => fact.kind === 'acknowledged' && fact.statuses.includes(first.messageId),
  );
  for (const [index, { fact }] of copies.entries()) {
    const before = copies[index - 1];
    if (!before) continue;
    if (fact.at - before.fact.at < UNKNOWN_MS - CLOCKS_MS)
      yield wrong(`after ${fact.at - before.fact.at} ms`);
    if (toldAt?.kind === 'acknowledged' && toldAt.when + graceMs < fact.when)
      yield wrong('though the vendor had told of it');
  }
}
