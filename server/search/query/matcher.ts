import type { InvertedIndex } from '../index/inverted-index.ts';
import type { Filter } from './filter.ts';
import type { QueryPlan } from './query-plan.ts';
import { bitCount, type Scorer } from './scorer.ts';

/** As long as this many products have all words, none is shown that lacks one; else one word less is asked for. */
const ENOUGH = 10;

export interface Matched {
  /** The first so many of `found` are valid. */
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
  /** Slots, in no order. */
  found = new Int32Array(0);

  constructor(index: InvertedIndex, filter: Filter, scorer: Scorer) {
    this.#index = index;
    this.#filter = filter;
    this.#scorer = scorer;
  }

  /** Puts what the filters let through into `found`. @returns how many */
  browse(): number {
    const candidates = this.#filter.candidates();
    const bound = candidates?.length ?? this.#index.products.bound;
    this.#fit();
    let n = 0;
    for (let i = 0; i < bound; i += 1) {
      const slot = candidates ? candidates[i]! : i;
      if (this.#filter.passes(slot)) this.found[n++] = slot;
    }
    return n;
  }

  /**
   * Puts what the filters let through and what has enough of the words into `found`.
   * @param moved slots that the merchant moved: those above 0 stay, whatever words they have
   */
  match(plan: QueryPlan, byRelevance: boolean, moved: ReadonlyMap<number, number>): Matched {
    const { touched, count, words, exact } = this.#scorer;
    this.#fit();
    const enough = byRelevance ? ENOUGH : 1;
    if (plan.required <= 0 && moved.size === 0 && !this.#scorer.named)
      return this.#matchByLevel(plan.words.length, enough);
    const having = new Array<number>(plan.words.length + 1).fill(0);
    let n = 0;
    let named = 0;
    for (let i = 0; i < count; i += 1) {
      const slot = touched[i]!;
      if (!this.#filter.passes(slot)) continue;
      this.found[n++] = slot;
      having[bitCount(words[slot]!)]! += 1;
      named += exact[slot]!;
    }
    const all = n === 0 || named > 0 || having[plan.words.length]! > 0;
    let required = plan.required;
    if (required <= 0) {
      required = plan.words.length;
      for (let sum = having[required] ?? 0; sum < enough && required > 1; sum += having[required]!)
        required -= 1;
    }
    if (required <= 1) return { count: n, required, all };
    let kept = 0;
    for (let i = 0; i < n; i += 1) {
      const slot = this.found[i]!;
      const pinned = moved.size > 0 && (moved.get(slot) ?? 0) > 0;
      if (pinned || exact[slot] === 1 || bitCount(words[slot]!) >= required) this.found[kept++] = slot;
    }
    return { count: kept, required, all };
  }

  /** As `#match`, where words alone decide: the filters are asked only about products with enough words. */
  #matchByLevel(most: number, enough: number): Matched {
    const { touched, count, words } = this.#scorer;
    const having = new Array<number>(most + 1).fill(0);
    for (let i = 0; i < count; i += 1) having[bitCount(words[touched[i]!]!)]! += 1;
    let n = 0;
    let withAll = 0;
    let required = most;
    for (; ; required -= 1) {
      for (let i = 0; having[required]! > 0 && i < count; i += 1) {
        const slot = touched[i]!;
        if (bitCount(words[slot]!) === required && this.#filter.passes(slot)) this.found[n++] = slot;
      }
      if (required === most) withAll = n;
      if (n >= enough || required <= 1) return { count: n, required, all: n === 0 || withAll > 0 };
    }
  }

  #fit(): void {
    if (this.found.length < this.#index.capacity) this.found = new Int32Array(this.#index.capacity);
  }
}
