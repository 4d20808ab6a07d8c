import { type Call, fillCart } from './shop.ts';
import { percentile, type Sample } from './stats.ts';

const BUYER = { name: 'Ada Buyer', email: 'ada@example.com' };
const ADDRESS = {
  name: 'Ada Buyer',
  line1: '1 Main St',
  city: 'Los Angeles',
  region: 'CA',
  postal_code: '90001',
  country: 'US',
};

interface CheckoutAnswer {
  checkout_id: string;
  status: string;
  total: { amount: number; currency: string };
}

export interface Purchase {
  session_id: string;
  shipping_option_id: string;
}

/** Carts that wait to be bought, one a purchase; each caller fills its share one after the other. */
export async function fillCarts(
  calls: readonly Call[],
  variants: readonly string[],
  count: number,
): Promise<Purchase[]> {
  const turns = Array.from({ length: count }, (_, index) => variants[index % variants.length]!).values();
  const sessions: string[] = [];
  await Promise.all(
    calls.map(async (call) => {
      for (const variant of turns) sessions.push((await fillCart(call, variant)).session_id);
    }),
  );
  const probe = await calls[0]!('create_checkout', {
    session_id: sessions[0]!,
    buyer: BUYER,
    shipping_address: ADDRESS,
  });
  const [option] = probe.shipping_options as { id: string }[];
  return sessions.map((session_id) => ({ session_id, shipping_option_id: option!.id }));
}

/** create_checkout, then complete_checkout with the test payment. */
export async function buy(call: Call, { session_id, shipping_option_id }: Purchase): Promise<void> {
  const checkout = (await call('create_checkout', {
    session_id,
    buyer: BUYER,
    shipping_address: ADDRESS,
    shipping_option_id,
  })) as unknown as CheckoutAnswer;
  const { amount, currency } = checkout.total;
  const done = await call('complete_checkout', {
    session_id,
    checkout_id: checkout.checkout_id,
    idempotency_key: checkout.checkout_id,
    confirmed_total: { amount, currency },
    confirmed_address: { line1: ADDRESS.line1, postal_code: ADDRESS.postal_code, country: ADDRESS.country },
    payment_token: 'tok_success',
  });
  if (done.status !== 'completed') throw new Error(`a purchase ended as ${done.status}`);
}

/** Buys all carts, each caller one after the other. */
export async function drain(calls: readonly Call[], carts: readonly Purchase[]): Promise<Sample> {
  const waiting = carts.values();
  const times: number[] = [];
  const start = performance.now();
  await Promise.all(
    calls.map(async (call) => {
      for (const cart of waiting) {
        const began = performance.now();
        await buy(call, cart);
        times.push(performance.now() - began);
      }
    }),
  );
  return {
    rate: carts.length / ((performance.now() - start) / 1000),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
}
