/** One word of the query: any of its terms stands for it. */
export interface PlannedWord {
  /** How rare it is (BM25's idf), 4 decimals. */
  readonly idf: number;
  /** Terms with their worth, at most 1. */
  readonly terms: readonly (readonly [term: string, worth: number])[];
}

/** What a text means on the index of the moment. It travels in the cursor, so that later pages mean the same. */
export interface QueryPlan {
  readonly words: readonly PlannedWord[];
  /** Terms that raise a product that has any word, by so much at full weight: its kind, a phrase. */
  readonly boosts: readonly (readonly [term: string, value: number])[];
  /** Kinds asked for, each with a price far below that of most of its kind: cheaper ones are perhaps something else. */
  readonly doubts: readonly (readonly [term: string, below: number])[];
  /** How many words a product must have at least; 0 until the first page has settled it. */
  readonly required: number;
}

export const MAX_WORDS = 24;
export const MAX_TERMS = 24;
export const MAX_BOOSTS = 16;
/** Of a longer text the rest is not read. */
export const MAX_TEXT = 500;
