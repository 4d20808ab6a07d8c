import type { SearchDocument } from '../../server/search/search-engine.ts';

/**
 * A plain BM25F over five fields, as textbooks have it, sharing nothing with the engine: the yardstick that search is
 * measured against. Words lose a plural s; a score falls with the words that a product lacks.
 */
const FIELDS = [
  { weight: 5, b: 0.3, text: (doc: SearchDocument) => doc.title.en },
  { weight: 3, b: 0, text: (doc: SearchDocument) => doc.brand },
  { weight: 3, b: 0, text: (doc: SearchDocument) => doc.productType?.en },
  { weight: 2, b: 0.5, text: (doc: SearchDocument) => doc.description.en },
  { weight: 1, b: 0.75, text: (doc: SearchDocument) => doc.features },
] as const;
const K1 = 1.2;

const wordsOf = (text: string): string[] => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map(singular);

function singular(word: string): string {
  if (word.length < 4 || /ss$|us$|is$|\d/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:x|z|ch|sh|ss)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

export class PlainBm25f {
  readonly #ids: string[];
  /** Word -> product -> saturated frequency over all fields. */
  readonly #postings = new Map<string, Map<number, number>>();

  constructor(documents: readonly SearchDocument[]) {
    this.#ids = documents.map((doc) => doc.productId);
    const fields = FIELDS.map(({ text }) => documents.map((doc) => wordsOf(text(doc) ?? '')));
    const averages = fields.map(
      (texts) => texts.reduce((sum, words) => sum + words.length, 0) / texts.length,
    );
    for (let i = 0; i < documents.length; i += 1) {
      const sums = new Map<string, number>();
      for (const [f, { weight, b }] of FIELDS.entries()) {
        const words = fields[f]![i]!;
        const factor = weight / (1 - b + (b * words.length) / averages[f]!);
        for (const word of words) sums.set(word, (sums.get(word) ?? 0) + factor);
      }
      for (const [word, sum] of sums) {
        const products = this.#postings.get(word) ?? new Map<number, number>();
        products.set(i, sum / (K1 + sum));
        this.#postings.set(word, products);
      }
    }
  }

  /** Product ids, best first. */
  search(text: string, limit: number): string[] {
    const words = [...new Set(wordsOf(text))];
    const scores = new Map<number, { sum: number; matched: number }>();
    let asked = 0;
    for (const word of words) {
      const products = this.#postings.get(word);
      const n = products?.size ?? 0;
      const idf = Math.log(1 + (this.#ids.length - n + 0.5) / (n + 0.5));
      if (n === 0) continue;
      asked += idf;
      for (const [i, value] of products!) {
        const score = scores.get(i) ?? { sum: 0, matched: 0 };
        score.sum += idf * value;
        score.matched += idf;
        scores.set(i, score);
      }
    }
    return [...scores]
      .map(([i, { sum, matched }]) => ({ i, score: (sum * matched) / asked }))
      .sort((a, b) => b.score - a.score || a.i - b.i)
      .slice(0, limit)
      .map(({ i }) => this.#ids[i]!);
  }
}
