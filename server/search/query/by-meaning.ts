import type { InvertedIndex } from '../index/inverted-index.ts';
import type { Relaxation, SearchQuery, SearchResult, Understood } from '../search-types.ts';
import { type Blend, blendOf, raise } from '../vectors/blend.ts';
import { constraintsOf, inForce, nextToRelax, withUnderstood } from './constraints.ts';
import type { Filter } from './filter.ts';

interface Asked {
  readonly query: SearchQuery;
  readonly understood: Understood;
  readonly relaxed: readonly Relaxation[];
}

/** Where words find nothing: what is nearest in meaning and let through by the filters. One page, without another. */
export function nearestInMeaning(
  index: InvertedIndex,
  filter: Filter,
  asked: Asked,
): SearchResult | undefined {
  const { query, understood } = asked;
  const near = (query.nearest ?? []).flatMap(({ productId, cosine }) => {
    const slot = index.slot(productId);
    return slot === undefined ? [] : [{ slot, hit: { productId, score: cosine } }];
  });
  if (near.length === 0 || query.sort !== 'relevance' || query.literal === true) return undefined;
  for (let { relaxed } = asked; ; ) {
    const meant = inForce(understood, relaxed);
    filter.prepare(withUnderstood(query, meant), constraintsOf(meant));
    const hits = near.filter(({ slot }) => filter.passes(slot)).slice(0, query.limit);
    if (hits.length > 0) {
      return {
        hits: hits.map(({ hit }) => hit),
        total: hits.length,
        facets: Object.fromEntries((query.facets ?? []).map((name) => [name, []])),
        ...(Object.keys(understood).length > 0 && { understood }),
        relaxed: [...relaxed, 'meaning'],
      };
    }
    const gave = nextToRelax(understood, relaxed);
    if (!gave) return undefined;
    relaxed = [...relaxed, gave];
  }
}

/** How meaning is mixed into a first page. @param slots found @param scoreOf by words */
export function blendFor(
  index: InvertedIndex,
  { meaning, sort }: SearchQuery,
  slots: Int32Array,
  scoreOf: (slot: number, i: number) => number,
): Blend | undefined {
  if (!meaning || sort !== 'relevance') return undefined;
  return blendOf(Float64Array.from(slots, scoreOf), (i) => index.products.idOf(slots[i]!), meaning);
}

/** What meaning adds to a score by words. */
export function raiseBy(
  index: InvertedIndex,
  { query: { meaning }, blend }: { query: SearchQuery; blend?: Blend | undefined },
  slot: number,
  score: number,
): number {
  if (!blend || !meaning) return 0;
  return raise(blend, score, () => meaning.cosine(index.products.idOf(slot)));
}
