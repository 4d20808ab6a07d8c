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
    this.#fit(bound);
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
    const { plan } = question;
    const scorer = this.#scorer;
    const most = plan.words.length;
    const enough = byRelevance ? ENOUGH : 1;
    /** By number of words, products that pass. */
    const having = new Uint32Array(most + 1);
    let required = plan.required > 0 ? plan.required : Math.min(1, most);
    let count = 0;
    scorer.begin(question);
    scorer.atLeast = required;
    while (scorer.next()) {
      this.#fit(count + scorer.count);
      for (let i = 0; i < scorer.count; i += 1) {
        const level = scorer.levels[i]!;
        having[level & ~ALWAYS]! += 1;
        this.slots[count] = scorer.slots[i]!;
        this.scores[count] = scorer.scores[i]!;
        this.#levels[count++] = level;
      }
      // What comes may have more words, so it can only rise.
      if (plan.required <= 0) required = levelWith(enough, having);
      scorer.atLeast = required;
    }
    this.#count = count;
    const all = count === 0 || having[most]! > 0 || question.named.some((slot) => this.#indexOf(slot) >= 0);
    if (required > 1) this.#keep(required);
    return { count: this.#count, required, all };
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

  #fit(count: number): void {
    if (count <= this.slots.length) return;
    const length = Math.max(count, Math.min(this.slots.length * 2, this.#index.capacity));
    const { slots, scores } = this;
    const levels = this.#levels;
    this.slots = new Int32Array(length);
    this.scores = new Float64Array(length);
    this.#levels = new Uint8Array(length);
    this.slots.set(slots);
    this.scores.set(scores);
    this.#levels.set(levels);
  }
}

/** The most words that at least `enough` products have, but for one word at least. */
function levelWith(enough: number, having: Uint32Array): number {
  let level = having.length - 1;
  for (let sum = having[level]!; sum < enough && level > 1; sum += having[level]!) level -= 1;
  return level;
}
