import type { Category, Product } from '../commerce/catalog/model.ts';
import type { Availability } from '../commerce/inventory/model.ts';
import type { SearchDocument } from './search-types.ts';

/** What search is to know of a product. */
export const searchDocument = (
  product: Product,
  categories: ReadonlyMap<string, Category>,
  stock: ReadonlyMap<string, Availability>,
): SearchDocument => ({
  productId: product._id,
  title: product.title,
  brand: product.brand,
  productType: product.productType,
  categories: product.categories.map((id) => ({ id, title: categories.get(id)?.title ?? {} })),
  tags: product.tags,
  attributes: product.attributes,
  description: product.description,
  createdAt: product.createdAt,
  variants: product.variants.map((variant) => ({
    id: variant.id,
    sku: variant.sku,
    gtin: variant.gtin,
    options: variant.options,
    optionLabels: product.options.flatMap((option) => {
      const value = option.values.find((v) => v.value === variant.options[option.name]);
      return value ? Object.values(value.label) : [];
    }),
    prices: variant.prices,
    available: stock.get(variant.id)?.available ?? 0,
  })),
});

/** All categories below one. */
export class CategoryTree {
  #source: ReadonlyMap<string, Category> | undefined;
  #below = new Map<string, string[]>();

  below(categories: ReadonlyMap<string, Category>, id: string): string[] {
    if (this.#source !== categories) {
      this.#source = categories;
      this.#below = new Map();
      for (const category of categories.values()) {
        const seen = new Set<string>();
        for (
          let at = category.parentId;
          at !== undefined && !seen.has(at);
          at = categories.get(at)?.parentId
        ) {
          seen.add(at);
          const below = this.#below.get(at);
          if (below) below.push(category._id);
          else this.#below.set(at, [category._id]);
        }
      }
    }
    return this.#below.get(id) ?? [];
  }
}
