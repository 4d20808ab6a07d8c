import { LRUCache } from 'lru-cache';
import type { SearchResult } from './search-types.ts';

const ANSWERS = 2_000;

/**
 * Answers of the last queries, kept while nothing has changed that could change them: shops are asked the same few
 * hundred things over and over, and understanding a query costs more than finding what it wants.
 */
export class AnswerCache {
  readonly #answers = new LRUCache<string, SearchResult>({ max: ANSWERS });
  #of: readonly unknown[] = [];

  /** @param state what the answer depends on besides the query, compared by identity */
  get(query: object, state: readonly unknown[], answer: () => SearchResult): SearchResult {
    if (state.some((part, index) => part !== this.#of[index])) {
      this.#answers.clear();
      this.#of = state;
    }
    const key = JSON.stringify(query);
    const known = this.#answers.get(key);
    if (known) return known;
    const fresh = answer();
    this.#answers.set(key, fresh);
    return fresh;
  }
}
