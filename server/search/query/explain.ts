import { fieldTerms } from '../index/document-terms.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';
import type { Relaxation, SearchDocument, Understood } from '../search-types.ts';
import type { QueryPlan } from './query-plan.ts';
import { DOUBTFUL, EXACT } from './scorer.ts';

/** What one term gives to a score. */
export interface TermExplanation {
  /** As the index writes it: `c~` the product is of a kind, `m~` its title names a kind, `r~` and `g~` inflections. */
  readonly term: string;
  /** 0 to 1: how well it stands for the word of the query. */
  readonly worth: number;
  /** 0 to 1: how much of it the product has; 0 when it has none. */
  readonly weight: number;
  /** idf × worth × weight. Of a word the best term counts. */
  readonly score: number;
  /** Of `weight`, the share of each field; only with the product's document. */
  readonly fields?: Readonly<Record<string, number>> | undefined;
}

/** Why a product stands where it does: score = (best term of each word + boosts) × coverage + exact + meaning + rest. */
export interface Explanation {
  readonly productId: string;
  /** As in a hit. */
  readonly score: number;
  /** Whether filters, those understood and not given up among them, let it through. */
  readonly passes: boolean;
  readonly understood: Understood;
  readonly relaxed: readonly Relaxation[];
  /** One entry a word of the query. */
  readonly words: readonly { readonly idf: number; readonly terms: readonly TermExplanation[] }[];
  readonly boosts: readonly { readonly term: string; readonly score: number }[];
  /** Falls with the words that the product lacks; 1 when it has all. */
  readonly coverage: number;
  /** What being named by its id, SKU or GTIN adds. */
  readonly exact: number;
  /** Where meaning was mixed in: how alike product and query are (-1 to 1, absent without a vector), and what it adds. */
  readonly meaning?: { readonly cosine?: number | undefined; readonly score: number } | undefined;
  /** What nothing above accounts for: rounding. */
  readonly rest: number;
  /** The merchant moved it for this query, whatever its score. */
  readonly moved?: 'pinned' | 'buried' | undefined;
}

interface Question {
  readonly productId: string;
  readonly slot: number;
  readonly plan: QueryPlan | undefined;
  readonly understood: Understood;
  readonly relaxed: readonly Relaxation[];
  /** By words. */
  readonly score: number;
  readonly exact: boolean;
  readonly meaning?: Explanation['meaning'];
  /** The lowest that the customer sees. */
  readonly price: number;
  readonly passes: boolean;
  /** Of the coverage; see `Ranking`. */
  readonly steepness: number;
  readonly moved?: 'pinned' | 'buried' | undefined;
  readonly document: SearchDocument | undefined;
}

export function explained(index: InvertedIndex, question: Question): Explanation {
  const { slot, plan, price, steepness, document, exact: isExact, ...told } = question;
  const fields = document && fieldTerms(document);
  const weightOf = (term: string): number => weightIn(index, term, slot);
  const words = (plan?.words ?? []).map(({ idf, terms }) => ({
    idf,
    terms: terms.map(([term, worth]): TermExplanation => {
      const weight = weightOf(term);
      const shares = weight > 0 ? fields?.(term) : undefined;
      return { term, worth, weight, score: idf * worth * weight, ...(shares && { fields: shares }) };
    }),
  }));
  const best = words.map(({ terms }) => Math.max(0, ...terms.map((term) => term.score)));
  const asked = words.reduce((sum, { idf }) => sum + idf, 0);
  const matched = words.reduce((sum, { idf }, i) => sum + (best[i]! > 0 ? idf : 0), 0);
  const coverage = asked === 0 ? 0 : (matched / asked) ** steepness;
  const doubts = new Map(plan?.doubts);
  const boosts = (plan?.boosts ?? []).map(([term, value]) => {
    const doubtful = price < (doubts.get(term) ?? 0);
    return { term, score: value * weightOf(term) * (doubtful ? DOUBTFUL : 1) };
  });
  const sum = [...best, ...boosts.map((boost) => boost.score)].reduce((all, part) => all + part, 0);
  const exact = isExact ? EXACT : 0;
  const rest = told.score - sum * coverage - exact;
  const { productId, passes, understood, relaxed, moved, meaning } = told;
  return {
    productId,
    score: told.score + (meaning?.score ?? 0),
    passes,
    understood,
    relaxed,
    words,
    boosts,
    coverage,
    exact,
    ...(meaning && { meaning }),
    rest,
    ...(moved && { moved }),
  };
}

/** 0 to 1. */
function weightIn(index: InvertedIndex, term: string, slot: number): number {
  const id = index.find(term);
  for (const run of id === undefined ? [] : index.postings(id)) {
    let low = 0;
    let high = run.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (run[middle]! >>> 8 < slot) low = middle + 1;
      else high = middle;
    }
    if (low < run.length && run[low]! >>> 8 === slot) return (run[low]! & 255) / 255;
  }
  return 0;
}
