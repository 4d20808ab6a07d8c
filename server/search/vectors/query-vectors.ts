import { LRUCache } from 'lru-cache';
import { type Embedder, EmbedderError } from './embedder.ts';
import { backoff, type Wait } from './pace.ts';
import { type Quantised, quantised } from './quantised.ts';
import type { VectorStore } from './vector-store.ts';

const KEPT = 2_000;
/** Requests under way at once; further queries go by words alone. */
const AT_ONCE = 4;
/** After so many that came too late in a row none is waited for until one is in time again. */
const LATE_IN_A_ROW = 3;
const LONGEST_TEXT = 300;

export interface QueryVectorsDeps {
  readonly embedder: Embedder;
  readonly store: VectorStore;
  /** Milliseconds that a search waits at most. */
  readonly waitMs: number;
  readonly now: () => number;
  readonly wait: Wait;
  /** 0 to 1. */
  readonly chance: () => number;
}

/** The vectors of what shoppers ask for. Nobody waits longer than a set time; what comes later serves the next who asks. */
export class QueryVectors {
  readonly #deps: QueryVectorsDeps;
  readonly #known = new LRUCache<string, Quantised>({ max: KEPT });
  readonly #running = new Map<string, Promise<Quantised | undefined>>();
  readonly #stopping = new AbortController();
  #late = 0;
  #failures = 0;
  /** No request before then. */
  #pausedUntil = 0;

  constructor(deps: QueryVectorsDeps) {
    this.#deps = deps;
  }

  /** @returns undefined when there is none in time, or nothing in the text that a vector could be of */
  async of(text: string): Promise<Quantised | undefined> {
    const key = text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
    if (!/\p{L}{2}/u.test(key) || key.length > LONGEST_TEXT) return undefined;
    const known = this.#known.get(key);
    if (known) return known;
    const running = this.#running.get(key) ?? this.#request(key);
    if (!running || this.#late >= LATE_IN_A_ROW) return undefined;
    const timer = new AbortController();
    const late = this.#deps.wait(this.#deps.waitMs, timer.signal).then(() => 'late' as const);
    const first = await Promise.race([running, late]);
    timer.abort();
    if (first !== 'late') return first;
    this.#late += 1;
    return undefined;
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }

  #request(key: string): Promise<Quantised | undefined> | undefined {
    const { store, now } = this.#deps;
    if (now() < this.#pausedUntil || this.#running.size >= AT_ONCE || !store.budget.spend([key]))
      return undefined;
    const request = this.#ask(key).finally(() => this.#running.delete(key));
    this.#running.set(key, request);
    return request;
  }

  async #ask(key: string): Promise<Quantised | undefined> {
    const { embedder, waitMs, now, chance } = this.#deps;
    const started = now();
    try {
      const [vector] = await embedder.embed([key], this.#stopping.signal);
      const made = quantised(vector ?? []);
      this.#known.set(key, made);
      this.#failures = 0;
      if (now() - started <= waitMs) this.#late = 0;
      return made;
    } catch (error) {
      this.#failures += 1;
      const asked = error instanceof EmbedderError ? error.retryAfterMs : undefined;
      this.#pausedUntil = now() + backoff(this.#failures, asked, chance());
      return undefined;
    }
  }
}
