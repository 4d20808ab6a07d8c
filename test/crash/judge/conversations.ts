import type { Conversation, Turn } from '../../../server/conversation/model.ts';
import type { Evidence, Violation } from './evidence.ts';

/** Every message is answered in exactly one turn, in order, and what a turn did was done once. */
export function* judgeConversations(evidence: Evidence): Generator<Violation> {
  yield* judgeAcknowledged(evidence);
  for (const conversation of evidence.conversations) {
    yield* judgeTurns(evidence, conversation);
    yield* judgeReplies(evidence, conversation);
    yield* judgeEffects(evidence, conversation);
  }
}

function* judgeAcknowledged({ asked, told, inbound }: Evidence): Generator<Violation> {
  const stored = new Map<string, string>();
  for (const { told: id, status, body } of told) {
    if (asked.get(id)?.kind !== 'message' || status !== 202) continue;
    const message = String((body.message as { id: string }).id);
    if (!inbound.has(message))
      yield { invariant: 'no acknowledged message is lost', detail: `${id}: ${message} is gone` };
    const before = stored.get(id);
    if (before !== undefined && before !== message)
      yield { invariant: 'a message is stored once', detail: `${id}: ${before}, ${message}` };
    stored.set(id, message);
  }
}

function* judgeTurns(evidence: Evidence, conversation: Conversation): Generator<Violation> {
  const { _id } = conversation;
  const invariant = 'every message is in one turn, in order';
  const turns = turnsOf(evidence, _id);
  let answered = 0;
  for (const [index, turn] of turns.entries()) {
    if (turn.sequence !== index + 1 || turn.fromInbound !== answered + 1 || turn.toInbound < turn.fromInbound)
      yield { invariant, detail: `${turn._id}: ${turn.fromInbound} to ${turn.toInbound} after ${answered}` };
    answered = turn.toInbound;
  }
  const messages = [...evidence.inbound.values()].filter(({ conversationId }) => conversationId === _id);
  for (const message of messages) {
    const own = turns.filter((t) => t.fromInbound <= message.sequence && message.sequence <= t.toInbound);
    if (own.length !== 1 || own[0]!._id !== message.turnId)
      yield { invariant, detail: `${message._id}: turn ${message.turnId}, found in ${own.length}` };
  }
  if (conversation.waiting !== 0 || answered !== conversation.lastInbound || messages.length !== answered)
    yield {
      invariant: 'nothing waits for ever',
      detail: `${_id}: ${answered} of ${messages.length} messages are answered`,
    };
}

function* judgeReplies(
  evidence: Evidence,
  { _id, lastReply, chainHead }: Conversation,
): Generator<Violation> {
  const replies = evidence.replies
    .filter(({ conversationId }) => conversationId === _id)
    .sort((a, b) => a.sequence - b.sequence);
  const ordered = turnsOf(evidence, _id).flatMap(({ replyId }) => replyId ?? []);
  // The shop itself also writes, without a turn, that nobody has come yet.
  const ofTurns = replies.filter(({ turnId }) => turnId !== undefined);
  const wrong =
    ofTurns.length !== ordered.length || ofTurns.some(({ _id: id }, index) => id !== ordered[index]);
  if (replies.length !== lastReply || wrong)
    yield {
      invariant: 'one reply a turn, in order',
      detail: `${_id}: ${replies.length} of ${ordered.length}`,
    };
  let head = '';
  for (const [index, { _id: replyId, sequence }] of replies.entries()) {
    const certificate = evidence.certificates.find((one) => one._id === replyId);
    if (sequence !== index + 1 || certificate?.previousHead !== head)
      yield { invariant: 'the chain of certificates holds', detail: `${_id}: reply ${sequence}` };
    head = certificate?.head ?? '';
  }
  if (head !== chainHead)
    yield { invariant: 'the chain of certificates holds', detail: `${_id}: its head is another` };
}

/** What the turns say they put into the cart is in it, and nothing else. */
function* judgeEffects(evidence: Evidence, { _id }: Conversation): Generator<Violation> {
  const said = new Map<string, number>();
  for (const { calls } of turnsOf(evidence, _id))
    for (const { tool, outcome, arguments: args } of calls)
      if (tool === 'update_cart' && outcome === 'ok')
        for (const { variant_id, quantity = 1 } of (args.add ?? []) as Added[])
          said.set(variant_id, (said.get(variant_id) ?? 0) + quantity);
  const lines = evidence.carts.filter(({ sessionId }) => sessionId === _id).flatMap(({ lines }) => lines);
  const held = new Map(lines.map(({ variantId, quantity }) => [variantId, quantity]));
  for (const variant of new Set([...said.keys(), ...held.keys()]))
    if (said.get(variant) !== held.get(variant))
      yield {
        invariant: 'an effect of a turn happens once',
        detail: `${_id}: ${variant}: ${said.get(variant) ?? 0} said, ${held.get(variant) ?? 0} in the cart`,
      };
}

interface Added {
  variant_id: string;
  quantity?: number;
}

const turnsOf = ({ turns }: Evidence, conversationId: string): Turn[] =>
  turns.filter((turn) => turn.conversationId === conversationId).sort((a, b) => a.sequence - b.sequence);
