import { z } from 'zod';

/** A piece of text; with `fact`, it says that fact and nothing else. */
export const Run = z.strictObject({ text: z.string(), fact: z.string().optional() });
export type Run = z.infer<typeof Run>;
const Runs = z.array(Run);

export const RenderedCard = z.strictObject({
  productId: z.string(),
  variantId: z.string(),
  quoteId: z.string().optional(),
  title: Runs,
  options: Runs.optional(),
  price: Runs,
  compareAt: Runs.optional(),
  stock: Runs.optional(),
  reason: Runs.optional(),
  image: z.strictObject({ url: z.string(), alt: z.string() }).optional(),
});
export type RenderedCard = z.infer<typeof RenderedCard>;

export const RenderedBlock = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), runs: Runs }),
  z.strictObject({
    type: z.literal('products'),
    layout: z.enum(['list', 'carousel']),
    cards: z.array(RenderedCard),
  }),
  z.strictObject({
    type: z.literal('comparison'),
    cards: z.array(RenderedCard),
    rows: z.array(z.strictObject({ label: z.string(), values: z.array(Runs.nullable()) })),
  }),
  z.strictObject({
    type: z.literal('cart'),
    lines: z.array(
      z.strictObject({
        title: Runs,
        options: Runs.optional(),
        quantity: Runs,
        unitPrice: Runs.optional(),
        total: Runs,
      }),
    ),
    totals: z.array(z.strictObject({ kind: z.string(), label: z.string(), value: Runs })),
  }),
  z.strictObject({
    type: z.literal('order'),
    number: Runs,
    status: Runs,
    lines: z.array(z.strictObject({ title: Runs, quantity: Runs, total: Runs })),
    totals: z.array(z.strictObject({ kind: z.string(), label: z.string(), value: Runs })),
    delivery: Runs.optional(),
    tracking: z.array(Runs),
  }),
  z.strictObject({
    type: z.literal('link'),
    purpose: z.enum(['checkout', 'tracking', 'proof', 'call_back', 'channel']),
    label: Runs,
    url: z.string(),
    fact: z.string(),
  }),
  z.strictObject({
    type: z.literal('quick_replies'),
    options: z.array(z.strictObject({ label: z.string(), send: z.string() })),
  }),
]);
export type RenderedBlock = z.infer<typeof RenderedBlock>;

/** What the customer sees, in the order of `blocks`. Surfaces lay it out; they add no words of their own. */
export const RenderedReply = z.strictObject({
  language: z.string(),
  /** BCP 47; numbers, money and dates are written its way. */
  locale: z.string(),
  blocks: z.array(RenderedBlock),
});
export type RenderedReply = z.infer<typeof RenderedReply>;

/** Where a fact stands in a text: UTF-16 offsets, the end excluded. */
export const Span = z.strictObject({ start: z.int(), end: z.int(), fact: z.string() });
export type Span = z.infer<typeof Span>;
