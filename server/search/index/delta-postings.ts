import { fitted, NumberList, sharedBytes } from './shared-arrays.ts';

/** The words of the products that came since the last merge, product by product; for the merge. */
export interface DeltaWords {
  /** The words of the n-th product are those from `starts[n]` up to `starts[n + 1]`. */
  readonly starts: Uint32Array;
  readonly terms: Uint32Array;
  readonly weights: Uint8Array;
}

interface List {
  packed: Uint32Array;
  count: number;
  /** Without the products that were removed. */
  live: number;
}

const NONE = new Uint32Array(0);

/** Postings of the products that came since the last merge, by term and by product. */
export class DeltaPostings {
  readonly #lists = new Map<number, List>();
  readonly #starts = new NumberList();
  readonly #terms = new NumberList();
  #weights = sharedBytes(64);

  constructor() {
    this.#starts.push(0);
  }

  get words(): DeltaWords {
    return { starts: this.#starts.data, terms: this.#terms.data, weights: this.#weights };
  }

  /** Adds the next product. @param words term -> weight 1 to 255 */
  add(slot: number, words: ReadonlyMap<number, number>): void {
    this.#weights = fitted(this.#weights, this.#terms.count + words.size);
    for (const [term, weight] of words) {
      this.#weights[this.#terms.count] = weight;
      this.#terms.push(term);
      const list = this.#lists.get(term);
      const packed = ((slot << 8) | weight) >>> 0;
      if (!list) {
        this.#lists.set(term, { packed: Uint32Array.of(packed), count: 1, live: 1 });
        continue;
      }
      if (list.count === list.packed.length) {
        const longer = new Uint32Array(Math.max(4, list.count * 2));
        longer.set(list.packed);
        list.packed = longer;
      }
      list.packed[list.count++] = packed;
      list.live += 1;
    }
    this.#starts.push(this.#terms.count);
  }

  /** Takes the n-th product out of the counts. */
  remove(n: number): void {
    for (const [term] of this.wordsOf(n)) this.#lists.get(term)!.live -= 1;
  }

  /** Term and weight of all words of the n-th product. */
  *wordsOf(n: number): Generator<[term: number, weight: number]> {
    const end = this.#starts.data[n + 1]!;
    for (let i = this.#starts.data[n]!; i < end; i += 1) yield [this.#terms.data[i]!, this.#weights[i]!];
  }

  postings(term: number): Uint32Array {
    const list = this.#lists.get(term);
    return list ? list.packed.subarray(0, list.count) : NONE;
  }

  /** Products that have the term, without those that were removed. */
  frequency(term: number): number {
    return this.#lists.get(term)?.live ?? 0;
  }

  /** Numbers of terms that have postings, from `from` up to `to`. */
  *terms(from: number, to: number): Generator<number> {
    if (to - from < this.#lists.size) {
      for (let term = from; term < to; term += 1) if (this.#lists.has(term)) yield term;
      return;
    }
    for (const term of this.#lists.keys()) if (term >= from && term < to) yield term;
  }
}
