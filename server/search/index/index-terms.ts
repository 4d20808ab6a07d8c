/** A term with the number of products that have it. */
export interface TermFrequency {
  readonly term: string;
  readonly frequency: number;
}

export interface SimilarTerm extends TermFrequency {
  /** Typing slips away from the word asked for. */
  readonly distance: number;
}

/** Frequent terms first, then by the text: an order that does not depend on when a term came. */
export const byFrequency = (a: TermFrequency, b: TermFrequency): number =>
  b.frequency - a.frequency || (a.term < b.term ? -1 : a.term > b.term ? 1 : 0);
