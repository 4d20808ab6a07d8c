import type { InvertedIndex } from '../index/inverted-index.ts';
import type { Filter } from './filter.ts';
import { ALWAYS, type ScoreQuestion, type Scorer } from './scorer.ts';

/** As long as this many products have all words, none is shown that lacks one; else one word less is asked for. */
const ENOUGH = 10;

export interface Matched {
  /** The first so many of `slots` and `scores` are valid. */
  readonly count: number;
  /** Words that each of them has at least. */
  readonly required: number;
  /** Whether some product has all words. */
  readonly all: boolean;
}

/** Collects the products of one query at a time. */
export class Matcher {
  readonly #index: InvertedIndex;
  readonly #filter: Filter;
  readonly #scorer: Scorer;
  /** Ascending. */
  slots = new Int32Array(64);
  /** Of each slot, ten-thousandths; see `Scorer`. */
  scores = new Float64Array(64);
  #levels = new Uint8Array(64);
  #count = 0;

  constructor(index: InvertedIndex, filter: Filter, scorer: Scorer) {
    this.#index = index;
    this.#filter = filter;
    this.#scorer = scorer;
  }

  /** Collects what the filters let through. @returns how many */
  browse(): number {
    const candidates = this.#filter.candidates();
    const bound = candidates?.length ?? this.#index.products.bound;
    this.#fit(0, bound);
    let n = 0;
    for (let i = 0; i < bound; i += 1) {
      const slot = candidates ? candidates[i]! : i;
      if (this.#filter.passes(slot)) this.slots[n++] = slot;
    }
    this.#count = n;
    this.scores.fill(0, 0, n);
    return n;
  }

  /** Collects what the filters let through and what has enough of the words. */
  match(question: ScoreQuestion, byRelevance: boolean): Matched {
    const { plan, named } = question;
    const most = plan.words.length;
    const enough = byRelevance ? ENOUGH : 1;
    /** By number of words, products that pass. */
    const having = new Uint32Array(most + 1);
    let required = plan.required;
    if (required > 0) this.#collect(question, required, having);
    else {
      // Few products have all words, and they are found soon: mostly they are enough.
      for (let atLeast = most; ; atLeast >>= 1) {
        having.fill(0);
        this.#collect(question, atLeast, having, enough);
        required = levelWith(enough, having);
        if (required >= atLeast || atLeast <= 1) break;
      }
    }
    const count = this.#count;
    const all = count === 0 || having[most]! > 0 || named.some((slot) => this.#indexOf(slot) >= 0);
    if (required > 1) this.#keep(required);
    return { count: this.#count, required, all };
  }

  /**
   * Collects what has so many words at least.
   * @param having is told by number of words how many products have
   * @param enough as soon as so many have more words, what has fewer is left out
   */
  #collect(question: ScoreQuestion, atLeast: number, having: Uint32Array, enough?: number): void {
    const scorer = this.#scorer;
    let count = 0;
    scorer.begin(question);
    scorer.atLeast = atLeast;
    while (scorer.next()) {
      const n = scorer.count;
      this.#fit(count, n);
      this.slots.set(scorer.slots.subarray(0, n), count);
      this.scores.set(scorer.scores.subarray(0, n), count);
      this.#levels.set(scorer.levels.subarray(0, n), count);
      for (let i = 0; i < n; i += 1) having[scorer.levels[i]! & ~ALWAYS]! += 1;
      count += n;
      if (enough !== undefined && n > 0) scorer.atLeast = Math.max(scorer.atLeast, levelWith(enough, having));
    }
    this.#count = count;
  }

  /** Of a product that was collected. */
  scoreOf(slot: number): number {
    return this.scores[this.#indexOf(slot)]!;
  }

  /** @returns -1 when it was not collected */
  #indexOf(slot: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.slots[middle]! < slot) low = middle + 1;
      else high = middle;
    }
    return low < this.#count && this.slots[low] === slot ? low : -1;
  }

  /** Keeps what has so many words. */
  #keep(required: number): void {
    let kept = 0;
    for (let i = 0; i < this.#count; i += 1) {
      // Those that always stay have the highest bit.
      if (this.#levels[i]! < required) continue;
      this.slots[kept] = this.slots[i]!;
      this.scores[kept++] = this.scores[i]!;
    }
    this.#count = kept;
  }

  /** Makes room for `more` after the first `count`. */
  #fit(count: number, more: number): void {
    if (count + more <= this.slots.length) return;
    const length = Math.max(count + more, Math.min(2 * this.slots.length, this.#index.capacity));
    const { slots, scores } = this;
    const levels = this.#levels;
    this.slots = new Int32Array(length);
    this.scores = new Float64Array(length);
    this.#levels = new Uint8Array(length);
    this.slots.set(slots.subarray(0, count));
    this.scores.set(scores.subarray(0, count));
    this.#levels.set(levels.subarray(0, count));
  }
}

/** The most words that at least `enough` products have, but for one word at least. */
function levelWith(enough: number, having: Uint32Array): number {
  let level = having.length - 1;
  for (let sum = having[level]!; sum < enough && level > 1; sum += having[level]!) level -= 1;
  return level;
}
