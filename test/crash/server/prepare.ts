import type { Shopwright } from '../../../server/app.ts';
import { DiscountInput } from '../../../server/commerce/pricing/discount-input.ts';
import { TEST_SHOP } from '../../fixtures/shop.ts';
import { catalogue, DISCOUNTS } from '../catalog.ts';

const CHUNK = 200;

/** Fills an empty shop with what the suite sells. */
export async function prepare({ services, store }: Shopwright): Promise<void> {
  await services.shop.put(TEST_SHOP);
  const products = catalogue();
  for (let start = 0; start < products.length; start += CHUNK) {
    for (const result of await services.catalog.putMany(products.slice(start, start + CHUNK)))
      if (result.status === 'refused') throw new Error(JSON.stringify(result.faults));
  }
  for (const discount of DISCOUNTS) await services.discounts.create(DiscountInput.parse(discount));
  await services.search.settled();
  await store.flush();
}
