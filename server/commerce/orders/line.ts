import { z } from 'zod';
import { Money } from '../money.ts';

export const OrderLine = z.strictObject({
  lineId: z.string(),
  productId: z.string(),
  variantId: z.string(),
  sku: z.string().optional(),
  title: z.string(),
  options: z.record(z.string(), z.string()),
  quantity: z.int().positive(),
  unitPrice: Money,
  quoteId: z.string(),
  total: Money,
  fulfilled: z.int().nonnegative(),
  canceled: z.int().nonnegative(),
  returned: z.int().nonnegative(),
});
export type OrderLine = z.infer<typeof OrderLine>;

/** Calendar dates (UTC), `YYYY-MM-DD`. */
export const ShippingPromise = z.strictObject({
  title: z.string(),
  earliest: z.string(),
  latest: z.string(),
});
