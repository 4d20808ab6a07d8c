import { z } from 'zod';
import { CategoryInput, ProductInput } from '../commerce/catalog/product-input.ts';
import { Policy, PolicyKind } from '../commerce/policies/model.ts';
import { Discount } from '../commerce/pricing/model.ts';
import { Shop } from '../commerce/shop/model.ts';
import categories from './categories.json' with { type: 'json' };
import discounts from './discounts.json' with { type: 'json' };
import policies from './policies.json' with { type: 'json' };
import products from './products.json' with { type: 'json' };
import shop from './shop.json' with { type: 'json' };

const storeFields = { version: true, createdAt: true, updatedAt: true } as const;

const Sample = z.strictObject({
  shop: Shop.omit({ ...storeFields, _id: true }),
  /** Parents come before their children. */
  categories: z.array(CategoryInput),
  products: z.array(ProductInput),
  policies: z.array(Policy.omit(storeFields).extend({ _id: PolicyKind })),
  discounts: z.array(Discount.omit({ ...storeFields, used: true })),
});
export type Sample = z.infer<typeof Sample>;

let parsed: Sample | undefined;

/**
 * The invented shop that a fresh server starts with: English, Spanish, Portuguese, German and French; market `us` in
 * USD without tax and market `eu` in EUR with tax. Parsed on the first call; every caller gets the same object.
 * @throws z.ZodError when one of the JSON files does not fit its schema
 */
export function loadSample(): Sample {
  parsed ??= Sample.parse({ shop, categories, products, policies, discounts });
  return parsed;
}
