import type { Conversation } from '../../../server/conversation/model.ts';
import type { Evidence, Violation } from './evidence.ts';

const MOST_CONVERSATIONS = 5;
const LAST_LINES = 30;
const LINE = 600;

/**
 * What there is to see of the conversations that violations are about, and of the server's log: enough to find out why, for
 * where nobody can look into the folder afterwards.
 * @param log of the server
 */
export function dossierOf(evidence: Evidence, violations: readonly Violation[], log: string): string[] {
  const lines = log.split('\n').filter((line) => line !== '');
  const about = conversationsIn(evidence, violations);
  return [
    ...about.slice(0, MOST_CONVERSATIONS).flatMap((one) => dossier(evidence, one, lines)),
    ...(about.length > MOST_CONVERSATIONS
      ? [`and ${about.length - MOST_CONVERSATIONS} conversations more`]
      : []),
    `The last of ${lines.length} lines of the server's log:`,
    ...lines.slice(-LAST_LINES).map(shortened),
  ];
}

/** Those whose ids, or the ids of what is theirs, stand in what is said of the violations. */
function conversationsIn(evidence: Evidence, violations: readonly Violation[]): Conversation[] {
  const { conversations, inbound, turns, replies, deliveries } = evidence;
  const owner = new Map(conversations.map(({ _id }) => [_id, _id]));
  for (const { _id, conversationId } of [...inbound.values(), ...turns, ...replies, ...deliveries])
    owner.set(_id, conversationId);
  const byText = new Map([...inbound.values()].map(({ text, conversationId }) => [text, conversationId]));
  const found = new Set(
    violations.flatMap(({ detail }) => [
      ...detail.split(/[\s:,()"]+/).flatMap((word) => owner.get(word) ?? []),
      ...[...byText].flatMap(([text, id]) => (text.length > 20 && detail.includes(text) ? [id] : [])),
    ]),
  );
  return conversations.filter(({ _id }) => found.has(_id));
}

function dossier(evidence: Evidence, conversation: Conversation, log: readonly string[]): string[] {
  const { _id, channel, waiting, heldBy } = conversation;
  const own = <T extends { conversationId: string; sequence: number }>(all: Iterable<T>): T[] =>
    [...all].filter((one) => one.conversationId === _id).sort((a, b) => a.sequence - b.sequence);
  const turns = own(evidence.turns);
  const deliveries = own(evidence.deliveries);
  const carts = evidence.carts.filter(({ sessionId }) => sessionId === _id);
  const ids = [_id, ...turns.flatMap((turn) => [turn._id, ...turn.calls.map(({ callId }) => callId)])];
  ids.push(...own(evidence.inbound.values()).flatMap(({ turnId }) => turnId ?? []));
  ids.push(...deliveries.map((delivery) => delivery._id));
  const lines = [
    `conversation ${_id} (${channel}): ${waiting} wait, held by ${heldBy}`,
    ...own(evidence.inbound.values()).map(
      (message) =>
        `  message ${message.sequence} ${message._id} at ${time(message.createdAt)}: "${message.text}" in ${message.turnId}`,
    ),
    ...turns.flatMap((turn) => [
      `  turn ${turn.sequence} ${turn._id} at ${time(turn.createdAt)}: messages ${turn.fromInbound} to ${turn.toInbound} by ${turn.by} (${turn.intents.join(', ')}), reply ${turn.replyId}`,
      ...turn.calls.map(
        ({ tool, callId, outcome, arguments: given }) =>
          `    ${tool} ${JSON.stringify(given)} ${callId}: ${outcome}`,
      ),
    ]),
    ...own(evidence.replies).map(
      (reply) =>
        `  reply ${reply.sequence} ${reply._id} at ${time(reply.createdAt)} by ${reply.by}: ${JSON.stringify(reply.rendered.blocks)}`,
    ),
    ...deliveries.map(
      (delivery) =>
        `  delivery of reply ${delivery.sequence} ${delivery._id} at ${time(delivery.createdAt)}: ${delivery.status} (${delivery.reason}), parts ${JSON.stringify(delivery.parts)}`,
    ),
    ...(evidence.whatsapp ?? []).flatMap((fact) =>
      fact.kind === 'received' && deliveries.some((delivery) => fact.correlation.startsWith(delivery._id))
        ? [
            `  WhatsApp took ${fact.correlation} at ${time(fact.at)}, in fact at ${time(fact.when)}: ${fact.text}`,
          ]
        : [],
    ),
    ...carts.map(
      ({ status, lines }) =>
        `  cart (${status}): ${lines.map(({ variantId, quantity }) => `${quantity} x ${variantId}`).join(', ')}`,
    ),
    ...log.filter((line) => ids.some((id) => line.includes(id))).map((line) => `  logged: ${line}`),
  ];
  return lines.map(shortened);
}

const time = (ms: number): string => new Date(ms).toISOString();
const shortened = (line: string): string => (line.length > LINE ? `${line.slice(0, LINE)} …` : line);
