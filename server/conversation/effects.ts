import { cartBlock, factIdsOf } from '../grounding/blocks.ts';
import type { Block, ReplyDocument } from '../grounding/reply.ts';
import type { Toolbox } from './answerer.ts';
import type { TurnCall } from './model.ts';

/** What each writing tool did, as a phrase of the shop. */
const SAID: Readonly<Record<string, string>> = {
  update_cart: 'did_update_cart',
  create_checkout: 'did_start_checkout',
  update_checkout: 'did_update_checkout',
  cancel_checkout: 'did_cancel_checkout',
  complete_checkout: 'did_order',
  qualify_lead: 'did_note_lead',
  watch_product: 'did_watch_product',
  request_handoff: 'did_ask_person',
  request_return: 'did_request_return',
  remember_preferences: 'did_remember',
  forget_preferences: 'did_forget',
  link_channel: 'did_link_channel',
};

/** Sentences that say the same in another case. */
const SAID_TOO: Readonly<Record<string, readonly string[]>> = {
  qualify_lead: ['call_back_noted'],
  forget_preferences: ['forgot_all'],
  watch_product: ['did_watch_here'],
  link_channel: ['linked_here', 'unlinked', 'not_linked'],
};

/** A reply tells of every write that took effect in its turn, whoever wrote it and whatever became of the text before. */
export function withEffects(document: ReplyDocument, toolbox: Pick<Toolbox, 'effects'>): ReplyDocument {
  const told = factIdsOf(document);
  const phrases = new Set(
    document.blocks.flatMap((block) =>
      block.type === 'text' ? block.segments.flatMap((s) => (s.type === 'phrase' ? [s.key] : [])) : [],
    ),
  );
  // Of several changes of one thing the last tells how it stands.
  const last = new Map(toolbox.effects.map((call) => [call.tool, call]));
  const untold = [...last.values()].filter(
    (call) =>
      !call.facts.some(({ id }) => told.has(id)) &&
      !phrases.has(SAID[call.tool] ?? '') &&
      !SAID_TOO[call.tool]?.some((key) => phrases.has(key)),
  );
  return { ...document, blocks: [...untold.flatMap(blocksFor), ...document.blocks] };
}

function blocksFor(call: TurnCall): Block[] {
  const key = SAID[call.tool];
  if (key === undefined) return [];
  const number = call.facts.find(({ kind }) => kind === 'order_number');
  const phrase: Block = {
    type: 'text',
    segments: [{ type: 'phrase', key, ...(number && { facts: { number: number.id } }) }],
  };
  const cart = call.tool === 'update_cart' ? cartBlock(call.facts) : undefined;
  return cart ? [phrase, cart] : [phrase];
}
