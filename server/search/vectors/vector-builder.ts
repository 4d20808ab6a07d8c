import type { SearchDocument } from '../search-types.ts';
import { type Embedder, EmbedderError } from './embedder.ts';
import { backoff, type Wait } from './pace.ts';
import { productText, textHash } from './product-text.ts';
import { quantised } from './quantised.ts';
import type { VectorStore } from './vector-store.ts';

/** Products that wait for a vector; of more only that they are many is remembered, and the catalogue is read again. */
const MOST_WAITING = 5_000;
/** So few are waiting when the next page of the catalogue is read. */
const READ_BELOW = 500;
/** Pause between pages while all of one have their vectors. */
const PAGE_PAUSE_MS = 20;
/** Pause after an error that only another setting mends. */
const REFUSED_MS = 900_000;
/** Failures in a row until the operator is told. */
const TELL_AFTER = 3;

interface Waiting {
  readonly hash: string;
  readonly text: string;
}

export interface BuilderDeps {
  readonly embedder: Embedder;
  readonly store: VectorStore;
  readonly wait: Wait;
  /** 0 to 1. */
  readonly chance: () => number;
  /** Is told once of each trouble, in words for the operator. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Keeps each product's vector that of its text, in the background: what changes is asked for in batches, at the pace that
 * the other side and the budget allow; what did not change is never sent again.
 */
export class VectorBuilder {
  readonly #deps: BuilderDeps;
  readonly #waiting = new Map<string, Waiting>();
  readonly #gone = new Set<string>();
  /** Texts that the other side does not take: not sent again before they change. */
  readonly #unusable = new Set<string>();
  readonly #stopping = new AbortController();
  #batch: number;
  #failures = 0;
  #told: string | undefined;
  #readAll: (() => AsyncIterable<readonly SearchDocument[]>) | undefined;
  /** The catalogue being read, with the products that have a vector and were not met in it yet. */
  #reading: { pages: AsyncIterator<readonly SearchDocument[]>; unmet: Set<string> } | undefined;
  #again = false;
  #wake: (() => void) | undefined;
  #running: Promise<void> | undefined;

  constructor(deps: BuilderDeps) {
    this.#deps = deps;
    this.#batch = deps.embedder.maxBatch;
  }

  /** Compares the whole catalogue with the vectors there are, then follows what changes. @param readAll pages of it */
  start(readAll: () => AsyncIterable<readonly SearchDocument[]>): void {
    this.#readAll = readAll;
    this.#again = true;
    this.#running ??= this.#run();
    this.#wake?.();
  }

  /** Products that were added or changed. */
  changed(documents: readonly SearchDocument[]): void {
    for (const document of documents) this.#compare(document);
    this.#wake?.();
  }

  removed(productIds: readonly string[]): void {
    for (const productId of productIds) {
      this.#waiting.delete(productId);
      this.#reading?.unmet.delete(productId);
      if (this.#deps.store.table?.hashOf(productId) !== undefined) this.#gone.add(productId);
    }
    this.#wake?.();
  }

  /** Whether every product has its vector, as far as is known. */
  get idle(): boolean {
    return this.#waiting.size === 0 && this.#gone.size === 0 && !this.#reading && !this.#again;
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    this.#wake?.();
    await this.#running;
  }

  #compare(document: SearchDocument): void {
    const { productId } = document;
    this.#reading?.unmet.delete(productId);
    this.#gone.delete(productId);
    const text = productText(document);
    const hash = textHash(this.#deps.embedder.id, text);
    this.#waiting.delete(productId);
    if (text === '' || this.#unusable.has(hash) || this.#deps.store.table?.hashOf(productId) === hash) return;
    if (this.#waiting.size >= MOST_WAITING) this.#again = true;
    else this.#waiting.set(productId, { hash, text });
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#read();
        await this.#forget();
        if (this.#waiting.size > 0) await this.#ask();
        else if (this.#reading) await this.#deps.wait(PAGE_PAUSE_MS, signal);
        else if (this.idle) await this.#woken();
      } catch (error) {
        await this.#recover(error);
      }
    }
  }

  async #woken(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    if (!this.#stopping.signal.aborted && this.idle) await promise;
    this.#wake = undefined;
  }

  /** One page of the catalogue, where one is due. */
  async #read(): Promise<void> {
    if (this.#waiting.size >= READ_BELOW) return;
    if (!this.#reading) {
      if (!this.#again || !this.#readAll) return;
      this.#again = false;
      const pages = this.#readAll()[Symbol.asyncIterator]();
      this.#reading = { pages, unmet: new Set(this.#deps.store.table?.ids() ?? []) };
    }
    const { pages, unmet } = this.#reading;
    const page = await pages.next().catch((error: unknown) => {
      this.#reading = undefined;
      this.#again = true;
      throw error;
    });
    if (!page.done) {
      for (const document of page.value) {
        unmet.delete(document.productId);
        // What waits is at least as new as what was just read.
        if (!this.#waiting.has(document.productId)) this.#compare(document);
      }
      return;
    }
    this.#reading = undefined;
    for (const productId of unmet) this.#gone.add(productId);
  }

  async #forget(): Promise<void> {
    if (this.#gone.size === 0) return;
    const gone = [...this.#gone];
    this.#gone.clear();
    await this.#deps.store.remove(gone);
  }

  async #ask(): Promise<void> {
    const { embedder, store } = this.#deps;
    const { signal } = this.#stopping;
    const batch = [...this.#waiting].slice(0, this.#batch);
    const texts = batch.map(([, { text }]) => text);
    if (!store.budget.spend(texts)) {
      this.#tell('the daily budget for texts is used up; search goes on, and vectors are made tomorrow');
      await this.#deps.wait(store.budget.renewsInMs, signal);
      return;
    }
    let vectors: Float32Array[];
    try {
      vectors = await embedder.embed(texts, signal);
    } catch (error) {
      if (!(error instanceof EmbedderError) || error.kind !== 'batch') throw error;
      this.#shrink(batch, error);
      return;
    }
    this.#failures = 0;
    this.#told = undefined;
    this.#batch = Math.min(embedder.maxBatch, this.#batch * 2);
    const made = batch.flatMap(([productId, waiting], i) => {
      // Changed or removed meanwhile: this vector is of a text that is no more.
      if (this.#waiting.get(productId) !== waiting) return [];
      this.#waiting.delete(productId);
      return [{ productId, hash: waiting.hash, vector: quantised(vectors[i]!) }];
    });
    await store.put(made);
  }

  /** Fewer texts the next time; a single one that is not taken is left out. */
  #shrink(batch: readonly [string, Waiting][], error: EmbedderError): void {
    const [first] = batch;
    if (batch.length > 1 || !first) {
      this.#batch = Math.max(1, batch.length >> 1);
      return;
    }
    this.#unusable.add(first[1].hash);
    if (this.#waiting.get(first[0]) === first[1]) this.#waiting.delete(first[0]);
    this.#deps.onFault(new Error(`product ${first[0]} has no vector: ${error.message}`));
  }

  async #recover(error: unknown): Promise<void> {
    const { signal } = this.#stopping;
    if (signal.aborted) return;
    this.#failures += 1;
    const refused = error instanceof EmbedderError && error.kind === 'refused';
    const message = error instanceof Error ? error.message : String(error);
    if (refused || this.#failures >= TELL_AFTER)
      this.#tell(`${message}; search goes on by words alone where vectors lack`);
    const asked = error instanceof EmbedderError ? error.retryAfterMs : undefined;
    await this.#deps.wait(refused ? REFUSED_MS : backoff(this.#failures, asked, this.#deps.chance()), signal);
  }

  #tell(message: string): void {
    if (this.#told === message) return;
    this.#told = message;
    this.#deps.onFault(new Error(`search vectors: ${message}`));
  }
}
