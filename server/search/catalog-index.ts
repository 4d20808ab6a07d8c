import { setImmediate as nextTurn } from 'node:timers/promises';
import { categories, type Product, products } from '../commerce/catalog/model.ts';
import type { CatalogService } from '../commerce/catalog/service.ts';
import { CommerceError } from '../commerce/errors.ts';
import { stockLevels } from '../commerce/inventory/model.ts';
import type { InventoryService } from '../commerce/inventory/service.ts';
import type { Clock } from '../platform/clock.ts';
import { crashPoint } from '../platform/crash-point.ts';
import type { Change, Store } from '../platform/store/port.ts';
import { AnswerCache } from './answer-cache.ts';
import { CategoryTree, searchDocument } from './catalog-documents.ts';
import { first, pagesOf } from './catalog-pages.ts';
import type { CatalogSnapshot } from './catalog-snapshot.ts';
import { buildInWorkers } from './index/background-build.ts';
import {
  InvalidCursorError,
  type SearchDocument,
  SearchEngine,
  type SearchQuery,
  type SearchResult,
} from './search-engine.ts';

/** Variants whose stock is asked for at once. */
const PAGE = 500;
/** So many products are indexed in threads of their own when all are read. */
const MANY = 2000;
/** Products written into the index before other work gets its turn. */
const SLICE = 20;
/** Smaller catalogues are read anew at each start, unless told otherwise. */
const SNAPSHOT_FROM = 2000;
/** Changes after which a new snapshot is written: so many, and this part of the catalogue. */
const SNAPSHOT_AFTER = 4096;
const SNAPSHOT_PART = 1 / 8;
/** A stop writes a snapshot when this part of the catalogue changed: the next start would take as long to catch up. */
const STOP_PART = 1 / 50;
/** What changed so long before a snapshot is read again: the time of a change is taken before it is committed. */
const OVERLAP_MS = 5_000;

/**
 * Keeps the search engine in step with the catalogue: built at the start, from the snapshot where there is one, then
 * changed after each commit, a slice at a time. Merges run in a worker.
 */
export class CatalogIndex {
  readonly #store: Store;
  readonly #catalog: CatalogService;
  readonly #inventory: InventoryService;
  readonly #clock: Clock;
  readonly #snapshot: CatalogSnapshot | undefined;
  readonly #snapshotFrom: number;
  readonly #onFault: (error: unknown) => void;
  readonly #stopListening: () => void;
  readonly #tree = new CategoryTree();
  readonly #answers = new AnswerCache();
  readonly #dirtyProducts = new Map<string, Product | undefined>();
  readonly #dirtyVariants = new Set<string>();
  #engine = new SearchEngine({ manual: true });
  #updating: Promise<void> | undefined;
  #merging: Promise<void> | undefined;
  #building = false;
  /** Everything committed before is in the index. */
  #syncedAt: number;
  #changesSinceSnapshot = 0;
  /** After a merge that failed the next one waits for so many changes in the engine. */
  #mergeFrom = 0;

  constructor(deps: {
    store: Store;
    catalog: CatalogService;
    inventory: InventoryService;
    clock: Clock;
    /** Without one, each start reads the whole catalogue. */
    snapshot?: CatalogSnapshot | undefined;
    /** Catalogues of so many products have snapshots. */
    snapshotFrom?: number;
    onFault: (error: unknown) => void;
  }) {
    this.#store = deps.store;
    this.#catalog = deps.catalog;
    this.#inventory = deps.inventory;
    this.#clock = deps.clock;
    this.#snapshot = deps.snapshot;
    this.#snapshotFrom = deps.snapshotFrom ?? SNAPSHOT_FROM;
    this.#onFault = deps.onFault;
    this.#syncedAt = deps.clock.now();
    this.#stopListening = deps.store.onCommit((changes) => this.#note(changes));
  }

  /** Products in the index. */
  get size(): number {
    return this.#engine.size;
  }

  /**
   * Loads the snapshot and catches up with what changed since, or reads the whole catalogue.
   * @param onProgress is told how many products are in after each page
   */
  async build(onProgress?: (products: number) => void): Promise<void> {
    await this.settled();
    this.#building = true;
    try {
      this.#syncedAt = this.#clock.now();
      const since = await this.#load();
      if (since !== undefined) {
        await this.#read(since, onProgress);
        await this.#readStock(since);
      } else if ((await this.#store.count(products)) >= MANY) await this.#buildInWorkers(onProgress);
      else {
        await this.#read(undefined, onProgress);
        this.#changesSinceSnapshot = this.#engine.size;
      }
    } finally {
      this.#building = false;
      this.#note([]);
    }
    this.#mergeWhenDue();
  }

  /** @throws CommerceError `invalid_input` for a cursor of another query */
  async search(query: Omit<SearchQuery, 'categoryDescendants'>): Promise<SearchResult> {
    const all = await this.#catalog.categories();
    try {
      return this.#answers.get(query, [this.#engine, this.#engine.revision, all], () =>
        this.#engine.search({ ...query, categoryDescendants: (id) => this.#tree.below(all, id) }),
      );
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

  /** Sees no further changes, and waits for merge and snapshot, for a new one after many changes. Before the store closes. */
  async close(): Promise<void> {
    this.#stopListening();
    await this.settled();
    await this.#merging;
    const many = this.#changesSinceSnapshot > this.#engine.size * STOP_PART;
    if (this.#snapshot && many && this.#engine.size >= this.#snapshotFrom)
      await this.#merge(this.#snapshot).catch(this.#onFault);
  }

  #note(changes: readonly Change[]): void {
    if (this.#dirtyProducts.size + this.#dirtyVariants.size === 0 && !this.#updating && !this.#building)
      this.#syncedAt = this.#clock.now();
    for (const change of changes) {
      if (change.collection === products.name)
        this.#dirtyProducts.set(change._id, change.document as Product | undefined);
      else if (change.collection === stockLevels.name)
        this.#dirtyVariants.add(change._id.slice(0, change._id.lastIndexOf('@')));
    }
    if (!this.#building && this.#dirtyProducts.size + this.#dirtyVariants.size > 0) {
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
      const slice = first(this.#dirtyProducts, SLICE);
      for (const [id] of slice) this.#dirtyProducts.delete(id);
      await this.#put(slice.map(([id, product]) => ({ id, product })));
      const variants = first(this.#dirtyVariants, PAGE);
      for (const id of variants) this.#dirtyVariants.delete(id);
      for (const [id, { available }] of await this.#inventory.availability(variants))
        this.#engine.setAvailability(id, available);
      this.#changesSinceSnapshot += slice.length + variants.length;
      this.#mergeWhenDue();
      await nextTurn();
    }
  }

  /** Puts active products into the index, and takes others out. */
  async #put(list: readonly { id: string; product: Product | undefined }[]): Promise<void> {
    const active: Product[] = [];
    for (const { id, product } of list) {
      if (product?.status === 'active') active.push(product);
      else this.#engine.remove([id]);
    }
    this.#engine.upsert(await this.#documents(active));
  }

  async #documents(list: readonly Product[]): Promise<SearchDocument[]> {
    const all = await this.#catalog.categories();
    const stock = await this.#inventory.availability(list.flatMap((p) => p.variants.map((v) => v.id)));
    return list.map((product) => searchDocument(product, all, stock));
  }

  /** @returns the time from which on changes may be missing; undefined when there is no snapshot to start with */
  async #load(): Promise<number | undefined> {
    const loaded = await this.#snapshot?.load((reason) =>
      this.#onFault(new Error(`the snapshot of the search index is not used: ${reason}; it is built anew`)),
    );
    if (!loaded || loaded.since > this.#clock.now()) return undefined;
    const since = loaded.since - OVERLAP_MS;
    // Titles of categories are words of their products, which do not change with them.
    const renamed = (await this.#store.find(categories, { limit: 10_000 })).some((c) => c.updatedAt >= since);
    if (renamed) return undefined;
    this.#engine = new SearchEngine({ manual: true, segment: loaded.segment });
    return since;
  }

  /** Reads the products that changed since then, or all. */
  async #read(since: number | undefined, onProgress?: (products: number) => void): Promise<void> {
    for await (const page of pagesOf(this.#store, products, since)) {
      for (let start = 0; start < page.length; start += SLICE) {
        const slice = page.slice(start, start + SLICE);
        await this.#put(slice.map((product) => ({ id: product._id, product })));
        this.#mergeWhenDue();
        await nextTurn();
      }
      crashPoint('index.rebuild');
      onProgress?.(this.#engine.size);
    }
  }

  /** Reads all products, and makes the index of them in other threads. */
  async #buildInWorkers(onProgress?: (products: number) => void): Promise<void> {
    const snapshot = this.#snapshot;
    const origin = snapshot?.origin(this.#syncedAt);
    const { segment, written } = await buildInWorkers(this.#allDocuments(), {
      onProgress,
      ...(snapshot && origin && { snapshot: { path: snapshot.path, origin } }),
    });
    this.#engine = new SearchEngine({ manual: true, segment });
    this.#merging = written
      .then(async () => {
        if (!origin || !snapshot) return;
        crashPoint('index.snapshot');
        await snapshot.confirm(origin);
      })
      .catch(this.#onFault)
      .finally(() => {
        this.#merging = undefined;
      });
  }

  async *#allDocuments(): AsyncGenerator<SearchDocument[]> {
    for await (const page of pagesOf(this.#store, products)) {
      crashPoint('index.rebuild');
      yield await this.#documents(page.filter((product) => product.status === 'active'));
    }
  }

  async #readStock(since: number): Promise<void> {
    for await (const page of pagesOf(this.#store, stockLevels, since)) {
      const variants = new Set(page.map((level) => level.variantId));
      for (const [id, { available }] of await this.#inventory.availability([...variants]))
        this.#engine.setAvailability(id, available);
      await nextTurn();
    }
  }

  /** Starts a merge in the background when one is due, and with it a snapshot when the catalogue is not just being read. */
  #mergeWhenDue(): void {
    const many = Math.max(SNAPSHOT_AFTER, this.#engine.size * SNAPSHOT_PART);
    const save =
      this.#snapshot !== undefined &&
      !this.#building &&
      this.#engine.size >= this.#snapshotFrom &&
      this.#changesSinceSnapshot >= Math.min(many, this.#engine.size);
    const due = this.#engine.mergeIsDue && this.#engine.changes >= this.#mergeFrom;
    if (this.#merging || !(save || due)) return;
    this.#merging = this.#merge(save ? this.#snapshot : undefined)
      .catch((error: unknown) => {
        this.#mergeFrom = this.#engine.changes + SNAPSHOT_AFTER;
        this.#onFault(error);
      })
      .finally(() => {
        this.#merging = undefined;
      });
  }

  async #merge(snapshot: CatalogSnapshot | undefined): Promise<void> {
    if (!snapshot) {
      await this.#engine.mergeInBackground();
      this.#mergeFrom = 0;
      return;
    }
    const idle = !this.#updating && this.#dirtyProducts.size + this.#dirtyVariants.size === 0;
    const origin = snapshot.origin(idle ? this.#clock.now() : this.#syncedAt);
    this.#changesSinceSnapshot = 0;
    const { written } = await this.#engine.mergeInBackground({ snapshot: { path: snapshot.path, origin } });
    await written;
    crashPoint('index.snapshot');
    await snapshot.confirm(origin);
  }
}
