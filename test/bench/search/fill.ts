import { ProductInput } from '../../../server/commerce/catalog/product-input.ts';
import type { SearchDocument } from '../../../server/search/search-engine.ts';
import { openShop } from '../shop.ts';
import { copies } from './copies.ts';
import type { Progress } from './figures.ts';

const CHUNK = 200;

/** Makes the sample shop in `folder` and puts so many products into it. */
export async function fillShop(
  folder: string,
  originals: readonly SearchDocument[],
  products: number,
  progress: Progress,
): Promise<void> {
  const shop = await openShop(folder);
  let done = 0;
  let chunk: ProductInput[] = [];
  const put = async (): Promise<void> => {
    for (const result of await shop.services.catalog.putMany(chunk))
      if (result.status === 'refused') throw new Error(JSON.stringify(result.faults));
    done += chunk.length;
    chunk = [];
    progress('importing', done, products);
  };
  // A shop has each SKU once; in the catalogue some stand for several products.
  const skus = new Set<string>();
  try {
    for (const document of copies(originals, products)) {
      chunk.push(productInput(document, skus));
      if (chunk.length === CHUNK) await put();
    }
    await put();
    await shop.services.search.settled();
  } finally {
    await shop.close();
  }
}

const productInput = (document: SearchDocument, skus: Set<string>): ProductInput =>
  ProductInput.parse({
    id: document.productId.toLowerCase(),
    title: document.title,
    description: document.description,
    ...(document.brand && { brand: document.brand }),
    ...(document.productType && { product_type: document.productType }),
    attributes: document.features ? [{ name: 'features', value: document.features.slice(0, 2000) }] : [],
    variants: document.variants.map((variant) => {
      const sku = variant.sku?.slice(0, 64).trim();
      const own = sku && !skus.has(sku) && skus.add(sku);
      return {
        id: variant.id.toLowerCase().replace('var_', ''),
        ...(own && { sku }),
        prices: variant.prices.map((price) => ({ market: 'us', amount: price.amount, currency: 'USD' })),
        stock: [{ location: 'us-east', on_hand: 100 }],
      };
    }),
  });
