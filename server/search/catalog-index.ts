import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Category, type Product, products } from '../commerce/catalog/model.ts';
import type { CatalogService } from '../commerce/catalog/service.ts';
import { CommerceError } from '../commerce/errors.ts';
import { stockLevels } from '../commerce/inventory/model.ts';
import type { InventoryService } from '../commerce/inventory/service.ts';
import type { Change, Store } from '../platform/store/port.ts';
import {
  InvalidCursorError,
  type SearchDocument,
  SearchEngine,
  type SearchQuery,
  type SearchResult,
} from './search-engine.ts';

const PAGE = 500;
/** Products written into the index before other work gets its turn. */
const SLICE = 20;

/** Keeps the search engine in step with the catalogue: built at the start, then after each commit, a slice at a time. */
export class CatalogIndex {
  readonly #store: Store;
  readonly #catalog: CatalogService;
  readonly #inventory: InventoryService;
  readonly #onFault: (error: unknown) => void;
  readonly #engine = new SearchEngine();
  readonly #dirtyProducts = new Map<string, Product | undefined>();
  readonly #dirtyVariants = new Set<string>();
  #updating: Promise<void> | undefined;
  #descendants: { source: ReadonlyMap<string, Category>; of: Map<string, string[]> } | undefined;

  constructor(deps: {
    store: Store;
    catalog: CatalogService;
    inventory: InventoryService;
    onFault: (error: unknown) => void;
  }) {
    this.#store = deps.store;
    this.#catalog = deps.catalog;
    this.#inventory = deps.inventory;
    this.#onFault = deps.onFault;
    deps.store.onCommit((changes) => this.#note(changes));
  }

  /** Products in the index. */
  get size(): number {
    return this.#engine.size;
  }

  /** Reads the whole catalogue. @param onProgress is told how many products are in after each page */
  async build(onProgress?: (products: number) => void): Promise<void> {
    let after: { value: string; _id: string } | undefined;
    for (;;) {
      const page: Product[] = await this.#store.find(products, { limit: PAGE, ...(after && { after }) });
      for (let start = 0; start < page.length; start += SLICE) {
        const part = page.slice(start, start + SLICE).filter((p) => p.status === 'active');
        this.#engine.upsert(await this.#documents(part));
        await nextTurn();
      }
      onProgress?.(this.#engine.size);
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = { value: last._id, _id: last._id };
    }
  }

  /** @throws CommerceError `invalid_input` for a cursor of another query */
  async search(query: Omit<SearchQuery, 'categoryDescendants'>): Promise<SearchResult> {
    const categories = await this.#catalog.categories();
    try {
      return this.#engine.search({ ...query, categoryDescendants: (id) => this.#below(categories, id) });
    } catch (error) {
      if (!(error instanceof InvalidCursorError)) throw error;
      throw new CommerceError(
        'invalid_input',
        'This cursor belongs to another query. Repeat the query unchanged with it, or leave cursor out.',
        { field: 'cursor' },
      );
    }
  }

  /** Waits until everything committed so far can be found. */
  async settled(): Promise<void> {
    while (this.#updating) await this.#updating;
  }

  #note(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.collection === products.name)
        this.#dirtyProducts.set(change._id, change.document as Product | undefined);
      else if (change.collection === stockLevels.name)
        this.#dirtyVariants.add(change._id.slice(0, change._id.lastIndexOf('@')));
    }
    if (this.#dirtyProducts.size + this.#dirtyVariants.size > 0) {
      this.#updating ??= this.#update()
        .catch(this.#onFault)
        .finally(() => {
          this.#updating = undefined;
          this.#note([]);
        });
    }
  }

  async #update(): Promise<void> {
    await nextTurn();
    while (this.#dirtyProducts.size > 0 || this.#dirtyVariants.size > 0) {
      const slice = [...this.#dirtyProducts].slice(0, SLICE);
      for (const [id] of slice) this.#dirtyProducts.delete(id);
      const active = slice.map(([, product]) => product).filter((p) => p?.status === 'active');
      this.#engine.remove(slice.filter(([, product]) => product?.status !== 'active').map(([id]) => id));
      this.#engine.upsert(await this.#documents(active as Product[]));
      const variants = [...this.#dirtyVariants].slice(0, PAGE);
      for (const id of variants) this.#dirtyVariants.delete(id);
      for (const [id, { available }] of await this.#inventory.availability(variants))
        this.#engine.setAvailability(id, available);
      await nextTurn();
    }
  }

  async #documents(list: readonly Product[]): Promise<SearchDocument[]> {
    const categories = await this.#catalog.categories();
    const stock = await this.#inventory.availability(list.flatMap((p) => p.variants.map((v) => v.id)));
    return list.map((product) => ({
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
    }));
  }

  #below(categories: ReadonlyMap<string, Category>, id: string): string[] {
    if (this.#descendants?.source !== categories) {
      const of = new Map<string, string[]>();
      for (const category of categories.values()) {
        const seen = new Set<string>();
        for (
          let at = category.parentId;
          at !== undefined && !seen.has(at);
          at = categories.get(at)?.parentId
        ) {
          seen.add(at);
          of.set(at, [...(of.get(at) ?? []), category._id]);
        }
      }
      this.#descendants = { source: categories, of };
    }
    return this.#descendants.of.get(id) ?? [];
  }
}
