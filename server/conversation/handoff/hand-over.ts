import { HandoffReason, handoffs } from '../../commerce/handoffs/model.ts';
import { type HandoffRequest, type HandoffService, openHandoff } from '../../commerce/handoffs/service.ts';
import { declinedPayments } from '../../commerce/payments/declined.ts';
import type { Block, ReplyDocument } from '../../grounding/reply.ts';
import type { Store } from '../../platform/store/port.ts';
import type { Answer, Toolbox, TurnInput } from '../answerer.ts';
import type { Conversation, TurnCall } from '../model.ts';
import { cartTotal, handoffBrief } from './brief.ts';
import { frustrationIn } from './frustration.ts';
import { phraseBlock } from './phrase-document.ts';
import { type HandoffTriggers, handoffReason } from './triggers.ts';

/** What a turn needs to ask for a person. */
export interface Handover {
  triggers: HandoffTriggers;
  handoffs: Pick<HandoffService, 'open'>;
}

/** An answer, and the handoff that is to be written with it. */
export interface HandedOver {
  answer: Answer;
  handoff?: HandoffRequest;
}

const REMEMBERED = 3;
/** Outcomes of calls that are the shop's fault. That it has too much to do right now passes by itself. */
const FAILED = new Set(['internal', 'unavailable']);
/** Sentences that answer nothing: beside the news that a person was asked they would only annoy. */
const HOLLOW = new Set(['cannot_answer', 'nothing_found']);

/** Asks for a person where the answer does, or where the turn gives reason to; the reply then says so. */
export async function handOver(
  { store, handover }: { store: Store; handover: Handover | undefined },
  turn: TurnInput,
  conversation: Conversation,
  toolbox: Toolbox,
  answer: Answer,
): Promise<HandedOver> {
  if (!handover) return { answer };
  const declined = await declinedPayments(store, conversation._id);
  const counted: Answer = { ...answer, memory: { ...answer.memory, paymentFailures: declined } };
  // What a person left open, or noted when giving the conversation back, is for the turn after that.
  if (conversation.handoffId === undefined) delete counted.memory.openQuestion;
  const asked = answer.handoff && reasonOf(answer.handoff.reason);
  const reason =
    asked ??
    handoffReason(
      {
        frustration: await frustrationIn(textsOf(turn), () => earlierTexts(turn), turn.language),
        unanswered: answer.memory.unanswered,
        declinedPayments: declined,
        declinedBefore: turn.memory.paymentFailures,
        failedCalls: toolbox.calls.filter(({ outcome }) => FAILED.has(outcome)).length,
        cartTotal: cartTotal(ofCarts(toolbox.calls)),
      },
      handover.triggers,
    );
  if (!reason || (!asked && (await isKnown(store, conversation._id, reason)))) return { answer: counted };
  const document = asked
    ? withBlocks(answer.document, [], [phraseBlock('person_next')])
    : announced(answer.document, reason);
  const onlyAsks = asked === 'asked_for' && answer.intents.includes('person');
  const brief = await handoffBrief(store, { turn, conversation, toolbox, document, onlyAsks });
  const { openQuestion } = brief;
  return {
    answer: {
      ...counted,
      document,
      memory: { ...counted.memory, unanswered: 0, ...(openQuestion !== undefined && { openQuestion }) },
    },
    handoff: { reason, summary: answer.handoff?.summary ?? `The customer wrote: ${brief.wanted}`, brief },
  };
}

const reasonOf = (text: string): HandoffReason => HandoffReason.safeParse(text).data ?? 'other';
const textsOf = ({ messages }: TurnInput): string[] => messages.map(({ text }) => text);
const ofCarts = (calls: readonly TurnCall[]) =>
  calls.flatMap(({ tool, facts }) => (tool === 'get_cart' || tool === 'update_cart' ? facts : []));

async function earlierTexts({ history }: TurnInput): Promise<string[]> {
  const lines = await history();
  return lines.flatMap((line) => (line.from === 'customer' ? [line.text] : [])).slice(-REMEMBERED);
}

/** Somebody was asked already; for a large cart, once in a conversation is enough. */
async function isKnown(store: Store, sessionId: string, reason: HandoffReason): Promise<boolean> {
  if (await openHandoff(store, sessionId)) return true;
  if (reason !== 'high_value') return false;
  const past = await store.find(handoffs, { where: { sessionId } });
  return past.some((handoff) => handoff.reason === reason);
}

/** The document with the news that a person was asked, and what happens next. */
export function announced(document: ReplyDocument, reason: HandoffReason): ReplyDocument {
  const news = [phraseBlock('did_ask_person'), phraseBlock('person_next')];
  if (reason === 'high_value') return withBlocks(document, [], news);
  const sorry = reason === 'asked_for' ? [] : [phraseBlock('sorry_for_trouble')];
  return withBlocks(document, [...sorry, ...news], []);
}

const MAX_BLOCKS = 20;

/** Quick replies stay at the end, where the thumb is. */
function withBlocks(document: ReplyDocument, first: Block[], after: Block[]): ReplyDocument {
  const choices = document.blocks.filter(({ type }) => type === 'quick_replies');
  const said = document.blocks.filter((block) => block.type !== 'quick_replies' && !isHollow(block));
  const room = MAX_BLOCKS - first.length - after.length - choices.length;
  return { ...document, blocks: [...first, ...said.slice(0, room), ...after, ...choices] };
}

const isHollow = (block: Block): boolean =>
  block.type === 'text' && block.segments.every((part) => part.type === 'phrase' && HOLLOW.has(part.key));
