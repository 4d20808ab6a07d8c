/** Product id -> rating 0 to 3. */
export type Ratings = ReadonlyMap<string, number>;

const TOP_GRADE = 3;
const discount = (position: number): number => 1 / Math.log2(position + 2);
const gain = (ratings: readonly number[]): number =>
  ratings.reduce((sum, rating, i) => sum + (rating / TOP_GRADE) * discount(i), 0);

/**
 * NDCG@k: linear gain rating/3, log2 discount, ideal over all rated products of the query, unrated products gain 0.
 * @param found product ids, best first
 * @returns undefined for a query without a positive rating
 */
export function ndcg(found: readonly string[], ratings: Ratings, k = 10): number | undefined {
  const ideal = gain([...ratings.values()].sort((a, b) => b - a).slice(0, k));
  return ideal === 0 ? undefined : gain(found.slice(0, k).map((id) => ratings.get(id) ?? 0)) / ideal;
}

/** NDCG@k over the rated products alone, in the order found: nobody is blamed for what nobody rated. */
export const ndcgOfRated = (found: readonly string[], ratings: Ratings, k = 10): number | undefined =>
  ndcg(
    found.filter((id) => ratings.has(id)),
    ratings,
    k,
  );

/** The part of the products of the top grade that stands among the first k. @returns undefined when there are none */
export function recall(found: readonly string[], ratings: Ratings, k = 50): number | undefined {
  const wanted = [...ratings].filter(([, rating]) => rating === TOP_GRADE).map(([id]) => id);
  if (wanted.length === 0) return undefined;
  const first = new Set(found.slice(0, k));
  return wanted.filter((id) => first.has(id)).length / wanted.length;
}

/** The value below which the part `p` of the values lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
}

export const mean = (values: readonly (number | undefined)[]): number => {
  const known = values.filter((value) => value !== undefined);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
};
