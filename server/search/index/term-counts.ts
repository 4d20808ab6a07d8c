import type { Products } from './products.ts';
import { Ranges } from './ranges.ts';
import type { Segment } from './segment.ts';

const REMEMBERED = 4096;

/** The postings of the base segment, and how many living products have each of its terms. */
export class TermCounts {
  readonly #products: Pick<Products, 'alive'>;
  readonly #postings: Uint32Array;
  readonly #ranges: Ranges;
  /** Slots of the base that were removed. */
  readonly #removed: number[] = [];
  /** Term -> of the first `seen` removed products, how many have it. */
  readonly #lost = new Map<number, { seen: number; count: number }>();

  /** @param products those of the segment, and perhaps more */
  constructor({ postings, postingRanges }: Segment, products: Pick<Products, 'alive'>) {
    this.#products = products;
    this.#postings = postings;
    this.#ranges = new Ranges(postingRanges);
  }

  /** Products of the base that were removed. */
  get removed(): number {
    return this.#removed.length;
  }

  /** @param slot of a product that does not live any more */
  remove(slot: number): void {
    this.#removed.push(slot);
  }

  /** The postings of a term; none for the number of a new one. */
  postings(term: number): Uint32Array {
    if (term >= this.#ranges.count) return this.#postings.subarray(0, 0);
    const start = this.#ranges.start(term);
    return this.#postings.subarray(start, start + this.#ranges.size(term));
  }

  /** Living products that have the term. */
  frequency(term: number): number {
    const length = term < this.#ranges.count ? this.#ranges.size(term) : 0;
    if (length === 0 || this.#removed.length === 0) return length;
    let lost = this.#lost.get(term);
    if (!lost) {
      if (this.#lost.size >= REMEMBERED) this.#lost.clear();
      lost = { seen: 0, count: 0 };
      this.#lost.set(term, lost);
    }
    const unseen = this.#removed.length - lost.seen;
    // Of many removed products few have a rare term: it takes less to ask which of its products live.
    if (unseen * Math.log2(length + 1) > length) lost.count = this.#removedOf(term);
    else
      for (let i = lost.seen; i < this.#removed.length; i += 1)
        if (this.#has(term, this.#removed[i]!)) lost.count += 1;
    lost.seen = this.#removed.length;
    return length - lost.count;
  }

  /** Of the terms from `from` up to `to`, the `limit` with most postings, removed products included; of equals the first. */
  mostFrequent(from: number, to: number, limit: number): number[] {
    const best: number[] = [];
    const count = (term: number): number => this.#ranges.size(term);
    let least = 0;
    for (let term = from; term < to; term += 1) {
      const n = count(term);
      if (best.length === limit && n <= least) continue;
      let low = 0;
      let high = best.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (count(best[middle]!) >= n) low = middle + 1;
        else high = middle;
      }
      best.splice(low, 0, term);
      if (best.length > limit) best.pop();
      least = count(best.at(-1)!);
    }
    return best;
  }

  #removedOf(term: number): number {
    const postings = this.postings(term);
    const { alive } = this.#products;
    let count = 0;
    for (let i = 0; i < postings.length; i += 1) count += 1 - alive[postings[i]! >>> 8]!;
    return count;
  }

  #has(term: number, slot: number): boolean {
    const postings = this.postings(term);
    let low = 0;
    let high = postings.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (postings[middle]! >>> 8 < slot) low = middle + 1;
      else high = middle;
    }
    return low < postings.length && postings[low]! >>> 8 === slot;
  }
}
