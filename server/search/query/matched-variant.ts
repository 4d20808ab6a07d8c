import { identifierKey } from '../analysis/fold.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';
import type { Filter } from './filter.ts';

interface Hit {
  readonly slot: number;
  /** Numbers of the terms of the query. */
  readonly words: ReadonlySet<number> | undefined;
  /** What names the product exactly, if anything does. */
  readonly text: string | undefined;
}

/** The variant that the query or its filters point at, when they point at one. @param filter prepared for the query */
export function matchedVariant(
  { products }: InvertedIndex,
  filter: Filter,
  { slot, words, text }: Hit,
): string | undefined {
  const idOf = (i: number | undefined): string | undefined =>
    i === undefined ? undefined : products.texts(slot).variants[i - products.variantStart[slot]!]?.id;
  if (text !== undefined && words) {
    const key = identifierKey(text.trim());
    const isNamed = (id: string | undefined): boolean => id !== undefined && identifierKey(id) === key;
    const named = products
      .texts(slot)
      .variants.find(({ id, sku, gtin }) => isNamed(id) || isNamed(sku) || isNamed(gtin));
    if (named) return named.id;
  }
  if (products.isSingle(slot)) return filter.perVariant ? idOf(products.variantStart[slot]!) : undefined;
  const variant = filter.variant(slot, words);
  if (variant === undefined) return undefined;
  const pointedAt = filter.perVariant || (words && filter.wordsOf(variant, words) > 0);
  return pointedAt ? idOf(variant) : undefined;
}
