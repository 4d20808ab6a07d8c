import type { ShopData } from '../../evals/contract.ts';
import type { CategoryInput, ProductInput } from '../commerce/catalog/product-input.ts';
import { loadConfig } from '../config.ts';
import { exportCatalog } from '../connectors/catalog-import/export.ts';
import { storedFeed } from '../connectors/catalog-import/file/feed-file.ts';
import { importCatalog } from '../connectors/catalog-import/import.ts';
import { openEvalShop } from './eval-shop.ts';

/**
 * Any feed that `shopwright import` takes, as the shop that comes of it.
 * @throws ImportError, Error when no product of it can be taken in
 */
export async function importedShop(path: string): Promise<ShopData> {
  const { shop, clock } = await openEvalShop({
    config: loadConfig({}, { environment: 'test', sampleShop: false }),
  });
  const file = await storedFeed(path);
  try {
    const { catalog, shop: settings } = shop.services;
    const report = await importCatalog({
      input: file,
      catalog,
      shop: settings,
      store: shop.store,
      ids: shop.ids,
      clock,
    });
    if (report.created === 0)
      throw new Error(`no product could be taken in: ${report.faults[0]?.reason ?? 'the file holds none'}`);
    const found: { shop?: ShopData['shop']; categories: CategoryInput[]; products: ProductInput[] } = {
      categories: [],
      products: [],
    };
    for await (const line of exportCatalog(shop.store)) {
      if ('shop' in line) found.shop = line.shop as ShopData['shop'];
      else if ('category' in line) found.categories.push(line.category);
      else found.products.push(line);
    }
    return { ...found, shop: found.shop!, policies: [], discounts: [] };
  } finally {
    await file.close();
    await shop.close();
  }
}
