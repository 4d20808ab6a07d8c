import type { Shopwright } from '../../../server/app.ts';
import { DiscountInput } from '../../../server/commerce/pricing/discount-input.ts';
import { TEST_SHOP } from '../../fixtures/shop.ts';
import { catalogue, DISCOUNTS } from '../catalog.ts';

const CHUNK = 200;

/** Fills an empty shop with what the suite sells. Its webhooks wait until they have somewhere to go. */
export async function prepare({ services, store, webhooks }: Shopwright): Promise<void> {
  const { endpoint } = await webhooks.service.add({ url: 'http://127.0.0.1:9/' });
  await webhooks.service.update(endpoint._id, { status: 'paused' });
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

/** From now on all that was told since the shop began, and is told, goes there. */
export async function sendHooksTo({ webhooks }: Shopwright, url: string): Promise<void> {
  for (const { endpoint } of await webhooks.service.list())
    if (endpoint.url !== url) await webhooks.service.update(endpoint._id, { url, status: 'active' });
}
