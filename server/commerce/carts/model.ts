import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { MAX_TOUCHES, Touch } from '../affiliates/credit.ts';
import { documentFields } from '../catalog/model.ts';
import { Money } from '../money.ts';

export const MAX_CART_LINES = 100;
export const MAX_LINE_QUANTITY = 10_000;

export const CartLine = z.strictObject({
  lineId: z.string(),
  productId: z.string(),
  variantId: z.string(),
  quantity: z.int().min(1).max(MAX_LINE_QUANTITY),
  /** The promise this price rests on; honoured exactly until it expires. */
  quoteId: z.string(),
  unitPrice: Money,
  quoteExpiresAt: z.int(),
});
export type CartLine = z.infer<typeof CartLine>;

export const Destination = z.strictObject({ country: z.string(), region: z.string().optional() });
export type Destination = z.infer<typeof Destination>;

export const Cart = z.strictObject({
  ...documentFields,
  sessionId: z.string(),
  principalId: z.string(),
  /** Of the session that began it. */
  publisherId: z.string().optional(),
  /** Every publisher who worked on it, the first first; see `creditOf`. */
  touches: z.array(Touch).max(MAX_TOUCHES).optional(),
  status: z.enum(['open', 'ordered', 'abandoned']),
  market: z.string(),
  currency: z.string(),
  lines: z.array(CartLine).max(MAX_CART_LINES),
  /** Discount codes as typed, upper case. */
  codes: z.array(z.string()),
  /** For estimates of tax and shipping. */
  destination: Destination.optional(),
  expiresAt: z.int(),
});
export type Cart = z.infer<typeof Cart>;
export const carts = defineCollection(
  'carts',
  Cart,
  {
    bySession: { fields: ['sessionId', 'status'] },
    byExpiry: { fields: ['expiresAt'] },
  },
  [{ what: 'which publishers worked on a cart, and when' }],
);
