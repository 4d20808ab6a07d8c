import type { InvertedIndex } from '../index/inverted-index.ts';
import type { QueryPlan } from './query-plan.ts';

/** Takes the place of a score by words: exact identifiers come first. */
export const EXACT = 1e5;

/** What is left of a boost for a product far too cheap for its kind. */
export const DOUBTFUL = 0.8;

/** Scores by the words of one query at a time. Its arrays live as long as the engine: a query allocates next to nothing. */
export class Scorer {
  readonly #index: InvertedIndex;
  readonly #steepness: number;
  #sums = new Float32Array(0);
  #best = new Float32Array(0);
  #touchedByWord = new Int32Array(0);
  #coverage = new Float32Array(0);
  #idf: number[] = [];
  #asked = 0;
  /** Slots that have any word, in no order; the first `count` are valid. */
  touched = new Int32Array(0);
  count = 0;
  /** Per slot the words found, one bit each; 0 for slots not touched. */
  words = new Uint32Array(0);
  /** 1 for slots named exactly by the query. */
  exact = new Uint8Array(0);
  /** Whether there are any. */
  named = false;

  /** @param coverage see `Ranking` */
  constructor(index: InvertedIndex, coverage: number) {
    this.#index = index;
    this.#steepness = coverage;
  }

  /**
   * Scores all products that have a word of the plan. Undone by `reset`.
   * @param named slots of the products whose identifier the whole text is
   * @param priceOf the lowest price of a slot
   */
  run(plan: QueryPlan, named: readonly number[], priceOf: (slot: number) => number): void {
    this.#fit();
    this.#asked = 0;
    this.#idf = plan.words.map((word) => word.idf);
    for (const [i, word] of plan.words.entries()) {
      this.#asked += word.idf;
      const terms = word.terms.flatMap(([term, worth]) => {
        const id = this.#index.find(term);
        return id === undefined ? [] : [[id, worth] as const];
      });
      if (terms.length === 1) this.#add(terms[0]![0], (word.idf * terms[0]![1]) / 255, 1 << i);
      else if (terms.length > 1) this.#addBest(terms, word.idf, 1 << i);
    }
    const doubts = new Map(plan.doubts);
    for (const [term, value] of plan.boosts) this.#boost(term, value / 255, doubts.get(term) ?? 0, priceOf);
    this.#mark(named);
    this.named = named.length > 0;
    this.#prepareCoverage(plan.words.length);
  }

  reset(): void {
    for (let i = 0; i < this.count; i += 1) {
      const slot = this.touched[i]!;
      this.#sums[slot] = 0;
      this.words[slot] = 0;
      this.exact[slot] = 0;
    }
    this.count = 0;
  }

  /** Whole number, ten-thousandths of the score: equal where the difference means nothing. */
  score(slot: number): number {
    const words = this.words[slot]!;
    const coverage = words < this.#coverage.length ? this.#coverage[words]! : this.#coverageOf(words);
    const score = Math.round(this.#sums[slot]! * coverage * 1e4);
    return this.exact[slot] === 1 ? score + EXACT * 1e4 : score;
  }

  #add(term: number, factor: number, bit: number): void {
    const sums = this.#sums;
    const words = this.words;
    const touched = this.touched;
    let count = this.count;
    for (const run of this.#index.postings(term)) {
      for (let i = 0; i < run.length; i += 1) {
        const packed = run[i]!;
        const slot = packed >>> 8;
        if (words[slot] === 0) touched[count++] = slot;
        words[slot]! |= bit;
        sums[slot]! += factor * (packed & 255);
      }
    }
    this.count = count;
  }

  /** Raises what has a word already, what costs less than `below` not as far. */
  #boost(term: string, factor: number, below: number, priceOf: (slot: number) => number): void {
    const id = this.#index.find(term);
    if (id === undefined) return;
    for (const run of this.#index.postings(id)) {
      for (let i = 0; i < run.length; i += 1) {
        const packed = run[i]!;
        const slot = packed >>> 8;
        if (this.words[slot] === 0) continue;
        const part = below > 0 && priceOf(slot) < below ? DOUBTFUL : 1;
        this.#sums[slot]! += factor * part * (packed & 255);
      }
    }
  }

  /** Of several terms for one word, the one that fits a product best counts. */
  #addBest(terms: readonly (readonly [number, number])[], idf: number, bit: number): void {
    const best = this.#best;
    let n = 0;
    for (const [term, worth] of terms) {
      const factor = (idf * worth) / 255;
      for (const run of this.#index.postings(term)) {
        for (let i = 0; i < run.length; i += 1) {
          const packed = run[i]!;
          const slot = packed >>> 8;
          const value = factor * (packed & 255);
          if (best[slot] === 0) this.#touchedByWord[n++] = slot;
          if (value > best[slot]!) best[slot] = value;
        }
      }
    }
    for (let i = 0; i < n; i += 1) {
      const slot = this.#touchedByWord[i]!;
      if (this.words[slot] === 0) this.touched[this.count++] = slot;
      this.words[slot]! |= bit;
      this.#sums[slot]! += best[slot]!;
      best[slot] = 0;
    }
  }

  /** Lets a product be found that has no word. */
  include(slot: number): void {
    if (this.words[slot] === 0 && this.exact[slot] === 0) this.touched[this.count++] = slot;
  }

  #mark(slots: readonly number[]): void {
    for (const slot of slots) {
      if (this.words[slot] === 0 && this.exact[slot] === 0) this.touched[this.count++] = slot;
      this.exact[slot] = 1;
    }
  }

  #prepareCoverage(words: number): void {
    const size = 1 << Math.min(words, 6);
    if (this.#coverage.length !== size) this.#coverage = new Float32Array(size);
    for (let bits = 0; bits < size; bits += 1) this.#coverage[bits] = this.#coverageOf(bits);
  }

  #coverageOf(bits: number): number {
    let matched = 0;
    for (let i = 0; i < this.#idf.length; i += 1) if ((bits & (1 << i)) !== 0) matched += this.#idf[i]!;
    return this.#asked === 0 ? 0 : (matched / this.#asked) ** this.#steepness;
  }

  #fit(): void {
    const size = this.#index.capacity;
    if (this.words.length >= size) return;
    this.#sums = new Float32Array(size);
    this.#best = new Float32Array(size);
    this.#touchedByWord = new Int32Array(size);
    this.touched = new Int32Array(size);
    this.words = new Uint32Array(size);
    this.exact = new Uint8Array(size);
  }
}

/** Number of one-bits. */
export function bitCount(bits: number): number {
  let v = bits - ((bits >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
