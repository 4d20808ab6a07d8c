import type { Facts } from '../../grounding/fact.ts';
import { type Vocabulary, wordsOf } from '../../grounding/verify/vocabulary.ts';

/** Whether words name another product of the catalogue than this one: a part of its name, and none of this one's. */
export function namesAnother(
  words: string,
  variantId: string,
  { facts, vocabulary }: { facts: Facts; vocabulary: Vocabulary },
): boolean {
  const own = [...facts.values()].find(({ subject }) => subject.variantId === variantId)?.subject.productId;
  const named = wordsOf(words).flatMap((word) => vocabulary.productsNamed(word) ?? []);
  return own !== undefined && named.length > 0 && !named.some((products) => products.has(own));
}
