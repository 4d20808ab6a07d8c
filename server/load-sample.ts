import type { PolicyKind } from './commerce/policies/model.ts';
import { discounts } from './commerce/pricing/model.ts';
import { SHOP_ID, shops } from './commerce/shop/model.ts';
import type { Ids } from './platform/ids.ts';
import type { Store } from './platform/store/port.ts';
import type { Sample } from './sample/index.ts';
import type { ShopServices } from './shop-services.ts';

const CHUNK = 50;

/** Fills an empty database with the sample shop. Answers false when there is a shop already. */
export async function fillWithSample(store: Store, services: ShopServices, ids: Ids): Promise<boolean> {
  if (await store.get(shops, SHOP_ID)) return false;
  // Over a megabyte of JSON that only the first start needs.
  const { loadSample } = await import('./sample/index.ts');
  await fillShop(loadSample(), store, services, ids);
  return true;
}

/** Fills an empty database with a whole shop. @throws Error when a product of it is refused */
export async function fillShop(
  data: Sample,
  store: Store,
  services: Pick<ShopServices, 'shop' | 'catalog' | 'policies'>,
  ids: Ids,
): Promise<void> {
  await services.shop.put(data.shop);
  for (const category of data.categories) await services.catalog.putCategory(category);
  for (let start = 0; start < data.products.length; start += CHUNK) {
    const results = await services.catalog.putMany(data.products.slice(start, start + CHUNK));
    const refused = results.find((r) => r.status === 'refused');
    if (refused) throw new Error(`the shop is broken: ${JSON.stringify(refused)}`);
  }
  for (const { _id, ...policy } of data.policies) await services.policies.put(_id as PolicyKind, policy);
  await store.transaction(async (tx) => {
    for (const discount of data.discounts)
      await tx.insert(discounts, { ...discount, _id: ids.next('disc'), used: 0 });
  });
}
