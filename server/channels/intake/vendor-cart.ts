import type { CallTool } from '../../../tools/call-tool.ts';
import type { Principal } from '../../commerce/principals/model.ts';
import { type Session, sessions } from '../../commerce/sessions/model.ts';
import { type Conversation, conversations } from '../../conversation/model.ts';
import type { Store } from '../../platform/store/port.ts';
import type { ChannelContact } from '../contacts/model.ts';
import type { Seen } from '../seen.ts';
import type { ContentOf, InboundChannelMessage, IntakeNotice } from './intake.ts';

export interface CartDeps {
  store: Store;
  callTool: CallTool;
  /** Makes a session that was swept again. */
  seen: Seen;
}

/** What the rules of the shop understand in every language: the buttons of the chat say it too. */
const SHOW_CART = 'show cart';
/** What a cart takes of one line. */
const MAX_QUANTITY = 10_000;

/** Who acts: the rights and the session of the conversation. */
export async function actorOf(
  store: Store,
  { conversationId }: Pick<ChannelContact, 'conversationId'>,
): Promise<{ principal: Principal; session: Session } | undefined> {
  const session = await store.get(sessions, conversationId);
  const conversation = await store.get(conversations, conversationId);
  if (!session || !conversation) return undefined;
  return { principal: principalOf(conversation), session };
}

const principalOf = ({ principal: { scopes, ...rest } }: Conversation): Principal =>
  ({ ...rest, scopes: new Set(scopes) }) as Principal;

/**
 * Puts what somebody chose at the vendor into their cart, at the shop's prices: each line by itself and once, so that what can
 * be had is there, and a message that comes again adds nothing.
 */
export async function takeOrder(
  { store, callTool, seen }: CartDeps,
  contact: ChannelContact,
  message: InboundChannelMessage,
  { items, text }: ContentOf<'order'>,
): Promise<{ text: string; notice?: IntakeNotice }> {
  await store.transaction((tx) => seen(tx, contact, message));
  const actor = await actorOf(store, contact);
  let missing = actor === undefined;
  for (const [index, { sku, quantity }] of items.entries()) {
    if (!actor) break;
    const add = [{ variant_id: sku, quantity: Math.min(quantity, MAX_QUANTITY) }];
    const key = `order/${message.messageId}/${index}`;
    const added = await callTool('update_cart', { add }, { ...actor, once: { key } });
    if (!added.ok) missing = true;
  }
  return {
    text: [text, SHOW_CART].filter((words) => words?.trim()).join('\n'),
    ...(missing && { notice: 'order_not_whole' as const }),
  };
}
