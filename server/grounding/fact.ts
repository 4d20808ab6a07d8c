import { z } from 'zod';
import { CurrencyCode } from '../commerce/money.ts';

/** What a fact says. Texts come from the shop, in the customer's language; everything else is rendered with `Intl`. */
export const FactValue = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('money'), amount: z.int(), currency: CurrencyCode }),
  z.strictObject({ type: z.literal('count'), value: z.int() }),
  z.strictObject({ type: z.literal('flag'), value: z.boolean() }),
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  /** Calendar days, `YYYY-MM-DD`, both included. */
  z.strictObject({ type: z.literal('days'), from: z.string(), to: z.string() }),
  /** Milliseconds, UTC. */
  z.strictObject({ type: z.literal('instant'), at: z.int() }),
  z.strictObject({ type: z.literal('link'), url: z.string() }),
]);
export type FactValue = z.infer<typeof FactValue>;

export const FactKind = z.enum([
  /** Title of a product. */
  'product',
  /** Options of a variant, as the shop writes them. */
  'variant',
  'brand',
  'price',
  'compare_at',
  /** Units that can be bought now. */
  'stock',
  /** Whether it can be bought now. */
  'available',
  'attribute',
  'description',
  /** Why a tool recommends a product. */
  'reason',
  /** `field` is what it is the first in, such as `cheapest`; among what, `label` says. */
  'superlative',
  'result_count',
  'quantity',
  'line_total',
  /** `field` is the kind of total: subtotal, discount, shipping, tax, total, charged, refunded. */
  'total',
  'coupon',
  /** Why a coupon was refused, or what changed in a cart. */
  'notice',
  'shipping_option',
  'delivery',
  'policy',
  'order_number',
  'order_status',
  'tracking',
  'address',
  'contact',
  'expiry',
  'link',
]);
export type FactKind = z.infer<typeof FactKind>;

/** What a fact is about. A reply may state it of nothing else. */
export const FactSubject = z.strictObject({
  productId: z.string().optional(),
  variantId: z.string().optional(),
  lineId: z.string().optional(),
  cartId: z.string().optional(),
  checkoutId: z.string().optional(),
  orderId: z.string().optional(),
  /** Kind of policy and key of the section: `returns.period`. */
  policy: z.string().optional(),
});
export type FactSubject = z.infer<typeof FactSubject>;

/** One thing that a tool of this conversation returned. */
export const Fact = z.strictObject({
  /** `f` and a number, unique in its conversation. */
  id: z.string().regex(/^f[1-9]\d*$/),
  kind: FactKind,
  /** Narrows the kind: the attribute's name, the kind of total. Else the kind again. */
  field: z.string(),
  /** What it is called in the customer's language, where it has a name. */
  label: z.string().optional(),
  subject: FactSubject,
  value: FactValue,
  quoteId: z.string().optional(),
  /** Until when the quote is honoured. Milliseconds, UTC. */
  expiresAt: z.int().optional(),
  /** The tool call that returned it. */
  callId: z.string(),
  /** Milliseconds, UTC. */
  observedAt: z.int(),
});
export type Fact = z.infer<typeof Fact>;

/** Facts by id. */
export type Facts = ReadonlyMap<string, Fact>;

/** The same statement at another time has the same key. */
export const factKey = ({ kind, field, subject }: Pick<Fact, 'kind' | 'field' | 'subject'>): string =>
  JSON.stringify([
    kind,
    field,
    subject.productId,
    subject.variantId,
    subject.lineId,
    subject.cartId,
    subject.checkoutId,
    subject.orderId,
    subject.policy,
  ]);
