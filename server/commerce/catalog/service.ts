import { LRUCache } from 'lru-cache';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import type { ShopService } from '../shop/service.ts';
import {
  type Category,
  type CurrentPrice,
  categories,
  type PriceRow,
  type Product,
  prices,
  products,
  type Variant,
  variantRefs,
} from './model.ts';
import { revokePrice, setPrice } from './price.ts';
import type { CategoryInput, PriceInput, ProductInput } from './product-input.ts';
import { productId, toLocalized, variantId } from './rules.ts';
import { type PutResult, putProduct } from './write.ts';

const CACHED_PRODUCTS = 20_000;

/** Products, variants, categories and prices. Reads are served from memory where they can be. */
export class CatalogService {
  readonly #store: Store;
  readonly #ids: Ids;
  readonly #clock: Clock;
  readonly #shop: ShopService;
  readonly #products = new LRUCache<string, Product>({ max: CACHED_PRODUCTS });
  readonly #productOfVariant = new LRUCache<string, string>({ max: CACHED_PRODUCTS * 4 });
  #categories: Map<string, Category> | undefined;
  /** Counts commits to products, so that a read that a commit overtook is not kept. */
  #epoch = 0;

  constructor(deps: { store: Store; ids: Ids; clock: Clock; shop: ShopService }) {
    this.#store = deps.store;
    this.#ids = deps.ids;
    this.#clock = deps.clock;
    this.#shop = deps.shop;
    this.#store.onCommit((changes) => {
      for (const change of changes) {
        if (change.collection === products.name) {
          this.#epoch += 1;
          if (change.document) {
            if (this.#products.has(change._id)) this.#products.set(change._id, change.document as Product);
          } else this.#products.delete(change._id);
        } else if (change.collection === variantRefs.name) this.#productOfVariant.delete(change._id);
        else if (change.collection === categories.name) this.#categories = undefined;
      }
    });
  }

  /** Any status; undefined when unknown. The id may come without its prefix. */
  async find(id: string): Promise<Product | undefined> {
    const key = productId(id);
    let product = this.#products.get(key);
    if (!product) {
      const epoch = this.#epoch;
      product = await this.#store.get(products, key);
      if (product && epoch === this.#epoch) this.#products.set(key, product);
    }
    return product;
  }

  /** In the order asked for; what is unknown is left out. */
  async findMany(idList: readonly string[]): Promise<Product[]> {
    const found = await Promise.all(idList.map((id) => this.#products.get(id) ?? this.find(id)));
    return found.filter((p) => p !== undefined);
  }

  /** An active product. @throws CommerceError `not_found` */
  async get(id: string): Promise<Product> {
    const product = await this.find(id);
    if (product?.status !== 'active') {
      throw new CommerceError(
        'not_found',
        `There is no product "${id}". Use search_catalog to find product ids.`,
        {
          field: 'product_id',
        },
      );
    }
    return product;
  }

  /** By variant id (with or without prefix) or SKU. */
  async findVariant(idOrSku: string): Promise<{ product: Product; variant: Variant } | undefined> {
    const vid = variantId(idOrSku);
    let owner = this.#productOfVariant.get(vid);
    let id = vid;
    if (!owner) {
      let ref = await this.#store.get(variantRefs, vid);
      if (!ref) [ref] = await this.#store.find(variantRefs, { where: { sku: idOrSku }, limit: 1 });
      if (!ref) return undefined;
      owner = ref.productId;
      id = ref._id;
      this.#productOfVariant.set(id, owner);
    }
    const product = await this.find(owner);
    const variant = product?.variants.find((v) => v.id === id);
    return product && variant && { product, variant };
  }

  /** A variant of an active product. @throws CommerceError `not_found` */
  async getVariant(idOrSku: string, field = 'variant_id'): Promise<{ product: Product; variant: Variant }> {
    const found = await this.findVariant(idOrSku);
    if (found?.product.status !== 'active') {
      throw new CommerceError(
        'not_found',
        `There is no variant "${idOrSku}". Variant ids stand in the answers of search_catalog and get_product.`,
        { field },
      );
    }
    return found;
  }

  async categories(): Promise<ReadonlyMap<string, Category>> {
    if (!this.#categories) {
      const all = new Map<string, Category>();
      let after: { value: string; _id: string } | undefined;
      do {
        const page: Category[] = await this.#store.find(categories, { limit: 1000, ...(after && { after }) });
        for (const category of page) all.set(category._id, category);
        const last = page.length === 1000 ? page.at(-1) : undefined;
        after = last && { value: last._id, _id: last._id };
      } while (after);
      this.#categories = all;
    }
    return this.#categories;
  }

  async putCategory(input: CategoryInput): Promise<Category> {
    const shop = await this.#shop.get();
    return this.#store.transaction(async (tx) => {
      if (
        input.parent !== undefined &&
        (input.parent === input.id || !(await tx.get(categories, input.parent)))
      ) {
        throw new CommerceError('invalid_input', `There is no category "${input.parent}" to be the parent.`, {
          field: 'parent',
        });
      }
      const fields = {
        title: toLocalized(input.title, shop.defaultLocale)!,
        ...(input.parent !== undefined && { parentId: input.parent }),
      };
      const current = await tx.get(categories, input.id);
      if (!current) return tx.insert(categories, { _id: input.id, ...fields });
      const { version, createdAt, updatedAt } = current;
      return tx.replace(categories, { _id: input.id, ...fields, version, createdAt, updatedAt });
    });
  }

  /**
   * One transaction for all; a refused product leaves nothing behind and does not disturb the others.
   * @param alongside writes more in the same transaction
   */
  async putMany(
    inputs: readonly ProductInput[],
    alongside?: (tx: Transaction, results: readonly PutResult[]) => Promise<void>,
  ): Promise<PutResult[]> {
    const shop = await this.#shop.get();
    return this.#store.transaction(async (tx) => {
      const results: PutResult[] = [];
      for (const input of inputs) {
        try {
          results.push(await putProduct(tx, this.#ids, shop, input));
        } catch (error) {
          if (!(error instanceof CommerceError)) throw error;
          throw new CommerceError(error.code, `${input.id}: ${error.message}`);
        }
      }
      await alongside?.(tx, results);
      return results;
    });
  }

  /** @throws CommerceError `invalid_input` with every fault */
  async put(input: ProductInput): Promise<Product> {
    const [result] = await this.putMany([input]);
    if (result?.status === 'refused') {
      const text = result.faults.map((f) => `${f.field}: ${f.message}`).join('; ');
      throw new CommerceError('invalid_input', text, {
        field: result.faults[0]!.field,
        details: { faults: result.faults },
      });
    }
    const product = await this.#store.get(products, productId(input.id));
    return product!;
  }

  /** Takes a product off sale; its orders, prices and quotes stay readable. */
  async archive(id: string): Promise<Product> {
    return this.#store.transaction(async (tx) => {
      const product = await tx.get(products, productId(id));
      if (!product) throw new CommerceError('not_found', `There is no product "${id}".`);
      return product.status === 'archived'
        ? product
        : tx.replace(products, { ...product, status: 'archived' });
    });
  }

  /** By variant id, with or without prefix. @throws CommerceError `not_found`, `invalid_input` */
  async setPrice(variant: string, input: PriceInput): Promise<CurrentPrice> {
    const shop = await this.#shop.get();
    return this.#store.transaction((tx) => setPrice(tx, this.#ids, shop, variant, input));
  }

  /** Makes every quote of this price version worthless from now on. @throws CommerceError `not_found` */
  async revokePrice(priceId: string): Promise<PriceRow> {
    return this.#store.transaction((tx) => revokePrice(tx, priceId, this.#clock.now()));
  }

  /** Newest first. */
  async priceHistory(variant: string): Promise<PriceRow[]> {
    const rows = await this.#store.find(prices, { where: { variantId: variantId(variant) }, limit: 1000 });
    return rows.sort((a, b) => b.createdAt - a.createdAt || b.priceVersion - a.priceVersion);
  }
}
