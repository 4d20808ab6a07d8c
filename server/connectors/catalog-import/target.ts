import { categories } from '../../commerce/catalog/model.ts';
import type { CategoryInput, ProductInput } from '../../commerce/catalog/product-input.ts';
import type { CatalogService } from '../../commerce/catalog/service.ts';
import { type PutResult, putProduct } from '../../commerce/catalog/write.ts';
import { CommerceError } from '../../commerce/errors.ts';
import type { Shop } from '../../commerce/shop/model.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Reader } from '../../platform/store/port.ts';
import { feedProducts } from './feed-products.ts';
import { PreviewTransaction } from './preview-transaction.ts';

/** Where the products of an import go. */
export interface CatalogTarget {
  /** All in one transaction; a refused product leaves nothing behind. */
  put(inputs: readonly ProductInput[]): Promise<PutResult[]>;
  putCategory(category: CategoryInput): Promise<void>;
  hasCategory(id: string): Promise<boolean>;
}

/**
 * The catalogue itself; what goes in is remembered as the feed's in the same transaction.
 * @param known products that are remembered already; grows
 */
export function catalogTarget(
  catalog: CatalogService,
  ids: Ids,
  source: string,
  known: Set<string>,
): CatalogTarget {
  return {
    put: async (inputs) => {
      let taken: string[] = [];
      const results = await catalog.putMany(inputs, async (tx, done) => {
        const kept = done.filter(({ status, productId }) => status !== 'refused' && !known.has(productId));
        taken = kept.map(({ productId }) => productId);
        if (taken.length > 0)
          await tx.insert(feedProducts, { _id: ids.next('feed'), source, productIds: taken });
      });
      for (const id of taken) known.add(id);
      return results;
    },
    putCategory: async (category) => void (await catalog.putCategory(category)),
    hasCategory: async (id) => (await catalog.categories()).has(id),
  };
}

/** Judges products as the catalogue would, and writes nothing. @param shop what the shop has, or would be given */
export function previewTarget(store: Reader, ids: Ids, shop: () => Promise<Shop>): CatalogTarget {
  const tx = new PreviewTransaction(store);
  return {
    put: async (inputs) => {
      const settings = await shop();
      const results: PutResult[] = [];
      for (const input of inputs) results.push(await putProduct(tx, ids, settings, input));
      return results;
    },
    putCategory: async ({ id, title, parent }) => {
      if (parent !== undefined && (parent === id || !(await tx.get(categories, parent)))) {
        throw new CommerceError('invalid_input', `There is no category "${parent}" to be the parent.`, {
          field: 'parent',
        });
      }
      await tx.insert(categories, { _id: id, title: typeof title === 'string' ? { en: title } : title });
    },
    hasCategory: async (id) => (await tx.get(categories, id)) !== undefined,
  };
}
