const discount = (position: number): number => 1 / Math.log2(position + 2);
const gainOf = (rating: number): number => rating / 3;

/**
 * NDCG@k: linear gain rating/3, log2 discount, ideal over all rated products of the query, unrated products gain 0.
 * @param found product ids, best first
 * @returns undefined for a query without a positive rating
 */
export function ndcg(
  found: readonly string[],
  ratings: ReadonlyMap<string, number>,
  k = 10,
): number | undefined {
  const best = [...ratings.values()].sort((a, b) => b - a).slice(0, k);
  const ideal = best.reduce((sum, rating, i) => sum + gainOf(rating) * discount(i), 0);
  if (ideal === 0) return undefined;
  const gained = found
    .slice(0, k)
    .reduce((sum, id, i) => sum + gainOf(ratings.get(id) ?? 0) * discount(i), 0);
  return gained / ideal;
}

/** The value below which the part `p` of the values lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

/** The word with two neighbouring letters in its middle swapped. */
export const transposed = (word: string): string => {
  const at = Math.floor(word.length / 2) - 1;
  return word.length < 5 ? word : word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
};
