import { type Product, products } from '../commerce/catalog/model.ts';
import type { CatalogService } from '../commerce/catalog/service.ts';
import { stockLevels } from '../commerce/inventory/model.ts';
import type { InventoryService } from '../commerce/inventory/service.ts';
import { crashPoint } from '../platform/crash-point.ts';
import type { Store } from '../platform/store/port.ts';
import { searchDocument } from './catalog-documents.ts';
import { pagesOf } from './catalog-pages.ts';
import type { SearchDocument } from './search-types.ts';

/** Reads the catalogue as search knows it. */
export class CatalogReader {
  readonly #store: Store;
  readonly #catalog: CatalogService;
  readonly #inventory: InventoryService;

  constructor(deps: { store: Store; catalog: CatalogService; inventory: InventoryService }) {
    this.#store = deps.store;
    this.#catalog = deps.catalog;
    this.#inventory = deps.inventory;
  }

  async documents(list: readonly Product[]): Promise<SearchDocument[]> {
    const all = await this.#catalog.categories();
    const stock = await this.#inventory.availability(list.flatMap((p) => p.variants.map((v) => v.id)));
    return list.map((product) => searchDocument(product, all, stock));
  }

  /** All active products, page by page. */
  async *all(): AsyncGenerator<SearchDocument[]> {
    for await (const page of pagesOf(this.#store, products)) {
      crashPoint('index.rebuild');
      yield await this.documents(page.filter((product) => product.status === 'active'));
    }
  }

  /** Variants with what can be sold of each: all of which the stock changed since then, page by page. */
  async *stock(since: number): AsyncGenerator<[variantId: string, available: number][]> {
    for await (const page of pagesOf(this.#store, stockLevels, since))
      yield await this.available([...new Set(page.map((level) => level.variantId))]);
  }

  async available(variantIds: readonly string[]): Promise<[variantId: string, available: number][]> {
    const stock = await this.#inventory.availability(variantIds);
    return [...stock].map(([id, { available }]) => [id, available]);
  }
}
