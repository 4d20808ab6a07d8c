import { z } from 'zod';

const FactId = z.string();

/**
 * A part of a sentence. `text` is free: whoever wrote it, it may state nothing, and the verifier sees to that. `fact` is
 * rendered by code. `phrase` is one of the shop's own sentences (`phrases/`), with facts in its places.
 */
export const Segment = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  z.strictObject({
    type: z.literal('fact'),
    fact: FactId,
    /** `labelled` says what it is, such as "Colour: blue"; default `value`. */
    form: z.enum(['value', 'labelled']).optional(),
  }),
  z.strictObject({
    type: z.literal('phrase'),
    key: z.string(),
    facts: z.record(z.string(), FactId).optional(),
    /** Words of the customer that are said back, such as what was searched for: shown as a quotation. */
    said: z.record(z.string(), z.string()).optional(),
  }),
]);
export type Segment = z.infer<typeof Segment>;

/** All facts of a card are of its variant. */
export const ProductCard = z.strictObject({
  productId: z.string(),
  variantId: z.string(),
  title: FactId,
  options: FactId.optional(),
  price: FactId,
  compareAt: FactId.optional(),
  stock: FactId.optional(),
  reason: z.array(Segment).optional(),
});
export type ProductCard = z.infer<typeof ProductCard>;

export const Block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), segments: z.array(Segment).min(1) }),
  z.strictObject({
    type: z.literal('products'),
    layout: z.enum(['list', 'carousel']),
    cards: z.array(ProductCard).min(1).max(10),
  }),
  z.strictObject({
    type: z.literal('comparison'),
    cards: z.array(ProductCard).min(2).max(5),
    /** One fact a product, in their order; null where the shop does not say. */
    rows: z.array(z.strictObject({ values: z.array(FactId.nullable()) })),
  }),
  z.strictObject({
    type: z.literal('cart'),
    lines: z.array(
      z.strictObject({
        title: FactId,
        options: FactId.optional(),
        quantity: FactId,
        unitPrice: FactId.optional(),
        total: FactId,
      }),
    ),
    totals: z.array(FactId),
  }),
  z.strictObject({
    type: z.literal('order'),
    number: FactId,
    status: FactId,
    lines: z.array(z.strictObject({ title: FactId, quantity: FactId, total: FactId })),
    totals: z.array(FactId),
    delivery: FactId.optional(),
    tracking: z.array(FactId),
  }),
  z.strictObject({
    type: z.literal('link'),
    purpose: z.enum(['checkout', 'tracking', 'proof', 'call_back', 'channel']),
    label: Segment,
    link: FactId,
  }),
  z.strictObject({
    type: z.literal('quick_replies'),
    options: z
      .array(z.strictObject({ label: Segment, send: z.string().min(1).max(200) }))
      .min(1)
      .max(10),
  }),
]);
export type Block = z.infer<typeof Block>;

/** What is to be said, before it is rendered: every statement is a reference to a fact. */
export const ReplyDocument = z.strictObject({
  /** BCP 47, such as `es`. */
  language: z.string(),
  blocks: z.array(Block).min(1).max(20),
});
export type ReplyDocument = z.infer<typeof ReplyDocument>;
