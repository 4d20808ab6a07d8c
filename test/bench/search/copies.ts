import type { SearchDocument } from '../../../server/search/search-engine.ts';
import { mulberry32 } from '../../fixtures/mulberry32.ts';

const MODEL = /[\p{L}\d]*\d[\p{L}\d]*(?:[-/.][\p{L}\d]+)*/gu;
const SYLLABLES = 'ba co di fu ga ko le mi no pu ra se ti vo xa zu'.split(' ');

/** Letters and digits for letters and digits. */
const altered = (model: string, random: () => number): string =>
  model.replace(/\p{L}|\d/gu, (c) => {
    if (/\d/.test(c)) return String(Math.floor(random() * 10));
    const letter = String.fromCharCode(97 + Math.floor(random() * 26));
    return c === c.toLowerCase() ? letter : letter.toUpperCase();
  });

/** Model numbers have a digit and are long; `13`, `2m` and `500GB` are none. */
const isModel = (word: string): boolean => word.length >= 5 && !/^\d+(?:[.]\d+)?\p{L}{0,3}$/u.test(word);

/**
 * The originals, then copies of them in turn until there are `count`: with ids, SKUs and model numbers of their own, and
 * the name of a series in the title. The same for the same seed.
 */
export function* copies(
  originals: readonly SearchDocument[],
  count: number,
  seed = 1,
): Generator<SearchDocument> {
  const random = mulberry32(seed);
  const pick = (): string => SYLLABLES[Math.floor(random() * SYLLABLES.length)]!;
  for (let i = 0; i < count; i += 1) {
    const original = originals[i % originals.length]!;
    if (i < originals.length) {
      yield original;
      continue;
    }
    const models = new Map<string, string>();
    const renamed = (text: string): string =>
      text.replace(MODEL, (word) => {
        if (!isModel(word)) return word;
        const known = models.get(word) ?? altered(word, random);
        models.set(word, known);
        return known;
      });
    const productId = `${original.productId}-${Math.floor(i / originals.length)}`;
    const series = `${pick()}${pick()}${pick()}`;
    yield {
      ...original,
      productId,
      title: Object.fromEntries(
        Object.entries(original.title).map(([locale, text]) => [locale, `${renamed(text)} ${series}`]),
      ),
      description: Object.fromEntries(
        Object.entries(original.description).map(([locale, text]) => [locale, renamed(text)]),
      ),
      variants: original.variants.map((variant) => ({
        ...variant,
        id: `var_${productId}`,
        sku: variant.sku && `${altered(variant.sku, random)}${i}`,
      })),
      createdAt: i,
    };
  }
}
