import { minorUnits } from './alternatives.ts';
import type { Asked, Handlers, Outcome } from './asked.ts';
import { say } from './say.ts';
import { askWhich, targetOf } from './target.ts';

const ASKED_MS = 30 * 60_000;

/** What was gathered before the address was asked for. */
interface Gathered {
  product_id: string;
  event: 'back_in_stock' | 'price_below';
  below?: { amount: number; currency: string };
}

/** One email when it is back, or costs less: asks for what is missing, one thing at a time. */
async function alert(asked: Asked): Promise<Outcome | undefined> {
  const { turn, entities, intent } = asked;
  const { memory, market, now } = turn;
  const event = intent === 'price_alert' ? ('price_below' as const) : ('back_in_stock' as const);
  const before =
    memory.pending?.kind === 'confirm_write' && memory.pending.tool === 'watch_product'
      ? (memory.pending.arguments as unknown as Gathered)
      : undefined;
  let productId = before?.event === event ? before.product_id : undefined;
  if (productId === undefined) {
    const target = await targetOf(asked);
    if (target.kind === 'choice') return askWhich(asked, target.cards);
    if (target.kind === 'none')
      return target.searched ? undefined : { blocks: [say('which_product')], asksBack: true };
    productId = target.variantId;
  }
  const limit = entities.price_max?.[0];
  const below =
    limit === undefined
      ? before?.below
      : { amount: minorUnits(limit, market.currency), currency: market.currency };
  const gathered: Gathered = { product_id: productId, event, ...(below && { below }) };
  const keep = {
    pending: {
      kind: 'confirm_write' as const,
      tool: 'watch_product',
      arguments: { ...gathered },
      expiresAt: now + ASKED_MS,
    },
  };
  if (event === 'price_below' && !below)
    return { blocks: [say('watch_limit')], memory: keep, event: 'ask.price_limit' };
  const email = entities.email?.[0];
  if (email === undefined) {
    // Where they write on a channel they are told there; the web knows nobody without an address.
    if (turn.principal.kind === 'customer') {
      const here = await turn.toolbox.write('watch_product', { ...gathered });
      if (here.ok) return { blocks: [say('did_watch_here')], event: 'done' };
      if (here.error.field !== 'email') return { blocks: [say('not_done')] };
    }
    return {
      blocks: [say('watch_email')],
      memory: keep,
      event: event === 'price_below' ? 'ask.price_email' : 'ask.watch_email',
    };
  }
  const done = await turn.toolbox.write('watch_product', { ...gathered, email });
  return done.ok ? { blocks: [say('did_watch_product')], event: 'done' } : { blocks: [say('not_done')] };
}

export const ALERTS: Handlers = { restock_alert: alert, price_alert: alert };
