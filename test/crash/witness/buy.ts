import { ADDRESS, BUYER } from '../../fixtures/shop.ts';
import { post, type Reply } from './client.ts';
import type { Asked, Caller } from './facts.ts';
import type { Lane } from './lane.ts';
import { anyShopper } from './shoppers.ts';

const TOKENS = {
  tok_success: 50,
  tok_decline: 8,
  tok_needs_action: 12,
  tok_timeout: 8,
  tok_timeout_declined: 4,
  tok_duplicate_callback: 10,
  tok_pending: 8,
} as const;

interface Ready {
  sessionId: string;
  checkoutId: string;
  total: { amount: number; currency: string };
  as: Caller | undefined;
  credited: string | undefined;
}

/** A purchase from cart to order, with all that buyers and agents do meanwhile. */
export async function buy(lane: Lane): Promise<void> {
  const ready = await fill(lane);
  if (!ready) return;
  const token = lane.random.weighted(TOKENS);
  const how = lane.random.weighted({ once: 70, twice: 20, rivals: 10 });
  const first = request(lane, ready, token);
  const others = how === 'twice' ? [first] : how === 'rivals' ? [request(lane, ready, 'tok_success')] : [];
  const [reply] = await together([first, ...others].map((asked) => lane.storm.witness.ask(asked)));
  await goOn(lane, ready, reply!);
}

/** All are waited for, so that none is left behind when one meets a dead server. */
async function together<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

async function fill(lane: Lane): Promise<Ready | undefined> {
  const { random } = lane;
  const variants = new Set(Array.from({ length: random.between(1, 3) }, () => lane.anyVariant()));
  const add = [...variants].map((variant_id) => ({ variant_id, quantity: random.between(1, 2) }));
  const code = random.chance(0.3) ? [lane.anyCode()] : undefined;
  const shopper = anyShopper(lane);
  const cart = await lane.tool('update_cart', { add, ...(code && { add_codes: code }) }, shopper.fills);
  if (cart.status !== 200) return undefined;
  const taken = shopper.buys ? await takeOver(lane, cart, shopper.fills, shopper.buys.as) : cart;
  if (taken?.status !== 200) return undefined;
  const session_id = String(taken.body.session_id);
  const as = shopper.buys ? shopper.buys.as : shopper.fills;
  const { email, credited } = shopper;
  const checkout = await lane.tool(
    'create_checkout',
    {
      session_id,
      buyer: { ...BUYER, email },
      shipping_address: ADDRESS,
      shipping_option_id: 'us-standard',
    },
    as,
  );
  if (checkout.status !== 200) return undefined;
  const { amount, currency } = checkout.body.total as Ready['total'];
  return {
    sessionId: session_id,
    checkoutId: String(checkout.body.checkout_id),
    total: { amount, currency },
    as,
    credited,
  };
}

/** As who opens the link that a page made of its cart. */
async function takeOver(
  lane: Lane,
  cart: Reply,
  from: Caller | undefined,
  as: Caller | undefined,
): Promise<Reply | undefined> {
  const input = { session_id: cart.body.session_id, cart: true };
  const { status, body } = await lane.tool('product_cards', input, from);
  return status === 200 ? lane.tool('update_cart', { link: body.cart_url }, as) : undefined;
}

function request(lane: Lane, ready: Ready, token: string): Asked {
  const { sessionId, checkoutId, total, as, credited } = ready;
  const { witness, round } = lane.storm;
  const id = witness.nextId(round);
  const body = {
    session_id: sessionId,
    checkout_id: checkoutId,
    idempotency_key: `purchase-${id}`,
    confirmed_total: total,
    confirmed_address: { line1: ADDRESS.line1, postal_code: ADDRESS.postal_code, country: ADDRESS.country },
    payment_token: token,
  };
  return {
    id,
    kind: 'complete',
    method: 'POST',
    path: '/v1/tools/complete_checkout',
    body,
    round,
    ...(as && { as }),
    ...(credited !== undefined && { credited }),
  };
}

async function goOn(lane: Lane, ready: Ready, reply: Reply): Promise<void> {
  const { random, storm } = lane;
  const ids = { session_id: ready.sessionId, checkout_id: ready.checkoutId };
  if (reply.body.status === 'completed') {
    const { sessionId, total, as } = ready;
    storm.orders.push({ id: String(reply.body.order_id), sessionId, total, as });
  } else if (reply.body.status === 'needs_buyer') {
    const buyer = random.weighted({ approves: 50, declines: 15, cancels: 15, both: 5, leaves: 15 });
    const atBank = (approve: boolean) =>
      post(`${storm.bankUrl}/bank`, { checkoutId: ready.checkoutId, approve });
    if (buyer === 'approves' || buyer === 'declines') await atBank(buyer === 'approves');
    else if (buyer === 'cancels') await lane.tool('cancel_checkout', ids, ready.as);
    else if (buyer === 'both') await together([atBank(true), lane.tool('cancel_checkout', ids, ready.as)]);
  } else if (reply.body.status === 'in_progress') {
    await lane.tool('get_checkout', ids, ready.as);
  } else if (reply.body.code === 'payment_declined' && random.chance(0.5)) {
    await storm.witness.ask(request(lane, ready, 'tok_success'));
  }
}
