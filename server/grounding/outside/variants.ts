import { wordsOf } from '../verify/vocabulary.ts';
import type { IssuedProduct } from './issued.ts';

/**
 * The variants that a passage may be about: those whose options it names, and all where it names none.
 * @param passage plain form, with its numbers
 */
export function variantsNamed(product: IssuedProduct, passage: string): ReadonlySet<string> {
  const said = spaced(passage);
  const inTitles = product.titles.map(spaced);
  const labels = [...new Set([...product.options.values()].flat().map(spaced))].filter(
    (label) =>
      label.trim() !== '' && said.includes(label) && !inTitles.some((title) => title.includes(label)),
  );
  // "navy blue" names no blue.
  const named = labels.filter((label) => !labels.some((other) => other !== label && other.includes(label)));
  const all = [...product.options];
  const having = (matches: (own: ReadonlySet<string>) => boolean): string[] =>
    all.filter(([, own]) => matches(new Set(own.map(spaced)))).map(([id]) => id);
  const exact = having((own) => named.every((label) => own.has(label)));
  return new Set(exact.length > 0 ? exact : having((own) => named.some((label) => own.has(label))));
}

const spaced = (text: string): string => ` ${wordsOf(text).join(' ')} `;
