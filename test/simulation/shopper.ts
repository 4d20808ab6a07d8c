import { anonymous, type Principal } from '../../server/commerce/principals/model.ts';
import { BULK, CODES, PLENTY, SCARCE, variantId } from '../crash/catalog.ts';
import type { Random } from '../crash/random.ts';
import { checkOut } from './buyer.ts';
import type { Flow } from './schedule.ts';
import { BULK_HERE, HOUR, MINUTE, type World } from './world.ts';

const QUERIES = [
  'plenty',
  'scarce 3',
  'bulk 12',
  'thing acme',
  'PLENTY3',
  'plnety 4',
  'nothing like this',
  '',
];
const LOCALES = ['en', 'de', 'es', 'pt', 'fr'];
export const VARIANTS = { plenty: PLENTY, scarce: SCARCE, bulk: BULK_HERE };
if (BULK_HERE.length === 0 || BULK.length < BULK_HERE.length)
  throw new RangeError('the catalogue is too small');

export const anyVariant = (random: Random): string =>
  variantId(random.pick(VARIANTS[random.weighted({ plenty: 60, scarce: 25, bulk: 15 })]));

/** Somebody who looks around, fills a cart, and buys, comes back later, or is never seen again. */
export async function shop(world: World, flow: Flow, random: Random): Promise<void> {
  const principal = anonymous(`192.0.2.${random.between(1, 254)}`);
  const think = (): Promise<void> => flow.pause(random.between(1_000, 3 * MINUTE));
  let session: string | undefined;
  const call = async (name: string, args: object) => {
    const reply = await world.tool(name, { ...args, ...(session && { session_id: session }) }, principal);
    if (typeof reply.body.session_id === 'string') session = reply.body.session_id;
    if (reply.body.code === 'session_unknown') session = undefined;
    return reply;
  };
  const looks = random.between(0, 4);
  for (let look = 0; look < looks; look += 1) {
    await lookAround(call, random);
    await think();
  }
  if (random.chance(0.2)) return;
  const lines = await fillCart(world, call, random, think);
  if (lines === 0 || session === undefined || random.chance(0.15)) return;
  // Now and then longer than a quote, a checkout, a session or a cart lives.
  if (random.chance(0.2)) await flow.pause(random.pick([20 * MINUTE, 3 * HOUR, 6 * HOUR, 9 * HOUR]));
  await checkOut(world, flow, random, principal, session);
}

type Call = (name: string, args: object) => Promise<{ status: number; body: Record<string, unknown> }>;

async function lookAround(call: Call, random: Random): Promise<void> {
  const what = random.weighted({
    search: 50,
    product: 15,
    stock: 10,
    compare: 6,
    recommend: 8,
    policy: 6,
    cart: 5,
  });
  const locale = random.pick(LOCALES);
  if (what === 'search') {
    const filters = random.chance(0.3) ? { price_max: random.between(500, 5000) } : {};
    await call('search_catalog', { query: random.pick(QUERIES), locale, filters });
  } else if (what === 'product') await call('get_product', { product_id: anyVariant(random), locale });
  else if (what === 'stock') await call('check_stock', { variant_ids: [anyVariant(random)] });
  else if (what === 'compare')
    await call('compare_products', { product_ids: [anyVariant(random), anyVariant(random)] });
  else if (what === 'recommend') await call('recommend_products', { product_id: anyVariant(random) });
  else if (what === 'policy') await call('get_policy', { kind: 'returns' });
  else await call('get_cart', {});
}

/** @returns how many lines the cart has */
async function fillCart(
  world: World,
  call: Call,
  random: Random,
  think: () => Promise<void>,
): Promise<number> {
  const quoted = random.chance(0.4) ? await quotedItem(call, random) : undefined;
  if (quoted) await think();
  const variants = new Set(Array.from({ length: random.between(1, 3) }, () => anyVariant(random)));
  const add = [
    ...(quoted ? [{ variant_id: quoted.variantId, quote_id: quoted.quoteId }] : []),
    ...[...variants].map((variant_id) => ({ variant_id, quantity: random.between(1, 2) })),
  ];
  const cart = await call('update_cart', {
    add,
    ...(random.chance(0.35) && { add_codes: [random.chance(0.9) ? random.pick(CODES) : 'NOSUCHCODE'] }),
    ...(random.chance(0.3) && { destination: { country: 'US', region: 'CA' } }),
  });
  if (cart.status !== 200) return 0;
  const lines = cart.body.lines as { line_id: string; variant_id: string; unit_price: { amount: number } }[];
  if (quoted && world.now() < quoted.expiresAt && quoted.price !== undefined) {
    const line = lines.find(({ variant_id }) => variant_id === quoted.variantId);
    if (line?.unit_price.amount !== quoted.price)
      world.surprises.push(`a quote of ${quoted.price} became ${line?.unit_price.amount} before it expired`);
  }
  if (random.chance(0.25)) {
    await think();
    const { line_id } = random.pick(lines);
    const changed = await call('update_cart', { set: [{ line_id, quantity: random.between(0, 3) }] });
    return ((changed.body.lines ?? lines) as unknown[]).length;
  }
  return lines.length;
}

async function quotedItem(call: Call, random: Random) {
  const found = await call('search_catalog', { query: random.pick(['plenty', 'bulk', 'thing']), limit: 5 });
  const products = (found.body.products ?? []) as {
    variant_id: string;
    in_stock: boolean;
    price: { amount: number; quote_id: string; expires_at: string };
  }[];
  const sold = products.filter(({ in_stock }) => in_stock);
  if (sold.length === 0) return undefined;
  const { variant_id, price } = random.pick(sold);
  return {
    variantId: variant_id,
    quoteId: price.quote_id,
    price: price.amount as number | undefined,
    expiresAt: Date.parse(price.expires_at),
  };
}

/** Calls that no client should make: each has its answer, none has an effect. */
export async function misbehave(world: World, random: Random): Promise<void> {
  const wrong: (() => Promise<unknown>)[] = [
    () => world.tool('get_product', { product_id: `gone-${random.between(1, 99)}` }),
    () => world.tool('search_catalog', { query: 7 }),
    () => world.tool('update_cart', { add: [{ variant_id: anyVariant(random), quantity: -1 }] }),
    () => world.tool('get_cart', { session_id: `ses_${'x'.repeat(22)}` }),
    () => world.tool('get_order', { order_id: 'A-1' }),
    () => world.tool('complete_checkout', { checkout_id: 'no' }),
    async () => {
      const { status } = await world.server.ask('/v1/tools/search_catalog', {
        method: 'POST',
        body: '{"query":',
      });
      world.count('malformed body', String(status));
    },
    async () => {
      const { status } = await world.server.ask('/admin/v1/orders', { key: `sk_${'x'.repeat(22)}` });
      world.count('wrong key', String(status));
    },
  ];
  await random.pick(wrong)();
}

/** Somebody who would rather talk to a person. */
export async function askForPeople(world: World, flow: Flow, random: Random): Promise<void> {
  const principal: Principal = anonymous(`192.0.2.${random.between(1, 254)}`);
  const lead = await world.tool(
    'qualify_lead',
    { need: 'forty chairs for an office', consent: true, contact: { email: 'office@simulation.example' } },
    principal,
  );
  const { session_id } = lead.body;
  await flow.pause(random.between(10_000, 10 * MINUTE));
  const handoff = await world.tool(
    'request_handoff',
    { reason: 'asked_for', summary: 'Wants an offer for forty chairs', session_id },
    principal,
  );
  await flow.pause(random.between(MINUTE, HOUR));
  if (lead.status === 200)
    await world.admin('lead status', 'PATCH', `/leads/${lead.body.lead_id}`, {
      status: random.pick(['contacted', 'won', 'lost']),
    });
  if (handoff.status !== 200) return;
  const at = `/v1/handoffs/${handoff.body.handoff_id}`;
  await world.admin('handoff claim', 'POST', `${at}/claim`, { name: 'Ana' });
  await flow.pause(random.between(MINUTE, HOUR));
  await world.admin('handoff close', 'POST', `${at}/close`);
}
