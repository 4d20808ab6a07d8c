import { textTerms } from '../index/document-terms.ts';
import type { PlannedWord } from '../query/query-plan.ts';
import type { SearchDocument } from '../search-types.ts';

/** Words by which products are compared. */
const MOST = 20;
/** Words that fewer products have tell the product apart and nothing else. */
const LEAST_PRODUCTS = 2;
const NUMBER = /^\d+(?:\.\d+)?$/;

interface Counts {
  /** Products in the index. */
  readonly size: number;
  /** Products that have a term. */
  frequency(term: string): number;
}

/**
 * The words that say most of a product (BM25F weight × idf), as a plan takes them, the most telling first. Numbers by
 * themselves, inflections and kinds are left out.
 */
export function significantTerms(document: SearchDocument, { size, ...counts }: Counts): PlannedWord[] {
  const terms = [...textTerms(document)].flatMap(([term, weight]) => {
    if (term.charAt(1) === '~' || NUMBER.test(term)) return [];
    const frequency = counts.frequency(term);
    if (frequency < LEAST_PRODUCTS) return [];
    const idf = Math.log(1 + (size - frequency + 0.5) / (frequency + 0.5));
    return [{ term, idf: Math.max(0.01, idf), score: (idf * weight) / 255 }];
  });
  return terms
    .sort((a, b) => b.score - a.score || (a.term < b.term ? -1 : 1))
    .slice(0, MOST)
    .map(({ term, idf }) => ({ idf, terms: [[term, 1]] }));
}
