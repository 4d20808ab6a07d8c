import type { Memory } from '../../conversation/model.ts';
import type { Facts } from '../../grounding/fact.ts';
import { type Vocabulary, wordsOf } from '../../grounding/verify/vocabulary.ts';

interface Known {
  facts: Facts;
  memory: Pick<Memory, 'shown' | 'focus'>;
  vocabulary: Vocabulary;
}

/** A shorter word, such as an article, names nothing. */
const MIN_NAME = 3;

/**
 * Whether a customer who writes this can mean the product: the words name no other one, and it was shown or spoken of before, or
 * they hold a word of its title.
 */
export function mayMean(words: string, variantId: string, { facts, memory, vocabulary }: Known): boolean {
  const all = [...facts.values()];
  const own = all.find(({ subject }) => subject.variantId === variantId)?.subject.productId;
  const shown = [...memory.shown, ...(memory.focus ? [memory.focus] : [])];
  const wasShown = shown.some((one) => one.variantId === variantId || one.productId === own);
  if (own === undefined) return wasShown;
  const asked = wordsOf(words).filter((word) => word.length >= MIN_NAME);
  const others = asked.flatMap((word) => vocabulary.productsNamed(word) ?? []);
  if (others.length > 0) return others.some((products) => products.has(own));
  const title = all
    .filter(
      ({ kind, subject }) => subject.productId === own && ['product', 'brand', 'variant'].includes(kind),
    )
    .flatMap(({ value }) => (value.type === 'text' ? wordsOf(value.text) : []));
  return wasShown || asked.some((word) => title.some((one) => stem(one) === stem(word)));
}

/** "Lamps" is "lamp". */
const stem = (word: string): string => word.slice(0, Math.max(4, word.length - 2));
