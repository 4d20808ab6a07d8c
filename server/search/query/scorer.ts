import type { InvertedIndex } from '../index/inverted-index.ts';
import type { Filter } from './filter.ts';
import type { QueryPlan } from './query-plan.ts';
import { bitCount, Postings, ScoreWindow, WORDS } from './score-window.ts';
import { END, TermCursor } from './term-cursor.ts';

/** Takes the place of a score by words: exact identifiers come first. */
export const EXACT = 1e5;

/** What is left of a boost for a product far too cheap for its kind. */
export const DOUBTFUL = 0.8;

/** In `Scorer.levels`: the product stays whatever words it has. */
export const ALWAYS = 0x80;

/** So many slots are looked at together: what is kept of them stays in the cache of the processor. */
const WINDOW = 2048;

/** Coverage is worked out beforehand for the first so many words. */
const TABLED = 6;

interface Word {
  /** Its place in the plan. */
  readonly number: number;
  readonly postings: Postings;
  /** What the worth in the window counts. */
  readonly factor: number;
  /** The share of all products that have it, at most. */
  readonly density: number;
}

interface Boost {
  readonly postings: Postings;
  readonly density: number;
  /** What costs less is raised less. */
  readonly below: number;
}

/** What to score. */
export interface ScoreQuestion {
  readonly plan: QueryPlan;
  /** Slots of the products whose identifier the whole text is. */
  readonly named: readonly number[];
  /** Slots that are found whatever words they have. */
  readonly pinned: readonly number[];
}

/**
 * Scores by the words of one query at a time, some thousand slots after the other, so that all it works on is small and
 * near. Words that few products have come first: as soon as a product must have several, the others are only looked for
 * where those are.
 *
 * @example
 * scorer.begin({ plan, named: [], pinned: [] });
 * while (scorer.next()) for (let i = 0; i < scorer.count; i += 1) use(scorer.slots[i], scorer.scores[i]);
 */
export class Scorer {
  readonly #index: InvertedIndex;
  readonly #filter: Filter;
  readonly #steepness: number;
  readonly #size: number;
  readonly #window: ScoreWindow;
  readonly #passes = (slot: number): boolean => this.#filter.passes(slot);
  #words: Word[] = [];
  /** The same, rare ones first. */
  #rarest: Word[] = [];
  #boosts: Boost[] = [];
  #named: readonly number[] = [];
  /** Named and pinned slots that are still to come, the next one last. */
  #kept: number[] = [];
  #idf: number[] = [];
  #asked = 0;
  /** By words found, one bit each. */
  readonly #coverage = new Float32Array(1 << TABLED);
  /** By offset in the window. */
  readonly #sums: Float32Array;
  /** Products that have words enough and pass the filter, slots ascending; the first `count` are valid. */
  readonly slots: Int32Array;
  /** Of each the score: whole numbers, ten-thousandths, equal where the difference means nothing. */
  readonly scores: Float64Array;
  /** Of each the number of words found, and `ALWAYS`. */
  readonly levels: Uint8Array;
  count = 0;
  /** Products with fewer words are left out. It may be raised on the way. */
  atLeast = 1;

  /**
   * @param filter what it does not let through is left out
   * @param coverage see `Ranking`
   * @param window slots looked at together, a multiple of 32; another number for tests
   */
  constructor(index: InvertedIndex, filter: Filter, coverage: number, window = WINDOW) {
    this.#index = index;
    this.#filter = filter;
    this.#steepness = coverage;
    this.#size = window;
    this.#window = new ScoreWindow(window);
    this.#sums = new Float32Array(window);
    this.slots = new Int32Array(window);
    this.scores = new Float64Array(window);
    this.levels = new Uint8Array(window);
  }

  /** Starts a query. */
  begin({ plan, named, pinned }: ScoreQuestion): void {
    this.atLeast = 1;
    this.#idf = plan.words.map((word) => word.idf);
    this.#asked = this.#idf.reduce((sum, idf) => sum + idf, 0);
    this.#words = plan.words.map(({ idf, terms }, number) => {
      const known = terms.flatMap(([term, worth]) => {
        const id = this.#index.find(term);
        return id === undefined ? [] : [[id, worth] as const];
      });
      const [only] = known;
      if (only && known.length === 1) return this.#word(number, [[only[0], 1]], (idf * only[1]) / 255);
      return this.#word(
        number,
        known.map(([id, worth]) => [id, (idf * worth) / 255]),
        1,
      );
    });
    this.#rarest = this.#words.toSorted((a, b) => a.postings.count - b.postings.count);
    const doubts = new Map(plan.doubts);
    this.#boosts = plan.boosts.flatMap(([term, value]) => {
      const id = this.#index.find(term);
      return id === undefined
        ? []
        : { ...this.#word(0, [[id, value / 255]], 1), below: doubts.get(term) ?? 0 };
    });
    this.#named = named;
    this.#kept = [...new Set([...named, ...pinned])].sort((a, b) => b - a);
    for (let words = 0; words < 1 << Math.min(TABLED, this.#idf.length); words += 1)
      this.#coverage[words] = this.#coverageOf(words);
  }

  /** Goes on to the next products. @returns false when there are none */
  next(): boolean {
    const taking = Math.max(0, this.#words.length - Math.max(1, this.atLeast) + 1);
    let start = this.#kept.at(-1) ?? END;
    for (let i = 0; i < taking; i += 1) start = Math.min(start, this.#rarest[i]!.postings.slot);
    if (start === END) return false;
    const window = this.#window;
    window.open(start, start + this.#size, this.#words.length);
    while (this.#kept.length > 0 && this.#kept.at(-1)! < start + this.#size) window.keep(this.#kept.pop()!);
    this.#look(taking);
    window.sift(this.#passes);
    this.#score();
    return true;
  }

  /** The score of one product, whether it passes the filter or not, in place of `begin`. */
  scoreOf(question: ScoreQuestion, slot: number): number {
    this.begin(question);
    this.#kept = [];
    this.#window.open(slot, slot + 1, this.#words.length);
    this.#window.keep(slot);
    this.#look(0);
    this.#score();
    return this.scores[0]!;
  }

  /** @param taking so many of the rarest words take products in; a product without any of them has too few words */
  #look(taking: number): void {
    const window = this.#window;
    const words = this.#rarest;
    for (let i = 0; i < taking; i += 1) window.add(words[i]!.postings, words[i]!.number);
    window.gather();
    for (let i = taking; i < words.length && window.count > 0; i += 1) {
      const { postings, number, density } = words[i]!;
      window.refine(postings, number, density, this.atLeast - (words.length - 1 - i));
    }
  }

  #score(): void {
    const window = this.#window;
    const { marks, offsets, count, start } = window;
    const { slots, scores, levels } = this;
    const sums = this.#sums;
    const coverage = this.#coverage;
    const isAnyNamed = this.#named.length > 0;
    this.count = count;
    if (count === 0) return;
    for (let i = 0; i < count; i += 1) sums[offsets[i]!] = 0;
    for (const { number, factor } of this.#words) {
      const worth = window.worth(number);
      const bit = 1 << number;
      for (let i = 0; i < count; i += 1) {
        const offset = offsets[i]!;
        if ((marks[offset]! & bit) !== 0) sums[offset]! += factor * worth[offset]!;
      }
    }
    for (const boost of this.#boosts) this.#boost(boost);
    for (let i = 0; i < count; i += 1) {
      const offset = offsets[i]!;
      const mark = marks[offset]!;
      const words = mark & WORDS;
      const part = words < coverage.length ? coverage[words]! : this.#coverageOf(words);
      slots[i] = start + offset;
      scores[i] = Math.round(sums[offset]! * part * 1e4);
      levels[i] = bitCount(words) | (mark < 0 ? ALWAYS : 0);
      if (isAnyNamed && this.#named.includes(start + offset)) scores[i]! += EXACT * 1e4;
    }
    window.close();
  }

  /** Raises what has a word, what costs less than `below` not as far. */
  #boost({ postings, density, below }: Boost): void {
    const window = this.#window;
    const { marks, start, end, offsets, count } = window;
    const sums = this.#sums;
    const few = window.isFewer(density);
    for (const cursor of postings.cursors) {
      const { run, factor } = cursor;
      if (few) {
        for (let i = 0; i < count; i += 1) {
          const offset = offsets[i]!;
          const weight = (marks[offset]! & WORDS) === 0 ? 0 : cursor.weightAt(start + offset);
          if (weight > 0) sums[offset]! += factor * this.#part(start + offset, below) * weight;
        }
        continue;
      }
      cursor.seek(start);
      let { at } = cursor;
      for (; at < run.length; at += 1) {
        const packed = run[at]!;
        const slot = packed >>> 8;
        if (slot >= end) break;
        const offset = slot - start;
        if ((marks[offset]! & WORDS) !== 0)
          sums[offset]! += factor * this.#part(slot, below) * (packed & 255);
      }
      cursor.at = at;
    }
  }

  #part(slot: number, below: number): number {
    return below > 0 && this.#filter.lowest(slot) < below ? DOUBTFUL : 1;
  }

  #word(number: number, terms: readonly (readonly [id: number, factor: number])[], factor: number): Word {
    const postings = new Postings(
      terms.flatMap(([id, worth]) => this.#index.postings(id).map((run) => new TermCursor(run, worth))),
    );
    return { number, postings, factor, density: postings.count / this.#index.products.bound };
  }

  #coverageOf(bits: number): number {
    let matched = 0;
    for (let i = 0; i < this.#idf.length; i += 1) if ((bits & (1 << i)) !== 0) matched += this.#idf[i]!;
    return this.#asked === 0 ? 0 : Math.fround((matched / this.#asked) ** this.#steepness);
  }
}
