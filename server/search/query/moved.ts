import type { InvertedIndex } from '../index/inverted-index.ts';
import type { SearchQuery } from '../search-types.ts';
import type { CompiledSettings } from './settings.ts';

/** Above every score, exact identifiers among them; and taken off what stands last. */
const PINNED = 4e9;
const BURIED = 3e9;

/** What the merchant moved, for one query at a time. */
export class MovedProducts {
  readonly #index: InvertedIndex;
  readonly #settings: CompiledSettings;
  readonly #moved = new Map<number, number>();

  constructor(index: InvertedIndex, settings: CompiledSettings) {
    this.#index = index;
    this.#settings = settings;
  }

  get none(): boolean {
    return this.#moved.size === 0;
  }

  /** Above 0 in place of the score, below 0 to be added to it. */
  of(slot: number): number {
    return this.#moved.get(slot) ?? 0;
  }

  /** Settles what holds for a query. @returns the slots that are pinned */
  settle({ text = '', sort, literal }: SearchQuery): number[] {
    this.#moved.clear();
    if (sort !== 'relevance' || literal === true) return [];
    for (const [i, productId] of this.#settings.pins(text).entries()) {
      const slot = this.#index.slot(productId);
      if (slot === undefined || this.#moved.has(slot)) continue;
      this.#moved.set(slot, PINNED - i);
    }
    const pinned = [...this.#moved.keys()];
    for (const productId of this.#settings.buries(text)) {
      const slot = this.#index.slot(productId);
      if (slot !== undefined && !this.#moved.has(slot)) this.#moved.set(slot, -BURIED);
    }
    return pinned;
  }
}
