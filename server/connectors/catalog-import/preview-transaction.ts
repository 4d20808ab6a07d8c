import { categories, variantRefs } from '../../commerce/catalog/model.ts';
import type { Collection, Document, New, Query, Reader, Transaction } from '../../platform/store/port.ts';

/** What later products of the same file are judged by: which SKUs and variants are taken, which categories exist. */
const KEPT: ReadonlySet<string> = new Set([variantRefs.name, categories.name]);

/**
 * Reads from a store and writes nothing to it. What an import writes and reads again later (variants with their SKUs, and
 * categories) is kept in memory, so that a dry run refuses what the import would refuse.
 */
export class PreviewTransaction implements Transaction {
  readonly #store: Reader;
  readonly #kept = new Map<string, Document | undefined>();
  readonly #bySku = new Map<string, string>();

  constructor(store: Reader) {
    this.#store = store;
  }

  async get<T extends Document>(collection: Collection<T>, id: string): Promise<T | undefined> {
    const key = `${collection.name}/${id}`;
    return this.#kept.has(key) ? (this.#kept.get(key) as T | undefined) : this.#store.get(collection, id);
  }

  async getMany<T extends Document>(collection: Collection<T>, ids: readonly string[]): Promise<T[]> {
    const found = await Promise.all(ids.map((id) => this.get(collection, id)));
    return found.filter((document) => document !== undefined);
  }

  async find<T extends Document>(collection: Collection<T>, query?: Query): Promise<T[]> {
    const found = await this.#store.find(collection, query);
    if (!KEPT.has(collection.name)) return found;
    const now = await Promise.all(found.map(({ _id }) => this.get(collection, _id)));
    const sku = query?.where?.sku;
    const held = now.filter(
      (document) => document !== undefined && (sku === undefined || skuOf(document) === sku),
    );
    const taken = typeof sku === 'string' ? this.#bySku.get(sku) : undefined;
    const more = taken === undefined ? undefined : await this.get(collection, taken);
    const all = held.filter((document) => document !== undefined);
    return more && !all.some(({ _id }) => _id === more._id) ? [more, ...all] : all;
  }

  count<T extends Document>(collection: Collection<T>, where?: Query['where']): Promise<number> {
    return this.#store.count(collection, where);
  }

  async insert<T extends Document>(collection: Collection<T>, document: New<T>): Promise<T> {
    return this.#keep(collection, { ...document, version: 1, createdAt: 0, updatedAt: 0 } as unknown as T);
  }

  async replace<T extends Document>(collection: Collection<T>, document: T): Promise<T> {
    return this.#keep(collection, { ...document, version: document.version + 1 });
  }

  async delete<T extends Document>(collection: Collection<T>, id: string): Promise<void> {
    this.#forgetSku(collection.name, id);
    if (KEPT.has(collection.name)) this.#kept.set(`${collection.name}/${id}`, undefined);
  }

  #keep<T extends Document>(collection: Collection<T>, document: T): T {
    if (!KEPT.has(collection.name)) return document;
    this.#forgetSku(collection.name, document._id);
    this.#kept.set(`${collection.name}/${document._id}`, document);
    const sku = skuOf(document);
    if (sku !== undefined) this.#bySku.set(sku, document._id);
    return document;
  }

  #forgetSku(collection: string, id: string): void {
    const sku = skuOf(this.#kept.get(`${collection}/${id}`));
    if (sku !== undefined && this.#bySku.get(sku) === id) this.#bySku.delete(sku);
  }
}

const skuOf = (document: Document | undefined): string | undefined =>
  document && 'sku' in document && typeof document.sku === 'string' ? document.sku : undefined;
