import type { InvertedIndex } from '../index/inverted-index.ts';
import { BestScores } from './best-scores.ts';
import type { Filter } from './filter.ts';
import { ALWAYS, type ScoreQuestion, type Scorer } from './scorer.ts';

/** As long as this many products have all words, none is shown that lacks one; else one word less is asked for. */
const ENOUGH = 10;

export interface Matched {
  /** Products found. */
  readonly total: number;
  /** Words that each of them has at least. */
  readonly required: number;
  /** Whether some product has all words. */
  readonly all: boolean;
}

/** Which products of a query are wanted, when they are in the order of their scores. */
export interface Wanted {
  /** The best so many, and what scores the same as the last of them. */
  readonly best: number;
  /** Of those that score less than this. What scores just that is wanted besides. */
  readonly below: number;
}

/** Collects the products of one query at a time. */
export class Matcher {
  readonly #index: InvertedIndex;
  readonly #filter: Filter;
  readonly #scorer: Scorer;
  /** Ascending; the first `count` are valid. */
  slots = new Int32Array(64);
  /** Of each slot, ten-thousandths; see `Scorer`. */
  scores = new Float64Array(64);
  #levels = new Uint8Array(64);
  /** Products that were collected. */
  count = 0;
  #namedFound = false;

  constructor(index: InvertedIndex, filter: Filter, scorer: Scorer) {
    this.#index = index;
    this.#filter = filter;
    this.#scorer = scorer;
  }

  /** Collects what the filters let through. @returns how many */
  browse(): number {
    const candidates = this.#filter.candidates();
    const bound = candidates?.length ?? this.#index.products.bound;
    this.count = 0;
    this.#fit(bound);
    let n = 0;
    for (let i = 0; i < bound; i += 1) {
      const slot = candidates ? candidates[i]! : i;
      if (this.#filter.passes(slot)) this.slots[n++] = slot;
    }
    this.count = n;
    this.scores.fill(0, 0, n);
    return n;
  }

  /**
   * Collects what the filters let through and what has enough of the words.
   * @param wanted undefined for all
   */
  match(question: ScoreQuestion, byRelevance: boolean, wanted?: Wanted): Matched {
    const { plan } = question;
    const most = plan.words.length;
    const enough = byRelevance ? ENOUGH : 1;
    /** By number of words, products that pass. */
    const having = new Uint32Array(most + 1);
    let required = plan.required;
    let total = 0;
    if (required > 0) total = this.#collect(question, required, having, wanted);
    else {
      // Few products have all words, and they are found soon: mostly they are enough.
      for (let before = most + 1, atLeast = most; ; before = atLeast, atLeast >>= 1) {
        having.fill(0);
        // Where a number between the two can turn out to be asked for, not all that has `atLeast` words is found.
        const isOpen = before - atLeast > 1;
        total = isOpen
          ? this.#collectMost(question, atLeast, having, enough)
          : this.#collect(question, atLeast, having, wanted);
        required = levelWith(enough, having);
        if (required >= atLeast || atLeast <= 1) break;
      }
    }
    return { total, required, all: total === 0 || this.#namedFound || having[most]! > 0 };
  }

  /**
   * Collects what has so many words at least.
   * @param having is told by number of words how many products have
   * @returns how many there are, also of those that are not wanted
   */
  #collect(question: ScoreQuestion, atLeast: number, having: Uint32Array, wanted?: Wanted): number {
    const best = wanted && new BestScores(wanted.best);
    const below = wanted?.below ?? 0;
    let total = 0;
    this.#begin(question, atLeast);
    const scorer = this.#scorer;
    while (scorer.next()) {
      this.#note(question, having);
      total += scorer.count;
      if (!best) {
        this.#take();
        continue;
      }
      this.#fit(scorer.count);
      let { least } = best;
      for (let i = 0; i < scorer.count; i += 1) {
        const score = scorer.scores[i]!;
        if (score < least || score > below) continue;
        this.slots[this.count] = scorer.slots[i]!;
        this.scores[this.count++] = score;
        if (score === below) continue;
        best.add(score);
        least = best.least;
      }
    }
    return total;
  }

  /** Collects what has as many words as `enough` products have, `atLeast` so many. @returns how many there are */
  #collectMost(question: ScoreQuestion, atLeast: number, having: Uint32Array, enough: number): number {
    this.#begin(question, atLeast);
    const scorer = this.#scorer;
    while (scorer.next()) {
      this.#note(question, having);
      this.#take();
      scorer.atLeast = Math.max(scorer.atLeast, levelWith(enough, having));
    }
    let kept = 0;
    for (let i = 0; i < this.count; i += 1) {
      // Those that always stay have the highest bit.
      if (this.#levels[i]! < scorer.atLeast) continue;
      this.slots[kept] = this.slots[i]!;
      this.scores[kept++] = this.scores[i]!;
    }
    this.count = kept;
    return kept;
  }

  #begin(question: ScoreQuestion, atLeast: number): void {
    this.#scorer.begin(question);
    this.#scorer.atLeast = atLeast;
    this.count = 0;
    this.#namedFound = false;
  }

  /** Takes note of the products that the scorer has come to. */
  #note({ named }: ScoreQuestion, having: Uint32Array): void {
    const { slots, levels, count } = this.#scorer;
    for (let i = 0; i < count; i += 1) {
      const level = levels[i]!;
      having[level & ~ALWAYS]! += 1;
      if (level >= ALWAYS && named.includes(slots[i]!)) this.#namedFound = true;
    }
  }

  /** Collects the products that the scorer has come to. */
  #take(): void {
    const { slots, scores, levels, count } = this.#scorer;
    this.#fit(count);
    this.slots.set(slots.subarray(0, count), this.count);
    this.scores.set(scores.subarray(0, count), this.count);
    this.#levels.set(levels.subarray(0, count), this.count);
    this.count += count;
  }

  /** Of a product that was collected. */
  scoreOf(slot: number): number {
    return this.scores[this.#indexOf(slot)]!;
  }

  /** @returns -1 when it was not collected */
  #indexOf(slot: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.slots[middle]! < slot) low = middle + 1;
      else high = middle;
    }
    return low < this.count && this.slots[low] === slot ? low : -1;
  }

  /** Makes room for so many more. */
  #fit(more: number): void {
    const { slots, scores, count } = this;
    if (count + more <= slots.length) return;
    const levels = this.#levels;
    const length = Math.max(count + more, Math.min(2 * slots.length, this.#index.capacity));
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
