import { isDeepStrictEqual } from 'node:util';
import type { Principal } from '../../server/commerce/principals/model.ts';
import type { Random } from '../crash/random.ts';
import type { Asked } from '../crash/witness/facts.ts';
import { ADDRESS, BUYER } from '../fixtures/shop.ts';
import { decideAtBank } from './bank.ts';
import type { Flow } from './schedule.ts';
import { HOUR, MINUTE, type Reply, TTL, type World } from './world.ts';

const TOKENS = {
  tok_success: 46,
  tok_decline: 8,
  tok_needs_action: 20,
  tok_timeout: 8,
  tok_timeout_declined: 4,
  tok_duplicate_callback: 6,
  tok_pending: 8,
} as const;

interface Purchase {
  world: World;
  flow: Flow;
  random: Random;
  principal: Principal;
  ids: { session_id: string; checkout_id: string };
}

/** From cart to order, or to whatever else comes of it. */
export async function checkOut(
  world: World,
  flow: Flow,
  random: Random,
  principal: Principal,
  session_id: string,
): Promise<void> {
  const email = random.chance(0.5) ? BUYER.email : `${world.nextId('buyer')}@simulation.example`;
  const made = await world.tool(
    'create_checkout',
    {
      session_id,
      buyer: { ...BUYER, email },
      shipping_address: ADDRESS,
      ...(random.chance(0.8) && { shipping_option_id: 'us-standard' }),
    },
    principal,
  );
  if (made.status !== 200) return;
  const ids = { session_id, checkout_id: String(made.body.checkout_id) };
  const purchase = { world, flow, random, principal, ids };
  await flow.pause(random.between(1_000, 4 * MINUTE));
  if (random.chance(0.1)) return void (await world.tool('cancel_checkout', ids, principal));
  // Another price, an expired quote or checkout, and a missing option are found out when it is read again.
  const change = { ...ids, shipping_option_id: random.chance(0.8) ? 'us-standard' : 'us-express' };
  const ready = await world.tool('update_checkout', change, principal);
  if (ready.status !== 200) return;
  await flow.pause(random.chance(0.05) ? TTL.checkoutTtlMs : random.between(1_000, 2 * MINUTE));
  await pay(purchase, ready.body.total as Reply['body'], random.weighted(TOKENS));
}

async function pay(purchase: Purchase, total: Reply['body'], token: string): Promise<void> {
  const { world, flow, random, ids } = purchase;
  const request = completeRequest(purchase, total, token);
  const how = random.weighted({ once: 70, twice: 18, rivals: 12 });
  const others =
    how === 'twice' ? [request] : how === 'rivals' ? [completeRequest(purchase, total, 'tok_success')] : [];
  const [reply] = await Promise.all([request, ...others].map((one) => complete(purchase, one)));
  const { status, code } = reply!.body;
  if (status === 'completed') await afterwards(purchase, request, reply!);
  else if (status === 'needs_buyer') await atTheBank(purchase);
  else if (status === 'in_progress') {
    for (let look = 0; look < 4; look += 1) {
      await flow.pause(random.between(5_000, 2 * MINUTE));
      const { body } = await world.tool('get_checkout', ids, purchase.principal);
      if (body.status !== 'completing') break;
    }
  } else if (code === 'payment_declined' && random.chance(0.5)) {
    await flow.pause(random.between(5_000, MINUTE));
    const again = completeRequest(purchase, total, 'tok_success');
    const second = await complete(purchase, again);
    if (second.body.status === 'completed') await afterwards(purchase, again, second);
  } else if (code === 'confirmation_mismatch' || code === 'price_changed') {
    const { status: found, body } = await world.tool('get_checkout', ids, purchase.principal);
    if (found === 200)
      await complete(purchase, completeRequest(purchase, body.total as Reply['body'], token));
  }
}

function completeRequest({ world, ids }: Purchase, total: Reply['body'], token: string): Asked {
  const id = world.nextId('purchase');
  const { amount, currency } = total;
  const body = {
    ...ids,
    idempotency_key: `key-of-${id}`,
    confirmed_total: { amount, currency },
    confirmed_address: { line1: ADDRESS.line1, postal_code: ADDRESS.postal_code, country: ADDRESS.country },
    payment_token: token,
  };
  return { id, kind: 'complete', method: 'POST', path: '/v1/tools/complete_checkout', body, round: 0 };
}

async function complete({ world, principal }: Purchase, request: Asked): Promise<Reply> {
  world.asked.set(request.id, request);
  const reply = await world.tool('complete_checkout', request.body, principal);
  world.count(
    'payment',
    String(reply.body.status === 409 ? reply.body.code : (reply.body.code ?? reply.body.status)),
  );
  if (reply.body.status === 'completed') {
    world.told.push({ told: request.id, status: 200, body: reply.body });
    const { session_id, checkout_id } = request.body;
    const id = String(reply.body.order_id);
    if (!world.orders.some((order) => order.id === id))
      world.orders.push({
        id,
        sessionId: String(session_id),
        principal,
        total: request.body.confirmed_total as { amount: number; currency: string },
      });
    void checkout_id;
  }
  return reply;
}

/** Asks again for up to a day and a bit; the answer is the same for as long as it is kept and the session lives. */
async function afterwards(purchase: Purchase, request: Asked, first: Reply): Promise<void> {
  const { world, flow, random, ids, principal } = purchase;
  if (random.chance(0.5)) {
    await flow.pause(random.pick([5_000, 10 * MINUTE, 2 * HOUR, 4 * HOUR]));
    const again = await complete(purchase, request);
    const expired = again.body.code === 'session_unknown';
    if (!expired && !isDeepStrictEqual(promised(again), promised(first)))
      world.changed.push({ changed: request.id, first, now: again });
  }
  if (!random.chance(0.4)) return;
  await flow.pause(random.between(MINUTE, 3 * HOUR));
  const looked = await world.tool('get_order', { session_id: ids.session_id }, principal);
  if (looked.status !== 200 || !random.chance(0.4)) return;
  const order_id = String(first.body.order_id);
  const back = await world.tool(
    'request_return',
    { session_id: ids.session_id, order_id, reason: 'does not fit' },
    principal,
  );
  if (typeof back.body.return_id !== 'string') return;
  await flow.pause(random.between(10 * MINUTE, 4 * HOUR));
  const decide = `/orders/${order_id}/returns/${back.body.return_id}/decide`;
  const status = random.weighted({ received: 70, approved: 15, refused: 15 });
  await world.admin('return decided', 'POST', decide, { status }, world.nextId('admin-return'));
}

const promised = ({ status, body }: Reply): unknown => [
  status,
  body.status,
  body.order_id,
  body.order_number,
  body.total,
];

async function atTheBank(purchase: Purchase): Promise<void> {
  const { world, flow, random, ids, principal } = purchase;
  const what = random.weighted({
    approve: 40,
    decline: 12,
    cancel: 12,
    both: 6,
    leave: 12,
    late: 10,
    edge: 8,
  });
  world.count('3-D Secure', what);
  if (what === 'leave') return;
  // At the edge it is decided in the moment in which the shop gives the payment up.
  if (what === 'late') await flow.pause(TTL.holdTtlMs + random.between(1_000, HOUR));
  else if (what === 'edge') await flow.pause(TTL.holdTtlMs);
  else await flow.pause(random.between(5_000, 10 * MINUTE));
  const cancel = () => world.tool('cancel_checkout', ids, principal);
  if (what === 'cancel') await cancel();
  else if (what === 'both') await Promise.all([decideAtBank(world, ids.checkout_id, true), cancel()]);
  else await decideAtBank(world, ids.checkout_id, what !== 'decline');
  await flow.pause(random.between(1_000, MINUTE));
  await world.tool('get_checkout', ids, principal);
}
