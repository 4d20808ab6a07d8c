import { channelContacts } from '../../../server/channels/contacts/model.ts';
import { channelDeliveries } from '../../../server/channels/outbox/model.ts';
import {
  conversations,
  inboundMessages,
  type Reply,
  replies,
  type Turn,
  turns,
} from '../../../server/conversation/model.ts';
import type { Collection, Document, Store } from '../../../server/platform/store/port.ts';
import type { Customer } from '../../fixtures/whatsapp/customer.ts';
import type { WhatsApp } from '../../fixtures/whatsapp/server.ts';

/** What somebody wrote, in the order in which they wrote it. */
export interface Wrote {
  customer: Customer;
  texts: string[];
}

const PAGE = 10_000;

async function all<T extends Document>(store: Store, collection: Collection<T>): Promise<T[]> {
  const found: T[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.find(collection, {
      ...(after !== undefined && { where: { _id: { gt: after } } }),
      sort: { field: '_id', direction: 'asc' },
      limit: PAGE,
    });
    found.push(...page);
    if (page.length < PAGE) return found;
    after = page.at(-1)!._id;
  }
}

/**
 * What is wrong with a shop after everything that was written to it was delivered: a message that is in no turn or in two, one
 * that was never written, a reply that is missing, doubled, out of order or another's.
 */
export async function judge(store: Store, whatsapp: WhatsApp, wrote: readonly Wrote[]): Promise<string[]> {
  const wrong: string[] = [];
  const [talks, messages, answers, said, deliveries, contacts] = await Promise.all([
    all(store, conversations),
    all(store, inboundMessages),
    all(store, turns),
    all(store, replies),
    all(store, channelDeliveries),
    all(store, channelContacts),
  ]);
  const people = wrote.length;
  if (talks.length !== people) wrong.push(`${people} people have ${talks.length} conversations`);
  if (contacts.length !== people) wrong.push(`${people} people are ${contacts.length} contacts`);
  const stored = messages.map(({ text }) => text).sort();
  const meant = wrote.flatMap(({ texts }) => texts).sort();
  if (JSON.stringify(stored) !== JSON.stringify(meant))
    wrong.push(`${meant.length} messages were written, and ${stored.length} others are stored`);

  const turnsOf = Map.groupBy(answers, ({ conversationId }) => conversationId);
  const messagesOf = Map.groupBy(messages, ({ conversationId }) => conversationId);
  const repliesOf = Map.groupBy(said, ({ conversationId }) => conversationId);
  for (const { _id, lastInbound, waiting } of talks) {
    if (waiting > 0) wrong.push(`${_id}: ${waiting} messages wait for an answer`);
    wrong.push(...judgeTurns(_id, turnsOf.get(_id) ?? [], lastInbound));
    for (const message of messagesOf.get(_id) ?? []) {
      const its = (turnsOf.get(_id) ?? []).filter(
        ({ fromInbound, toInbound }) => fromInbound <= message.sequence && message.sequence <= toInbound,
      );
      if (its.length !== 1 || its[0]!._id !== message.turnId)
        wrong.push(`${_id}: message ${message.sequence} is in ${its.length} turns`);
    }
  }

  const byId = new Map(deliveries.map((delivery) => [delivery._id, delivery]));
  const sentTo = Map.groupBy(whatsapp.sent, ({ to }) => to);
  for (const { customer } of wrote) {
    const sent = sentTo.get(customer.person) ?? [];
    const arrived = sent.map(({ correlation = '' }) => {
      const cut = correlation.lastIndexOf(':');
      const delivery = byId.get(correlation.slice(0, cut));
      return { part: Number(correlation.slice(cut + 1)), delivery };
    });
    wrong.push(...judgeReplies(customer, arrived, repliesOf));
  }
  for (const { _id, status, reason, parts } of deliveries) {
    if (status !== 'sent') wrong.push(`delivery ${_id} is ${status} (${reason})`);
    for (const part of parts)
      if (part.status !== 'delivered') wrong.push(`delivery ${_id}: a part is only ${part.status}`);
  }
  return wrong;
}

/** One after the other they answer every message, none twice. */
function judgeTurns(id: string, its: readonly Turn[], lastInbound: number): string[] {
  let next = 1;
  for (const { fromInbound, toInbound } of its.toSorted((a, b) => a.sequence - b.sequence)) {
    if (fromInbound !== next) return [`${id}: a turn begins with message ${fromInbound} instead of ${next}`];
    next = toInbound + 1;
  }
  return next === lastInbound + 1 ? [] : [`${id}: messages from ${next} to ${lastInbound} are in no turn`];
}

interface Arrived {
  part: number;
  delivery: { conversationId: string; sequence: number; replyId: string; parts: unknown[] } | undefined;
}

function judgeReplies(
  customer: Customer,
  arrived: readonly Arrived[],
  repliesOf: ReadonlyMap<string, readonly Reply[]>,
): string[] {
  const { name } = customer.person;
  const [first] = arrived;
  if (!first?.delivery) return [`${name} got no answer`];
  const { conversationId } = first.delivery;
  const due = (repliesOf.get(conversationId) ?? []).toSorted((a, b) => a.sequence - b.sequence);
  const expected = due.flatMap(({ _id }) => {
    const parts = arrived.find(({ delivery }) => delivery?.replyId === _id)?.delivery?.parts.length ?? 1;
    return Array.from({ length: parts }, (_, part) => `${_id} ${part}`);
  });
  const got = arrived.map(({ part, delivery }) => `${delivery?.replyId} ${part}`);
  if (JSON.stringify(expected) === JSON.stringify(got)) return [];
  return [`${name} got ${got.join(', ')} instead of ${expected.join(', ')}`];
}
