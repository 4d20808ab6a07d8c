import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SearchDocument } from '../search-types.ts';
import { likeness, type Meaning } from './blend.ts';
import type { Embedder } from './embedder.ts';
import { realWait, type Wait } from './pace.ts';
import { lengthOf, type Quantised } from './quantised.ts';
import { QueryVectors } from './query-vectors.ts';
import { VectorBuilder } from './vector-builder.ts';
import { VectorStore } from './vector-store.ts';
import type { Near } from './vector-table.ts';

/** Until so much of the catalogue has a vector, words decide alone: half a picture would favour the half. */
const ENOUGH_PART = 0.9;
/** Products offered to a query that words find nothing for: filters let only some through. */
const OFFERED = 500;
/** So much more alike than any product must they be. */
const LEAST_LIKENESS = 0.25;

/** A query's meaning, and what in the catalogue is near to it. */
export interface QueryMeaning extends Meaning {
  /** Nearest first; only what is alike. */
  nearest(): Promise<readonly Near[]>;
}

export interface CatalogVectorsOptions {
  embedder: Embedder;
  /** File that keeps the vectors; without one each start asks for all of them again. */
  path?: string | undefined;
  /** Milliseconds that a search waits for the vector of its text. */
  waitMs: number;
  /** Characters that may be sent a day, of products and queries; 0 is no limit. */
  dailyCharacters: number;
  now: () => number;
  onFault: (error: unknown) => void;
  wait?: Wait;
  /** 0 to 1, for the spread of retries. */
  chance?: () => number;
}

/** The meaning of the catalogue's texts and of queries, as an embedder has it. */
export class CatalogVectors {
  readonly #embedder: Embedder;
  readonly #store: VectorStore;
  readonly #builder: VectorBuilder;
  readonly #queries: QueryVectors;
  readonly #onFault: (error: unknown) => void;

  private constructor(store: VectorStore, options: CatalogVectorsOptions) {
    const { embedder, waitMs, now, onFault, wait = realWait, chance = Math.random } = options;
    this.#embedder = embedder;
    this.#store = store;
    this.#onFault = onFault;
    this.#builder = new VectorBuilder({ embedder, store, wait, chance, onFault });
    this.#queries = new QueryVectors({ embedder, store, waitMs, now, wait, chance });
  }

  /** Reads what was kept. Asks nobody for anything. */
  static async open(options: CatalogVectorsOptions): Promise<CatalogVectors> {
    const { path, embedder, dailyCharacters, now } = options;
    return new CatalogVectors(
      await VectorStore.open({ path, model: embedder.id, dailyCharacters, now }),
      options,
    );
  }

  /** Products with a vector. */
  get size(): number {
    return this.#store.size;
  }

  /** Another number after every change of a vector. */
  get revision(): number {
    return this.#store.table?.revision ?? -1;
  }

  /** Whether every product has its vector, as far as is known. */
  get complete(): boolean {
    return this.#builder.idle;
  }

  /** @param readAll pages of the whole catalogue */
  start(readAll: () => AsyncIterable<readonly SearchDocument[]>): void {
    this.#builder.start(readAll);
  }

  changed(documents: readonly SearchDocument[]): void {
    this.#builder.changed(documents);
  }

  removed(productIds: readonly string[]): void {
    this.#builder.removed(productIds);
  }

  /**
   * What a text means.
   * @param products in the catalogue
   * @returns undefined when that is not known in time, or of too few products
   */
  async meaningOf(text: string, products: number): Promise<QueryMeaning | undefined> {
    if (this.#store.size === 0 || this.#store.size < products * ENOUGH_PART) return undefined;
    const query = await this.#queries.of(text);
    const table = this.#store.table;
    if (!query || table?.dimensions !== query.length) return undefined;
    const length = lengthOf(query);
    return {
      base: table.baseOf(query),
      cosine: (productId) => table.cosine(query, productId, length),
      nearest: () => this.#nearest(query),
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.#builder.close(), this.#queries.close()]);
    await this.#store.close().catch(this.#onFault);
    await this.#embedder.close?.();
  }

  async #nearest(query: Quantised): Promise<readonly Near[]> {
    const table = this.#store.table;
    if (!table) return [];
    const base = table.baseOf(query);
    const near = await table.nearest(query, OFFERED, nextTurn);
    return near.filter(({ cosine }) => likeness(cosine, base) >= LEAST_LIKENESS);
  }
}
