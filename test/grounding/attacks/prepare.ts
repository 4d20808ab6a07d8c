import type { Shopwright } from '../../../server/app.ts';
import type { Principal } from '../../../server/commerce/principals/model.ts';
import type { Session } from '../../../server/commerce/sessions/model.ts';
import { ADDRESSES, type Language } from '../scenario.ts';

/** Buys two products, puts them into a new cart with a good and a bad code, and begins a checkout. Answers what there is to read. */
export async function prepare(
  shop: Shopwright,
  caller: { principal: Principal; session: Session },
  language: Language,
  seed: number,
): Promise<{ name: string; args: object }[]> {
  const market = language === 'en' ? 'us' : 'eu';
  const call = async (tool: string, args: object): Promise<Record<string, unknown>> => {
    const result = await shop.callTool(tool, { locale: language, ...args }, caller);
    if (!result.ok) throw new Error(`${tool}: ${result.error.code}: ${result.error.message}`);
    return result.output;
  };
  const { hits } = await shop.services.search.search({
    text: '',
    market,
    limit: 50,
    sort: 'relevance',
    filters: { inStock: true },
  });
  const chosen: { productId: string; variantId: string }[] = [];
  const prices = new Set<number>();
  for (let at = 0; chosen.length < 3 && at < hits.length; at += 1) {
    const { productId } = hits[(seed * 7 + at * 13) % hits.length]!;
    const found = await call('get_product', { product_id: productId });
    const variants = found.variants as { variant_id: string; price: { now: string }; stock: unknown }[];
    const text = JSON.stringify(variants);
    const able = await fits(
      call,
      variants.map(({ variant_id }) => variant_id),
    );
    if (!able || prices.has(text.length)) continue;
    prices.add(text.length);
    chosen.push({ productId, variantId: able });
  }
  const [a, b] = chosen;
  const lines = [
    { variant_id: a!.variantId, quantity: 2 },
    { variant_id: b!.variantId, quantity: 1 },
  ];
  // The code is good once for a customer.
  const start = async (buyer: number): Promise<string> => {
    await call('update_cart', { add: lines, add_codes: ['WELCOME10', 'NOSUCHCODE'] });
    const started = await call('create_checkout', {
      buyer: { name: 'Ada Buyer', email: `ada${buyer}.${language}${seed}@example.com` },
      shipping_address: ADDRESSES[market],
    });
    const [option] = started.shipping_options as { id: string }[];
    await call('update_checkout', { checkout_id: started.checkout_id, shipping_option_id: option!.id });
    return String(started.checkout_id);
  };
  const bought = await start(1);
  const { total } = (await call('get_checkout', { checkout_id: bought })) as {
    total: { amount: number; currency: string };
  };
  const { line1, postal_code, country } = ADDRESSES[market];
  await call('complete_checkout', {
    checkout_id: bought,
    idempotency_key: `attacks-${language}-${seed}`,
    confirmed_total: { amount: total.amount, currency: total.currency },
    confirmed_address: { line1, postal_code, country },
    payment_token: 'tok_success',
  });
  const checkout_id = await start(2);
  return [
    ...chosen.map(({ productId }) => ({ name: 'get_product', args: { product_id: productId } })),
    { name: 'compare_products', args: { product_ids: chosen.map(({ productId }) => productId) } },
    { name: 'get_cart', args: {} },
    { name: 'get_checkout', args: { checkout_id } },
    { name: 'get_order', args: {} },
    ...['returns', 'shipping', 'warranty', 'payment'].map((kind) => ({ name: 'get_policy', args: { kind } })),
  ];
}

/** The first of these that can be bought five times. */
async function fits(
  call: (tool: string, args: object) => Promise<Record<string, unknown>>,
  variantIds: readonly string[],
): Promise<string | undefined> {
  for (const variant_id of variantIds.slice(0, 3)) {
    try {
      const cart = await call('update_cart', { add: [{ variant_id, quantity: 5 }] });
      const lines = cart.lines as { line_id: string }[];
      await call('update_cart', { remove: lines.map(({ line_id }) => line_id) });
      return variant_id;
    } catch {}
  }
  return undefined;
}
