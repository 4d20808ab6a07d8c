import type { StateId } from '../../server/agent/dialogue/states.ts';
import { DIALOGUE_VERSION } from '../../server/agent/dialogue/stored.ts';
import type { Asked } from '../../server/agent/reading/intent-names.ts';
import type { Turn } from '../../server/agent/reading/model.ts';
import { orders } from '../../server/commerce/orders/model.ts';
import { anonymous, type Principal } from '../../server/commerce/principals/model.ts';
import { type Session, sessions } from '../../server/commerce/sessions/model.ts';
import type { TurnInput } from '../../server/conversation/answerer.ts';
import { EMPTY_MEMORY, type InboundMessage, type Memory } from '../../server/conversation/model.ts';
import { TurnToolbox } from '../../server/conversation/toolbox.ts';
import { folded } from '../../server/platform/folded.ts';
import { toolsByName } from '../../tools/registry.ts';
import type { HoldoutShop, SceneProduct } from './shop.ts';

/** Where a conversation stands in which this was asked or shown last. */
const STATES: Readonly<Record<Asked, StateId>> = {
  which_product: 'discovery.which',
  products_shown: 'discovery.results',
  product_shown: 'product.shown',
  'add_to_cart?': 'product.price',
  'checkout?': 'cart.added',
  'confirm_total?': 'checkout.confirm',
  'quantity?': 'cart.quantity',
  'size?': 'product.size',
  'colour?': 'product.colour',
  'budget?': 'discovery.advice.budget',
  'recipient?': 'discovery.gift.recipient',
  'order_number?': 'order.number',
  'order_code?': 'order.code',
  'email?': 'alert.restock',
  'address?': 'checkout.address',
  'contact?': 'lead.contact',
  'coupon?': 'discount.code',
  'cancel?': 'order.cancel',
  'person?': 'person.offered',
  'anything_else?': 'talk.thanks',
  cart_shown: 'cart.shown',
  order_shown: 'order.shown',
};
const SHOWS_LIST: ReadonlySet<string> = new Set(['which_product', 'products_shown']);
const SPEAKS_OF_ONE: ReadonlySet<string> = new Set([
  ...['product_shown', 'add_to_cart?', 'quantity?', 'size?', 'colour?', 'email?', 'checkout?'],
]);
const HAS_CART: ReadonlySet<string> = new Set([
  ...['cart_shown', 'checkout?', 'confirm_total?', 'quantity?', 'coupon?', 'address?', 'size?', 'colour?'],
]);
const IN_CART: ReadonlySet<string> = new Set([
  ...['remove_from_cart', 'change_quantity', 'change_variant', 'show_cart', 'clear_cart', 'apply_coupon'],
  ...['remove_coupon', 'start_checkout'],
]);
const ABOUT_ORDER: ReadonlySet<string> = new Set([
  ...[
    'order_status',
    'tracking',
    'change_order',
    'change_address',
    'cancel_order',
    'return_item',
    'exchange',
  ],
  ...['refund_status', 'damaged_item', 'missing_item', 'warranty_claim', 'invoice', 'review'],
]);
const SHOWN = 4;
const MARKET = { en: 'us' } as const;

/** What a turn of the hold-out was written into: products shown, cart, order, what was asked. The same for the same turn. */
export interface Scene {
  turn: Turn;
  market: string;
  state: StateId;
  shown: readonly SceneProduct[];
  focus: SceneProduct | undefined;
  cart: readonly string[];
  /** Of the order: of this conversation, or somebody's. */
  order: { number: string; own: boolean } | undefined;
}

const listOf = (value: unknown): string[] =>
  value === undefined || value === null ? [] : (Array.isArray(value) ? value.flat() : [value]).map(String);

/** The products that a label names by their ids. */
export const labelledProducts = ({ entities }: Turn): string[] => [
  ...new Set([...listOf(entities.product_id), ...listOf(entities.product_ids)]),
];

export async function sceneOf(shop: HoldoutShop, turn: Turn): Promise<Scene> {
  const { entities, intents } = turn;
  const asked = turn.asked ?? '';
  const market = turn.lang in MARKET ? MARKET.en : 'eu';
  const chosen = [...listOf(entities.colour), ...listOf(entities.size)].map(folded);
  const named = labelledProducts(turn).flatMap((id) => shop.productOf(id) ?? []);
  const likely = [...named, ...(await wordsFind(shop, turn, market))];
  const fitting = shop.products.filter(
    ({ variants }) =>
      variants.length > 1 &&
      chosen.every((word) => variants.some(({ options }) => options.some((option) => option.includes(word)))),
  );
  const any = fitting.length > 0 ? fitting : shop.products;
  const start = numberOf(turn.text);
  const others = Array.from({ length: SHOWN }, (_, at) => any[(start + at * 7) % any.length]!);
  const products = [...new Set([...likely, ...others])];
  const spoken = products.find((product) => fitting.includes(product) || chosen.length === 0) ?? products[0]!;
  const cart = HAS_CART.has(asked) || intents.some((intent) => IN_CART.has(intent));
  const about = asked.startsWith('order_') || intents.some((intent) => ABOUT_ORDER.has(intent));
  const number = listOf(entities.order_number)[0]?.replace(/^#/, '').toUpperCase();
  return {
    turn,
    market,
    state: STATES[turn.asked!] ?? 'talk.greeting',
    shown: SHOWS_LIST.has(asked) ? products.slice(0, SHOWN) : SPEAKS_OF_ONE.has(asked) ? [spoken] : [],
    focus: SPEAKS_OF_ONE.has(asked) ? spoken : undefined,
    cart: cart ? [spoken.variantId, others.find((one) => one !== spoken)!.variantId] : [],
    order: about
      ? { number: number ?? 'SW-7K4QP-X2M9D', own: !['order_number?', 'order_code?'].includes(asked) }
      : undefined,
  };
}

async function wordsFind(
  shop: HoldoutShop,
  { entities, asked, lang }: Turn,
  market: string,
): Promise<SceneProduct[]> {
  const words = ['brand', 'product', 'material', 'attribute'].flatMap((name) => listOf(entities[name]));
  if (asked === null || words.length === 0) return [];
  const found = await shop.ok('search_catalog', {
    query: words.join(' '),
    market,
    locale: lang,
    limit: SHOWN,
  });
  const ids = (found.products as { product_id: string }[]).map(({ product_id }) => product_id);
  return ids.flatMap((id) => shop.productOf(id.replace(/^prod_/, '')) ?? []);
}

const numberOf = (text: string): number =>
  [...text].reduce((sum, character) => (sum * 31 + character.codePointAt(0)!) % 1_000_003, 7);

/** A conversation that stands as the scene says, and how it is cleared away. */
export async function enter(
  shop: HoldoutShop,
  scene: Scene,
  id: string,
): Promise<{ input: TurnInput; toolbox: TurnToolbox; leave: () => Promise<void> }> {
  const { turn, market } = scene;
  const principal: Principal = anonymous('203.0.113.7');
  const opened = shop.services.sessions.open({ principal, market, locale: turn.lang });
  const session = opened.session;
  if (scene.cart.length > 0)
    for (const variant_id of scene.cart)
      await shop.callTool('update_cart', { add: [{ variant_id }] }, { principal, session });
  if (scene.cart.length > 0 && turn.intents.includes('remove_coupon'))
    await shop.callTool('update_cart', { add_codes: ['WELCOME10'] }, { principal, session });
  const order = scene.order && {
    ...shop.order,
    _id: `ord_${id}`,
    number: scene.order.number,
    checkoutId: `chk_${id}`,
    sessionId: scene.order.own ? session._id : 'ses_other',
  };
  if (order) await shop.store.transaction((tx) => tx.insert(orders, order));
  const current = (await shop.store.get(sessions, session._id)) ?? session;
  const toolbox = new TurnToolbox(
    { callTool: shop.callTool, tools: toolsByName, clock: shop.clock },
    {
      ...{ turnId: id, principal, session: current satisfies Session, locale: turn.lang },
      ...{ lastFact: 0, earlier: async () => [], done: [] },
    },
  );
  const input: TurnInput = {
    conversationId: session._id,
    turnId: id,
    messages: [{ text: turn.text, sequence: 1 } as InboundMessage],
    pictures: [],
    history: async () => [],
    memory: memoryOf(scene, shop.clock.now()),
    visits: [],
    principal,
    session: current,
    market: await shop.services.shop.market(market),
    locale: turn.lang,
    language: turn.lang,
    toolbox,
    now: shop.clock.now(),
    signal: new AbortController().signal,
  };
  return {
    input,
    toolbox,
    leave: async () => {
      if (order)
        await shop.store.transaction(async (tx) => {
          const stored = await tx.get(orders, order._id);
          if (stored) await tx.delete(orders, order._id, stored.version);
        });
    },
  };
}

function memoryOf({ turn, state, shown, focus, order }: Scene, now: number): Memory {
  const ids = ({ productId, variantId }: SceneProduct) => ({ productId, variantId });
  const expiresAt = now + 600_000;
  const pending = (): Memory['pending'] => {
    switch (turn.asked) {
      case 'which_product':
        return {
          kind: 'choose_product',
          variantIds: shown.map(({ variantId }) => variantId),
          ...{ intent: 'product_details', expiresAt },
        };
      case 'order_number?':
        return { kind: 'order_number', intent: 'order_status', expiresAt };
      case 'order_code?':
        return { kind: 'order_code', orderNumber: order!.number, expiresAt };
      case 'add_to_cart?':
        return {
          kind: 'confirm_write',
          tool: 'update_cart',
          arguments: { add: [{ variant_id: focus!.variantId, quantity: 1 }] },
          expiresAt,
        };
      default:
        return undefined;
    }
  };
  const asked = pending();
  return {
    ...EMPTY_MEMORY,
    shown: shown.map(ids),
    ...(focus && { focus: ids(focus) }),
    ...(asked && { pending: asked }),
    dialogue: { state, version: DIALOGUE_VERSION, at: now },
  };
}
