import type { PolicyKind } from '../../commerce/policies/model.ts';
import { orderBlock } from '../../grounding/blocks.ts';
import type { PhraseKey } from '../../grounding/phrases/phrases.ts';
import type { Block } from '../../grounding/reply.ts';
import type { Asked, Handler, Handlers, Outcome } from './asked.ts';
import { orderAnswer } from './orders.ts';
import { policyBlocks } from './policies.ts';
import { quickReplies, say } from './say.ts';
import { offerPerson } from './talk.ts';

const ASKED_MS = 30 * 60_000;
const REASON = 500;
const OPEN = new Set(['confirmed', 'processing', 'shipped', 'delivered']);

interface OwnOrder {
  number: string;
  block: Block;
}

/** The order of this number, or the only one of this conversation. A refusal is what the customer has to be asked first. */
async function orderOf(asked: Asked): Promise<OwnOrder | Outcome> {
  const { toolbox } = asked.turn;
  const number = asked.message.orderNumber ?? asked.entities.order_number?.[0];
  const answer = await toolbox.read('get_order', number === undefined ? {} : { order_id: number });
  if (!answer.ok) return (await orderAnswer(asked)) ?? { blocks: [say('order_not_found')] };
  const orders = (
    answer.output.orders as { order_id: string; order_number: string; status: string }[]
  ).filter(({ status }) => OPEN.has(status));
  const [order] = orders;
  const block = order && orderBlock(answer.facts, order.order_id);
  if (orders.length !== 1 || !block)
    return {
      blocks: [say('order_number_please')],
      memory: {
        pending: { kind: 'order_number', intent: asked.intent, expiresAt: asked.turn.now + ASKED_MS },
      },
      asksBack: true,
      event: 'ask.order_number',
    };
  return { number: order.order_number, block };
}

/** Shows what would go back, and registers it after a yes. */
const returns =
  (...before: PhraseKey[]): Handler =>
  async (asked): Promise<Outcome> => {
    const order = await orderOf(asked);
    const first = before.map((key) => say(key));
    if ('blocks' in order) return { ...order, blocks: [...first, ...order.blocks] };
    return {
      blocks: [
        ...first,
        order.block,
        say('return_all'),
        quickReplies([
          ['yes', 'yes'],
          ['no', 'no'],
        ]),
      ],
      memory: {
        pending: {
          kind: 'confirm_write',
          tool: 'request_return',
          arguments: { order_id: order.number, reason: asked.message.text.trim().slice(0, REASON) },
          expiresAt: asked.turn.now + ASKED_MS,
        },
      },
      event: 'ask.return_confirm',
    };
  };

/** What no tool does: the shop's conditions where they bear on it, how the order stands, and the offer of a person. */
const byPerson =
  (phrases: readonly PhraseKey[], kind?: PolicyKind): Handler =>
  async (asked): Promise<Outcome> => {
    const policy = kind ? await policyBlocks(asked, kind) : undefined;
    const offer = offerPerson('order_by_person');
    return { ...offer, blocks: [...phrases.map((key) => say(key)), ...(policy ?? []), ...offer.blocks] };
  };

export const AFTER_SALES: Handlers = {
  order_status: orderAnswer,
  tracking: orderAnswer,
  give_order_number: orderAnswer,
  refund_status: orderAnswer,
  return_item: returns(),
  damaged_item: returns('sorry_for_that'),
  exchange: byPerson([], 'returns'),
  cancel_order: byPerson([]),
  change_order: byPerson([]),
  change_address: byPerson([]),
  missing_item: byPerson(['sorry_for_that']),
  warranty_claim: byPerson(['sorry_for_that'], 'warranty'),
  invoice: byPerson([]),
  payment_problem: async () => offerPerson('payment_trouble'),
};
