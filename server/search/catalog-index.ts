import { setImmediate as nextTurn } from 'node:timers/promises';
import { categories, type Product, products } from '../commerce/catalog/model.ts';
import type { CatalogService } from '../commerce/catalog/service.ts';
import type { InventoryService } from '../commerce/inventory/service.ts';
import type { Clock } from '../platform/clock.ts';
import { crashPoint } from '../platform/crash-point.ts';
import type { Change, Store } from '../platform/store/port.ts';
import { CatalogChanges, take } from './catalog-changes.ts';
import { pagesOf } from './catalog-pages.ts';
import { CatalogQueries, type CatalogQuery } from './catalog-queries.ts';
import { CatalogReader } from './catalog-reader.ts';
import type { CatalogSnapshot } from './catalog-snapshot.ts';
import { buildInWorkers } from './index/background-build.ts';
import { type Explanation, SearchEngine, type SearchResult, type SearchSettings } from './search-engine.ts';
import { engineSettings } from './settings/engine-settings.ts';
import { SETTINGS_ID, type SearchSettingsFields, searchSettings } from './settings/model.ts';
import type { CatalogVectors } from './vectors/catalog-vectors.ts';

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
/** A start reads so many changes of stock in the time of one change of a product. */
const STOCK_WEIGHT = 1 / 8;
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
  readonly #reader: CatalogReader;
  readonly #clock: Clock;
  readonly #snapshot: CatalogSnapshot | undefined;
  readonly #snapshotFrom: number;
  readonly #vectors: CatalogVectors | undefined;
  readonly #onFault: (error: unknown) => void;
  readonly #stopListening: () => void;
  readonly #queries: CatalogQueries;
  readonly #dirty = new CatalogChanges();
  #engine = new SearchEngine({ manual: true });
  #settings: SearchSettings = {};
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
    /** Absent: words alone decide. */
    vectors?: CatalogVectors | undefined;
    onFault: (error: unknown) => void;
  }) {
    this.#store = deps.store;
    this.#catalog = deps.catalog;
    this.#reader = new CatalogReader(deps);
    this.#queries = new CatalogQueries({ ...deps, reader: this.#reader, engine: () => this.#engine });
    this.#clock = deps.clock;
    this.#snapshot = deps.snapshot;
    this.#snapshotFrom = deps.snapshotFrom ?? SNAPSHOT_FROM;
    this.#vectors = deps.vectors;
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
      this.#configure(await this.#store.get(searchSettings, SETTINGS_ID));
      const since = await this.#load();
      if (since !== undefined) {
        await this.#read(since, onProgress);
        for await (const page of this.#reader.stock(since)) {
          this.#restock(page);
          await nextTurn();
        }
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

  /** From now on vectors are made in the background, where they are on: others are asked for them. */
  makeVectors(): void {
    this.#vectors?.start(() => this.#reader.all());
  }

  /** The index of the moment: ask it, do not change it. */
  get engine(): SearchEngine {
    return this.#engine;
  }

  /** @throws CommerceError `invalid_input` for a cursor of another query */
  search(query: CatalogQuery): Promise<SearchResult> {
    return this.#queries.search(query);
  }

  /** As `CatalogQueries.explain`. */
  explain(query: CatalogQuery, product: Product): Promise<Explanation | undefined> {
    return this.#queries.explain(query, product);
  }

  /** Waits until everything committed so far can be found. */
  async settled(): Promise<void> {
    while (this.#updating) await this.#updating;
  }

  /** Sees no further changes, and waits for merge and snapshot, for a new one after many changes. Before the store closes. */
  async close(): Promise<void> {
    this.#stopListening();
    await this.settled();
    await this.#vectors?.close();
    await this.#merging;
    const many = this.#changesSinceSnapshot > this.#engine.size * STOP_PART;
    if (this.#snapshot && many && this.#engine.size >= this.#snapshotFrom)
      await this.#merge(this.#snapshot).catch(this.#onFault);
  }

  #note(changes: readonly Change[]): void {
    if (this.#dirty.none && !this.#updating && !this.#building) this.#syncedAt = this.#clock.now();
    this.#dirty.note(changes);
    for (const change of changes)
      if (change.collection === searchSettings.name)
        this.#configure(change.document as SearchSettingsFields | undefined);
    if (!this.#building && !this.#dirty.none) {
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
    while (!this.#dirty.none) {
      const slice = this.#dirty.takeProducts(SLICE);
      await this.#put(slice);
      for (const category of take(this.#dirty.categories, 1))
        for (const id of this.#engine.inCategory(category)) this.#dirty.again.add(id);
      const again = await this.#catalog.findMany(take(this.#dirty.again, SLICE));
      await this.#put(again.map((product) => ({ id: product._id, product })));
      const variants = take(this.#dirty.variants, PAGE);
      this.#restock(await this.#reader.available(variants));
      this.#changesSinceSnapshot += slice.length + again.length + variants.length * STOCK_WEIGHT;
      this.#mergeWhenDue();
      await nextTurn();
    }
  }

  #configure(stored: SearchSettingsFields | undefined): void {
    this.#settings = stored ? engineSettings(stored) : {};
    this.#engine.configure(this.#settings);
  }

  #use(engine: SearchEngine): void {
    this.#engine = engine;
    engine.configure(this.#settings);
  }

  /** Puts active products into the index, and takes others out. */
  async #put(list: readonly { id: string; product: Product | undefined }[]): Promise<void> {
    const active = list.flatMap(({ product }) => (product?.status === 'active' ? [product] : []));
    const gone = list.flatMap(({ id, product }) => (product?.status === 'active' ? [] : [id]));
    this.#engine.remove(gone);
    this.#vectors?.removed(gone);
    const documents = await this.#reader.documents(active);
    this.#engine.upsert(documents);
    this.#vectors?.changed(documents);
  }

  /** @returns the time from which on changes may be missing; undefined when there is no snapshot to start with */
  async #load(): Promise<number | undefined> {
    const loaded = await this.#snapshot?.load((reason) =>
      this.#onFault(new Error(`the snapshot of the search index is not used: ${reason}; it is built anew`)),
    );
    if (!loaded || loaded.since > this.#clock.now()) return undefined;
    const since = loaded.since - OVERLAP_MS;
    // Titles of categories are words of their products, which do not change with them.
    for await (const page of pagesOf(this.#store, categories))
      for (const { _id, updatedAt } of page) if (updatedAt >= since) this.#dirty.categories.add(_id);
    this.#use(new SearchEngine({ manual: true, segment: loaded.segment }));
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
    const { segment, written } = await buildInWorkers(this.#reader.all(), {
      onProgress,
      ...(snapshot && origin && { snapshot: { path: snapshot.path, origin } }),
    });
    this.#use(new SearchEngine({ manual: true, segment }));
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

  #restock(stock: readonly [variantId: string, available: number][]): void {
    for (const [id, available] of stock) this.#engine.setAvailability(id, available);
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
    const idle = !this.#updating && this.#dirty.none;
    const origin = snapshot.origin(idle ? this.#clock.now() : this.#syncedAt);
    this.#changesSinceSnapshot = 0;
    const { written } = await this.#engine.mergeInBackground({ snapshot: { path: snapshot.path, origin } });
    await written;
    crashPoint('index.snapshot');
    await snapshot.confirm(origin);
  }
}
