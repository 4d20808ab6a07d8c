import { categories, type Product, products } from '../commerce/catalog/model.ts';
import { stockLevels } from '../commerce/inventory/model.ts';
import type { Change } from '../platform/store/port.ts';

/** What was committed and is not in the index yet. */
export class CatalogChanges {
  /** By id; undefined where it was deleted. */
  readonly products = new Map<string, Product | undefined>();
  /** Ids of variants of which the stock changed. */
  readonly variants = new Set<string>();
  /** Ids of categories of which the name changed, perhaps: their products have its words. */
  readonly categories = new Set<string>();
  /** Ids of products that are as they were and must be indexed anew. */
  readonly again = new Set<string>();

  get none(): boolean {
    return this.products.size + this.variants.size + this.categories.size + this.again.size === 0;
  }

  /** Takes at most so many. */
  takeProducts(count: number): { id: string; product: Product | undefined }[] {
    const slice = [...this.products].slice(0, count).map(([id, product]) => ({ id, product }));
    for (const { id } of slice) this.products.delete(id);
    return slice;
  }

  note(changes: readonly Change[]): void {
    for (const change of changes) {
      const { collection, _id } = change;
      // Asked for only here: it is parsed when it is looked at.
      if (collection === products.name) this.products.set(_id, change.document as Product | undefined);
      else if (collection === stockLevels.name) this.variants.add(_id.slice(0, _id.lastIndexOf('@')));
      else if (collection === categories.name) this.categories.add(_id);
    }
  }
}

/** Takes at most so many out of a set. */
export function take<T>(from: Set<T>, count: number): T[] {
  const out: T[] = [];
  for (const item of from) {
    if (out.length >= count) break;
    from.delete(item);
    out.push(item);
  }
  return out;
}
