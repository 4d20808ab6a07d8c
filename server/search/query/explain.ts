import { fieldTerms } from '../index/document-terms.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';
import type { SearchDocument, Understood } from '../search-types.ts';
import type { QueryPlan } from './query-plan.ts';

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

/** Why a product stands where it does. */
export interface Explanation {
  readonly productId: string;
  /** As in a hit: (words + boosts) × coverage. */
  readonly score: number;
  /** Whether filters, those understood among them, let it through. */
  readonly passes: boolean;
  readonly understood: Understood;
  /** One entry a word of the query. */
  readonly words: readonly { readonly idf: number; readonly terms: readonly TermExplanation[] }[];
  readonly boosts: readonly { readonly term: string; readonly score: number }[];
  /** Falls with the words that the product lacks; 1 when it has all. */
  readonly coverage: number;
}

interface Question {
  readonly productId: string;
  readonly slot: number;
  readonly plan: QueryPlan | undefined;
  readonly understood: Understood;
  readonly score: number;
  readonly passes: boolean;
  readonly document: SearchDocument | undefined;
}

export function explained(index: InvertedIndex, question: Question): Explanation {
  const { productId, slot, plan, understood, score, passes, document } = question;
  const fields = document && fieldTerms(document);
  const weightOf = (term: string): number => {
    const id = index.find(term);
    for (const run of id === undefined ? [] : index.postings(id)) {
      const posting = run.find((packed) => packed >>> 8 === slot);
      if (posting !== undefined) return (posting & 255) / 255;
    }
    return 0;
  };
  const words = (plan?.words ?? []).map(({ idf, terms }) => ({
    idf,
    terms: terms.map(([term, worth]): TermExplanation => {
      const weight = weightOf(term);
      const shares = weight > 0 ? fields?.(term) : undefined;
      return { term, worth, weight, score: idf * worth * weight, ...(shares && { fields: shares }) };
    }),
  }));
  const boosts = (plan?.boosts ?? []).map(([term, value]) => ({ term, score: value * weightOf(term) }));
  const best = words.map(({ terms }) => Math.max(0, ...terms.map((term) => term.score)));
  const sum = [...best, ...boosts.map((boost) => boost.score)].reduce((all, part) => all + part, 0);
  return { productId, score, passes, understood, words, boosts, coverage: sum === 0 ? 0 : score / sum };
}
