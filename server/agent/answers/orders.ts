import { orderBlock } from '../../grounding/blocks.ts';
import type { Asked, Outcome } from './asked.ts';
import { say } from './say.ts';

const ASKED_MS = 30 * 60_000;

/** The orders of this conversation, or one by its number and the code that proves whose it is. */
export async function orderAnswer({ turn, message }: Asked): Promise<Outcome | undefined> {
  const { toolbox, memory, now } = turn;
  const waiting = memory.pending?.kind === 'order_code' ? memory.pending.orderNumber : undefined;
  const number = message.orderNumber ?? waiting;
  const answer = await toolbox.read('get_order', {
    ...(number !== undefined && { order_id: number }),
    ...(number !== undefined && message.oneTimeCode !== undefined && { code: message.oneTimeCode }),
  });
  if (!answer.ok) {
    if (answer.error.code === 'proof_required' && number !== undefined)
      return {
        blocks: [say('order_code_sent')],
        memory: { pending: { kind: 'order_code', orderNumber: number, expiresAt: now + ASKED_MS } },
        event: 'ask.order_code',
      };
    return { blocks: [say('order_not_found')] };
  }
  const orderIds = [...new Set(answer.facts.flatMap(({ subject }) => subject.orderId ?? []))];
  const blocks = orderIds.slice(0, 3).flatMap((id) => orderBlock(answer.facts, id) ?? []);
  if (blocks.length === 0)
    return {
      blocks: [say('order_number_please')],
      memory: { pending: { kind: 'order_number', intent: 'order_status', expiresAt: now + ASKED_MS } },
      asksBack: true,
      event: 'ask.order_number',
    };
  return { blocks: [say('order_here'), ...blocks], event: 'found' };
}
