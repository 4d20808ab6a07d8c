import { anonymous, type Principal } from '../../server/commerce/principals/model.ts';
import { SHOP_ID, shops } from '../../server/commerce/shop/model.ts';
import type { Fact } from '../../server/grounding/fact.ts';
import type { ReplyDocument, Segment } from '../../server/grounding/reply.ts';
import { fillWithSample } from '../../server/load-sample.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { openTestShop, type TestShop } from '../fixtures/shop.ts';
import {
  nameCart,
  nameCompared,
  nameDelivery,
  nameOrder,
  namePolicy,
  nameProduct,
  nameTotals,
} from './fact-names.ts';
import { Talk } from './talk.ts';

export const LANGUAGES = ['en', 'es', 'pt', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * Facts of one conversation under names that a template can use:
 *
 *     A.title A.brand A.price A.compare_at A.stock A.available A.options A.description A.attr.1   (also B, C)
 *     A.attr.Weight, A.attr.Gewicht  an attribute by what it is called in the language of the conversation
 *     cheapest                       the superlative of comparing A, B and C, which is a fact of the cheapest of them
 *     cart.line1.title … .quantity .unit_price .total (line1 is A, line2 is B) · cart.items cart.discount cart.shipping
 *     cart.tax cart.total · coupon.code · coupon.amount · refused.code · refused.reason
 *     delivery.1.title .price .days (also 2) · policy.returns.1 policy.shipping.1 policy.warranty.1 …
 *     order.number order.status order.total order.delivery · checkout.link
 */
export interface Scenario {
  language: Language;
  locale: string;
  currency: string;
  facts: ReadonlyMap<string, Fact>;
  names: ReadonlyMap<string, string>;
  /** The fact behind a name. @throws RangeError when this conversation has none */
  fact(name: string): Fact;
}

/** Where buyers of a market live. */
export const ADDRESSES = {
  us: {
    name: 'Ada Buyer',
    line1: '1 Main St',
    city: 'Los Angeles',
    region: 'CA',
    postal_code: '90001',
    country: 'US',
  },
  eu: { name: 'Ada Buyer', line1: 'Hauptstr. 1', city: 'Berlin', postal_code: '10115', country: 'DE' },
};

/** What the carts need, and one more. */
const MIN_STOCK = 3;

export interface Scenarios {
  shop: TestShop;
  make(language: Language, seed: number): Promise<Scenario>;
  close(): Promise<void>;
}

/** The sample shop, and conversations in it that know three products, a cart, a checkout, an order and the policies. */
export async function openScenarios(): Promise<Scenarios> {
  const shop = await openTestShop();
  await shop.store.transaction(async (tx) => {
    const current = await tx.get(shops, SHOP_ID);
    if (current) await tx.delete(shops, SHOP_ID, current.version);
  });
  await fillWithSample(shop.store, shop.services, randomIds);
  await shop.services.search.settled();
  await shop.services.search.build();
  const products = (
    await shop.services.search.search({
      text: '',
      market: 'us',
      limit: 50,
      sort: 'relevance',
      filters: { inStock: true },
    })
  ).hits;
  return {
    shop,
    make: (language, seed) =>
      makeScenario(
        shop,
        products.map((h) => h.productId),
        language,
        seed,
      ),
    close: () => shop.close(),
  };
}

async function makeScenario(
  shop: TestShop,
  productIds: readonly string[],
  language: Language,
  seed: number,
): Promise<Scenario> {
  const market = language === 'en' ? 'us' : 'eu';
  const principal: Principal = anonymous('203.0.113.7');
  const { session } = shop.services.sessions.open({ principal, market, locale: language });
  const talk = new Talk(shop, principal, session, language);
  const put = talk.name.bind(talk);
  const pick = (offset: number): string => productIds[(seed * 7 + offset * 13) % productIds.length]!;
  const chosen: string[] = [];
  const variants: string[] = [];
  const prices = new Set<string>();
  for (const productId of new Set(productIds.map((_, offset) => pick(offset)))) {
    const letter = 'ABC'[chosen.length];
    if (letter === undefined) break;
    const facts = await talk.call('get_product', { product_id: productId });
    const price = facts.find(({ kind }) => kind === 'price')!;
    const { variantId } = price.subject;
    const units = facts.find(
      ({ kind, subject }) => kind === 'stock' && subject.variantId === variantId,
    )?.value;
    // Three that can be bought and do not cost the same, so that a swap of them is a lie.
    if (units?.type !== 'count' || units.value < MIN_STOCK || prices.has(JSON.stringify(price.value)))
      continue;
    prices.add(JSON.stringify(price.value));
    chosen.push(productId);
    variants.push(variantId!);
    nameProduct(letter, facts, put);
  }
  const compared = await talk.call('compare_products', { product_ids: chosen });
  nameCompared(chosen, compared, put);
  const [a, b] = variants;
  const cart = await talk.call('update_cart', {
    add: [
      { variant_id: a, quantity: 2 },
      { variant_id: b, quantity: 1 },
    ],
    add_codes: ['WELCOME10', 'NOSUCHCODE'],
  });
  nameCart(cart, put);
  const address = ADDRESSES[market];
  const started = await talk.call('create_checkout', {
    buyer: { name: 'Ada Buyer', email: 'ada@example.com' },
    shipping_address: address,
  });
  nameDelivery(started, put);
  const checkoutId = started.find((f) => f.subject.checkoutId !== undefined)!.subject.checkoutId!;
  const ready = await talk.call('update_checkout', {
    checkout_id: checkoutId,
    shipping_option_id: started.find(({ kind }) => kind === 'shipping_option')!.field,
  });
  nameTotals(ready, put);
  const total = ready.find((f) => f.kind === 'total' && f.field === 'total')!.value as {
    amount: number;
    currency: string;
  };
  await talk.call('complete_checkout', {
    checkout_id: checkoutId,
    idempotency_key: `scenario-${seed}`,
    confirmed_total: { amount: total.amount, currency: total.currency },
    confirmed_address: { line1: address.line1, postal_code: address.postal_code, country: address.country },
    payment_token: 'tok_success',
  });
  nameOrder(await talk.call('get_order', {}), put);
  for (const kind of ['returns', 'shipping', 'warranty', 'payment'])
    namePolicy(kind, await talk.call('get_policy', { kind }), put);
  return talk.scenario(market === 'us' ? 'USD' : 'EUR');
}

/**
 * A reply whose only block is a paragraph: `{A.price}` is that fact, `{f99}` an id as it stands, everything else free text. A
 * line break begins another paragraph; `|` parts two segments of text, as a model may send them.
 * @throws RangeError for a name that this conversation does not have
 */
export function documentOf(template: string, scenario: Scenario): ReplyDocument {
  return {
    language: scenario.language,
    blocks: template.split('\n').map((line) => ({ type: 'text', segments: segmentsOf(line, scenario) })),
  };
}

function segmentsOf(line: string, scenario: Scenario): Segment[] {
  return line.split(/(\{[^{}]*\}|\|)/).flatMap((part): Segment[] => {
    if (part === '' || part === '|') return [];
    const name = /^\{([^{}]*)\}$/.exec(part)?.[1];
    if (name === undefined) return [{ type: 'text', text: part }];
    return [{ type: 'fact', fact: /^f\d+$/.test(name) ? name : scenario.fact(name).id }];
  });
}
