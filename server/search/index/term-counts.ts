import { Ranges } from './ranges.ts';
import type { Segment } from './segment.ts';

const REMEMBERED = 4096;

/** The postings of the base segment, and how many living products have each of its terms. */
export class TermCounts {
  readonly #postings: Uint32Array;
  readonly #ranges: Ranges;
  /** Slots of the base that were removed. */
  readonly #removed: number[] = [];
  /** Term -> of the first `seen` removed products, how many have it. */
  readonly #lost = new Map<number, { seen: number; count: number }>();

  constructor({ postings, postingRanges }: Segment) {
    this.#postings = postings;
    this.#ranges = new Ranges(postingRanges);
  }

  /** Products of the base that were removed. */
  get removed(): number {
    return this.#removed.length;
  }

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
    for (; lost.seen < this.#removed.length; lost.seen += 1) {
      if (this.#has(term, this.#removed[lost.seen]!)) lost.count += 1;
    }
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
