import { anonymous } from '../../../server/commerce/principals/model.ts';
import { fillShop } from '../../../server/load-sample.ts';
import { ManualClock } from '../../../server/platform/clock.ts';
import { randomIds } from '../../../server/platform/ids.ts';
import { type Catalogue, titleOf } from '../../fixtures/chatbots/catalogue.ts';
import type { Planted } from '../../fixtures/chatbots/planted.ts';
import { openTestShop, type TestShop } from '../../fixtures/shop.ts';
import type { Example, Judge, Mark } from './judge.ts';

/** As many products as a reply names. */
const MAX_PRODUCTS = 4;
const MAX_QUOTES = 50;
/** Classes whose facts come with a cart and a checkout: codes, and ways of shipping. */
const AT_CHECKOUT: ReadonlySet<string> = new Set(['code', 'discount', 'delivery', 'policy']);
const PLACE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  US: { line1: '1 Main St', city: 'Los Angeles', region: 'CA', postal_code: '90001' },
};

/**
 * The runtime verifier, called as a chatbot with words of its own calls it: `verify_reply` over a shop with the catalogue's data.
 * Before, it calls what such a chatbot would have called: `get_product` for each product that the customer or the reply names, and
 * for codes and shipping a cart and a checkout that has the codes the reply names.
 */
export function openVerifier(): Judge {
  const opened = new Map<Catalogue, Promise<TestShop>>();
  return {
    name: 'verifier',
    marks: async (example) => {
      const shop = opened.get(example.catalogue) ?? openShop(example.catalogue);
      opened.set(example.catalogue, shop);
      return verified(await shop, example);
    },
    close: async () => {
      for (const shop of opened.values()) await (await shop).close();
      opened.clear();
    },
  };
}

async function openShop({ shop: data, now }: Catalogue): Promise<TestShop> {
  const shop = await openTestShop({ clock: new ManualClock(now) });
  await fillShop(data as Parameters<typeof fillShop>[0], shop.store, shop.services, randomIds);
  await shop.services.search.settled();
  return shop;
}

async function verified(shop: TestShop, { catalogue, class: kind, planted }: Example): Promise<Mark[]> {
  const { language, market, country, variant } = planted.context;
  const principal = anonymous('203.0.113.7');
  const { session } = shop.services.sessions.open({ principal, market, locale: language });
  const call = async (tool: string, args: object): Promise<Record<string, unknown> | undefined> => {
    const result = await shop.callTool(tool, { locale: language, market, ...args }, { principal, session });
    return result.ok ? (result.output as Record<string, unknown>) : undefined;
  };
  const quotes: string[] = [];
  for (const id of named(catalogue, planted)) {
    const product = await call('get_product', { product_id: `prod_${id}` });
    const variants = (product?.variants ?? []) as { price: { quote_id: string } }[];
    quotes.push(...variants.map(({ price }) => price.quote_id));
  }
  if (AT_CHECKOUT.has(kind)) {
    const bought = variant ?? soldVariant(catalogue, planted);
    const codes = catalogue.shop.discounts.flatMap(({ code }) =>
      code !== undefined && planted.text.includes(code) ? [code] : [],
    );
    const cart = await call('update_cart', {
      add: [{ variant_id: `var_${bought}`, quantity: 1 }],
      ...(codes.length > 0 && { add_codes: codes }),
    });
    if (cart)
      await call('create_checkout', {
        buyer: { name: 'Ada Buyer', email: 'ada@example.com' },
        shipping_address: {
          name: 'Ada Buyer',
          ...(PLACE[country] ?? { line1: 'Main Street 1', city: 'Town', postal_code: '10115' }),
          country,
        },
      });
  }
  const result = await shop.callTool(
    'verify_reply',
    { text: planted.text, language, quote_ids: quotes.slice(0, MAX_QUOTES) },
    { principal, session },
  );
  if (!result.ok) throw new Error(`verify_reply: ${result.error.message}`);
  return (result.output as { violations: Mark[] }).violations;
}

/** Products whose titles stand in the reply or the question, the longest first, and the one that it is about. */
function named({ shop }: Catalogue, { text, context }: Planted): readonly string[] {
  const plain = (one: string): string => one.toLowerCase().replaceAll('’', "'");
  let rest = plain(`${text}\n${context.customer}`);
  const found = shop.products
    .map((product) => ({ id: product.id, title: plain(titleOf(product, context.language)) }))
    .filter(({ title }) => title !== '' && rest.includes(title))
    .toSorted((a, b) => b.title.length - a.title.length)
    .filter(({ title }) => {
      const stands = rest.includes(title);
      rest = rest.replaceAll(title, '·');
      return stands;
    })
    .map(({ id }) => id);
  return [...new Set([...(context.product === undefined ? [] : [context.product]), ...found])].slice(
    0,
    MAX_PRODUCTS,
  );
}

/** Something to put into a cart where the reply is about nothing in particular. */
const soldVariant = ({ shop }: Catalogue, { context: { market } }: Planted): string | undefined =>
  shop.products
    .filter(({ status }) => status === 'active')
    .flatMap(({ variants }) => variants)
    .find(
      ({ stock, prices }) =>
        (stock ?? []).some(({ on_hand }) => on_hand > 2) && prices.some((price) => price.market === market),
    )?.id;
