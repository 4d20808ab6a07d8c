import type { Evidence, Violation, WhatsAppFact } from './evidence.ts';

export type Written = Extract<WhatsAppFact, { kind: 'written' }>;
type Known = Pick<Evidence, 'conversations' | 'inbound'> & { whatsapp: readonly WhatsAppFact[] };

export const CHANNEL = 'whatsapp';
const isOfChannel = ({ channel }: { channel: string }): boolean => channel === CHANNEL;

/** The conversation of each person, by what is stored of what they wrote. */
export function conversationsOf({
  whatsapp,
  inbound,
}: Pick<Known, 'whatsapp' | 'inbound'>): Map<string, string> {
  const byText = new Map([...inbound.values()].map(({ text, conversationId }) => [text, conversationId]));
  const found = new Map<string, string>();
  for (const fact of whatsapp) {
    if (fact.kind !== 'written' || found.has(fact.person)) continue;
    const conversation = byText.get(fact.text);
    if (conversation !== undefined) found.set(fact.person, conversation);
  }
  return found;
}

/**
 * What customers wrote on WhatsApp is stored once, in one conversation of theirs, nothing else is, and what was acknowledged
 * before they went on stands before what they wrote then. That each stored message is in one turn is judged with the turns.
 */
export function* judgeMessages({ whatsapp, conversations, inbound }: Known): Generator<Violation> {
  const own = new Set(conversations.filter(isOfChannel).map(({ _id }) => _id));
  const stored = Map.groupBy(
    [...inbound.values()].filter(({ conversationId }) => own.has(conversationId)),
    ({ text }) => text,
  );
  const written = whatsapp.filter((fact) => fact.kind === 'written');
  const byId = new Map(written.map((fact) => [fact.messageId, fact]));
  const texts = new Set(written.map(({ text }) => text));
  for (const [text, list] of stored)
    if (!texts.has(text))
      yield { invariant: 'a message was written by a customer', detail: `${list[0]!._id}: ${text}` };
  const acknowledged = new Set(
    whatsapp.flatMap((fact) => (fact.kind === 'acknowledged' ? fact.messages : [])),
  );
  for (const { messageId, text } of written) {
    const found = stored.get(text) ?? [];
    if (!acknowledged.has(messageId)) yield { invariant: 'every delivery is taken', detail: text };
    else if (found.length === 0)
      yield { invariant: 'no acknowledged message is lost', detail: `${text} is gone` };
    if (found.length > 1)
      yield { invariant: 'a message is stored once', detail: `${text}: ${found.map(({ _id }) => _id)}` };
  }
  const personOf = new Map<string, string>();
  for (const [person, theirs] of Map.groupBy(written, (fact) => fact.person)) {
    const found = new Set(
      theirs.flatMap(({ text }) => stored.get(text) ?? []).map(({ conversationId }) => conversationId),
    );
    if (found.size > 1)
      yield { invariant: 'a customer has one conversation', detail: `${person}: ${[...found].join(', ')}` };
    for (const id of found) {
      const other = personOf.get(id);
      if (other !== undefined)
        yield { invariant: 'a conversation has one customer', detail: `${id}: ${other}, ${person}` };
      personOf.set(id, person);
    }
  }
  yield* judgeOrder(whatsapp, byId, stored);
}

function* judgeOrder(
  whatsapp: readonly WhatsAppFact[],
  byId: ReadonlyMap<string, Written>,
  stored: ReadonlyMap<string, readonly { _id: string; sequence: number }[]>,
): Generator<Violation> {
  const sequenceOf = ({ text }: Written): number | undefined => stored.get(text)?.[0]?.sequence;
  /** The highest number of a message that was acknowledged, by person. */
  const reached = new Map<string, number>();
  for (const fact of whatsapp) {
    if (fact.kind === 'acknowledged') {
      for (const one of fact.messages.flatMap((id) => byId.get(id) ?? []))
        reached.set(one.person, Math.max(reached.get(one.person) ?? 0, sequenceOf(one) ?? 0));
    } else if (fact.kind === 'written') {
      const sequence = sequenceOf(fact);
      if (sequence !== undefined && sequence <= (reached.get(fact.person) ?? 0))
        yield {
          invariant: 'messages stand in their order',
          detail: `${stored.get(fact.text)![0]!._id}: ${fact.text} is number ${sequence}`,
        };
    }
  }
}
