import { filterKey, identifierKey } from '../analysis/fold.ts';
import { germanKey, romanceKey, stem } from '../analysis/stem.ts';
import { isStopWord } from '../analysis/stop-words.ts';
import { type Token, tokenize } from '../analysis/tokens.ts';
import type { LocalizedText, SearchDocument, SearchVariant } from '../search-types.ts';
import { kindTerms } from '../understanding/kind-terms.ts';

/**
 * A field's weight, how far its length counts (BM25's b), and the length (words) that counts as usual. The usual length
 * is fixed, not the average of the moment: so a product's weights depend on nothing but the product.
 */
interface Field {
  readonly weight: number;
  readonly b: number;
  readonly usual: number;
  /** Stop words are left out of long texts; a title may be made of them. */
  readonly long?: boolean;
  /** A word counts once, however often it stands there. */
  readonly once?: boolean;
}
const TITLE: Field = { weight: 5, b: 0.3, usual: 9 };
const BRAND: Field = { weight: 3, b: 0, usual: 1 };
const TYPE: Field = { weight: 3, b: 0, usual: 1 };
const CATEGORY: Field = { weight: 2, b: 0, usual: 1, once: true };
const CODE: Field = { weight: 2, b: 0, usual: 1, once: true };
const OPTION: Field = { weight: 2, b: 0, usual: 1, once: true };
const ATTRIBUTE: Field = { weight: 1, b: 0.75, usual: 46, long: true };
const DESCRIPTION: Field = { weight: 2, b: 0.5, usual: 12, long: true };
const K1 = 1.2;

const ROMANCE = new Set(['es', 'pt', 'fr', 'it', 'ca', 'gl', 'ro']);
const GERMANIC = new Set(['de', 'nl']);

export const romanceTerm = (key: string): string => `r~${key}`;
/** A word that has lost a plural `s` in its stem, as it stands in a title. */
export const isPlural = (word: string, stemmed = stem(word)): boolean =>
  word.endsWith('s') && !stemmed.endsWith('s');
export const pluralTerm = (word: string): string => `s~${word}`;
export const germanTerm = (key: string): string => `g~${key}`;
/** Terms of filters start with control characters, so that no word of a text can name them. */
export const filterTerm = {
  brand: (brand: string): string => `\u0001${filterKey(brand)}`,
  category: (id: string): string => `\u0002${id}`,
  productType: (type: string): string => `\u0003${filterKey(type)}`,
  tag: (tag: string): string => `\u0004${filterKey(tag)}`,
  attribute: (name: string, value: string): string => `\u0005${filterKey(name)}\u0005${filterKey(value)}`,
  identifier: (id: string): string => `\u0006${identifierKey(id)}`,
};
/** Name of the facet of an attribute or option. */
export const attributeFacet = (name: string): string => `\u0005${filterKey(name)}`;

/** A text of which nobody says the language: it gets the keys of all. */
const ANY_LANGUAGE = 'mul';

/** A name with its number as one term: `windows10`. Longer numbers are rather quantities. */
const numbered = (name: string, { text, whole }: Token): string | undefined =>
  whole === undefined && NUMBER.test(text) && NAME.test(name) && !isStopWord(name) ? name + text : undefined;
const NAME = /^[a-z]{3,20}$/;
const NUMBER = /^\d{1,2}$/;

/** Counts the terms of one text: stems, wholes of model numbers, keys of its language. @returns its length in words */
function countTerms(
  text: string,
  locale: string | undefined,
  field: Field,
  counts: Map<string, number>,
): number {
  const language = locale?.split('-')[0] ?? '';
  const romance = ROMANCE.has(language) || language === ANY_LANGUAGE;
  const german = GERMANIC.has(language) || language === ANY_LANGUAGE;
  const add = (term: string): void => {
    counts.set(term, field.once ? 1 : (counts.get(term) ?? 0) + 1);
  };
  let length = 0;
  let whole: string | undefined;
  let before = '';
  for (const token of tokenize(text)) {
    const phrase = numbered(before, token);
    if (phrase !== undefined) add(phrase);
    before = token.whole === undefined ? token.text : '';
    if (token.whole !== undefined && token.whole !== whole) add(token.whole);
    whole = token.whole;
    if (field.long && isStopWord(token.text)) continue;
    length += 1;
    const stemmed = stem(token.text);
    add(stemmed);
    if (field === TITLE && isPlural(token.text, stemmed)) add(pluralTerm(token.text));
    const romanceStem = romance ? romanceKey(token.text) : undefined;
    if (romanceStem !== undefined) add(romanceTerm(romanceStem));
    const germanStem = german ? germanKey(token.text) : undefined;
    if (germanStem !== undefined) add(germanTerm(germanStem));
  }
  return length;
}

/** Adds up the fields of one document: term -> weighted, length-normalised frequency (BM25F). */
class WeightedTerms {
  readonly sums = new Map<string, number>();

  text(field: Field, text: string | undefined, locale?: string): void {
    if (text) this.localized(field, { [locale ?? '']: text });
  }

  /** Of a word that several languages share, the language counts that has it most. */
  localized(field: Field, text: LocalizedText | undefined): void {
    let best: Map<string, number> | undefined;
    for (const locale in text) {
      const counts = new Map<string, number>();
      const length = countTerms(text[locale]!, locale, field, counts);
      const factor = field.weight / (1 - field.b + (field.b * length) / field.usual);
      for (const [term, count] of counts) counts.set(term, Math.max(best?.get(term) ?? 0, count * factor));
      if (best) for (const [term, value] of best) if (!counts.has(term)) counts.set(term, value);
      best = counts;
    }
    if (best) for (const [term, value] of best) this.sums.set(term, (this.sums.get(term) ?? 0) + value);
  }
}

/** Joins texts language by language; what has no language stands in each. */
function joined(texts: readonly LocalizedText[], plain: readonly string[]): LocalizedText {
  const out: Record<string, string> = {};
  const rest = plain.join(' \n ');
  for (const text of texts)
    for (const locale in text) out[locale] = `${out[locale] ?? rest} \n ${text[locale]}`;
  return Object.keys(out).length === 0 ? { '': rest } : out;
}

const variantWords = (variant: SearchVariant): string[] => [
  ...Object.values(variant.options),
  ...(variant.optionLabels ?? []),
];

/** Tells `into` about each field of a document, one after the other. */
function eachField(doc: SearchDocument, into: (name: string) => WeightedTerms): void {
  into('title').localized(TITLE, doc.title);
  into('brand').text(BRAND, doc.brand);
  into('productType').localized(TYPE, doc.productType);
  const categories = doc.categories.map((category) => category.title);
  into('categories').localized(CATEGORY, joined(categories, doc.tags));
  into('sku').text(CODE, doc.variants.map((variant) => variant.sku ?? '').join(' \n '));
  into('options').text(OPTION, doc.variants.flatMap(variantWords).join(' \n '), ANY_LANGUAGE);
  const labelled = doc.attributes.filter((attribute) => attribute.valueLabel);
  const plain = doc.attributes.filter((attribute) => !attribute.valueLabel);
  const plainWords = plain.map(({ name, value }) =>
    typeof value === 'boolean' ? (value ? name.replaceAll('_', ' ') : '') : String(value),
  );
  const labels = labelled.map((attribute) => attribute.valueLabel!);
  into('attributes').localized(ATTRIBUTE, joined(labels, plainWords));
  into('attributes').text(ATTRIBUTE, doc.features);
  into('description').localized(DESCRIPTION, doc.description);
}

/** Term -> weight 1 to 255: the saturated BM25F frequency in 255ths. */
export function textTerms(doc: SearchDocument): Map<string, number> {
  const terms = new WeightedTerms();
  eachField(doc, () => terms);
  const weights = new Map<string, number>();
  for (const [term, sum] of terms.sums) weights.set(term, Math.max(1, Math.round((255 * sum) / (K1 + sum))));
  for (const [term, weight] of kindTerms(doc)) weights.set(term, weight);
  return weights;
}

/** For a term the share of each field in its weight; none for what a product is. */
export function fieldTerms(doc: SearchDocument): (term: string) => Record<string, number> | undefined {
  const fields = new Map<string, WeightedTerms>();
  eachField(doc, (name) => {
    const known = fields.get(name) ?? new WeightedTerms();
    fields.set(name, known);
    return known;
  });
  return (term) => {
    const sums = [...fields].flatMap(([name, { sums: of }]) => {
      const sum = of.get(term);
      return sum === undefined ? [] : [[name, sum] as const];
    });
    const all = sums.reduce((total, [, sum]) => total + sum, 0);
    return all === 0 ? undefined : Object.fromEntries(sums.map(([name, sum]) => [name, sum / all]));
  };
}

/** The stems of a variant's option values, to see which variant a query speaks of. */
export function optionTerms(variant: SearchVariant): string[] {
  const counts = new Map<string, number>();
  for (const text of variantWords(variant)) countTerms(text, ANY_LANGUAGE, OPTION, counts);
  return [...counts.keys()];
}
