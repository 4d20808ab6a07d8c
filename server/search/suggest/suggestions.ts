import type { Product } from '../../commerce/catalog/model.ts';
import type { CatalogService } from '../../commerce/catalog/service.ts';
import { germanKey, romanceKey, stem } from '../analysis/stem.ts';
import { CategoryTree } from '../catalog-documents.ts';
import type { CatalogIndex } from '../catalog-index.ts';
import { germanTerm, romanceTerm } from '../index/document-terms.ts';
import { languageOf } from '../query/settings.ts';
import type { SearchEngine, SearchFilters, SearchQuery, SearchResult } from '../search-engine.ts';
import { CategoryLabels } from './category-labels.ts';
import { type Completion, completionsOf, type Typed } from './completions.ts';
import { kindLabels } from './kind-labels.ts';
import { type Label, labelWords, type SuggestionKind } from './labels.ts';
import { titlePhrases } from './title-phrases.ts';
import { type TitleWord, titleWords } from './title-words.ts';
import { readTyped } from './typed.ts';

export interface SuggestRequest {
  /** What was typed so far; a blank at the end ends the last word. */
  readonly text: string;
  readonly market: string;
  readonly currency?: string | undefined;
  /** Of the customer. */
  readonly locale: string;
  readonly customerGroups?: readonly string[] | undefined;
  readonly limit: number;
  /** How many products to name. */
  readonly products: number;
}

export interface Suggestion {
  /** To search for. */
  readonly text: string;
  readonly kind: SuggestionKind;
  /** What finds the same without words. */
  readonly filters?: Pick<SearchFilters, 'categories' | 'brands' | 'productTypes'> | undefined;
}

export interface Suggestions {
  readonly suggestions: readonly Suggestion[];
  readonly products: readonly Product[];
}

interface Candidate extends Suggestion {
  readonly score: number;
  /** Suggestions with the same key are one to the shopper. */
  readonly key: string;
  readonly completion?: Completion | undefined;
}

const NOTHING: SearchResult = { hits: [], total: 0, facets: {} };
/** Titles looked at. */
const HITS = 12;
/** Searches that make sure that a suggestion finds something. */
const MOST_CHECKS = 2;
/** Looked at, the likeliest first. */
const MOST_CANDIDATES = 48;
const OTHER_LANGUAGE = 0.4;
const UNKNOWN_LANGUAGE = 0.7;
const OF_TITLES = 0.7;
const KIND_WORTH: Readonly<Record<SuggestionKind, number>> = {
  category: 1.05,
  product_type: 1.1,
  brand: 1,
  query: 0.95,
};

/**
 * What a shopper may be about to write: categories, brands, product types and kinds of the catalogue, phrases of its
 * titles, and products; in the shopper's language first. All of it leads to something that is sold to the shopper. It
 * follows the index: there is nothing of its own to keep up to date.
 */
export class CatalogSuggestions {
  readonly #index: CatalogIndex;
  readonly #catalog: CatalogService;
  readonly #categories = new CategoryLabels();
  readonly #tree = new CategoryTree();

  constructor(deps: { search: CatalogIndex; catalog: CatalogService }) {
    this.#index = deps.search;
    this.#catalog = deps.catalog;
  }

  async suggest(request: SuggestRequest): Promise<Suggestions> {
    const typed = readTyped(request.text);
    const own = keyOf(typed.words);
    if (typed.words.length === 0) return { suggestions: [], products: [] };
    const all = await this.#catalog.categories();
    const { engine } = this.#index;
    const ask = (text: string, limit: number): SearchResult =>
      engine.search({ ...queryOf(request), text, limit });
    const categories = this.#categories.of(all, (id) => this.#tree.below(all, id));
    const completions = completionsOf(typed, [engine.labels, categories, kindLabels()]);
    const ranked = rankedCompletions(engine, completions, typed, request);
    const sure = confirmed(engine, ranked, typed, request, ask);
    // Of a letter alone nothing is to be searched for yet.
    const found = own.length > 1 ? ask(request.text, HITS) : NOTHING;
    const read = found.relaxed?.some((gave) => gave === 'similar' || gave === 'meaning') ? [] : found.hits;
    const ahead = sure[0] && sure[0].text !== request.text ? ask(sure[0].text, HITS) : NOTHING;
    // What has all words of the likeliest name is meant, whatever its title says.
    const meant = new Set((ahead.relaxed ? [] : ahead.hits).map((hit) => hit.productId));
    const ids = [...meant, ...[...read, ...ahead.hits].map((hit) => hit.productId)];
    const products = await this.#catalog.findMany([...new Set(ids)]);
    const titles = products.map((product) => titleWords(product, request.locale));
    const phrases = titlePhrases(corrected(typed, found), titles, Math.min(2, products.length)).map(
      ({ text, key, count }): Candidate => ({
        text,
        key,
        kind: 'query',
        score: OF_TITLES * Math.log2(2 + count),
      }),
    );
    const suggestions = distinct([...sure, ...phrases].sort((a, b) => b.score - a.score))
      .filter(({ key, filters }) => filters !== undefined || key !== own)
      .slice(0, request.limit)
      .map(({ text, kind, filters }) => ({ text, kind, ...(filters && { filters }) }));
    const fitting = products.filter(
      (product) => meant.has(product._id) || hasTyped(product, typed, request.locale),
    );
    return { suggestions, products: (fitting.length > 0 ? fitting : products).slice(0, request.products) };
  }
}

const queryOf = (request: SuggestRequest): SearchQuery => ({
  market: request.market,
  currency: request.currency,
  locale: request.locale,
  customerGroups: request.customerGroups,
  filters: {},
  sort: 'relevance',
  limit: 1,
});

/** With the words that search read in place of slips of the key. */
function corrected(typed: Typed, { understood }: SearchResult): Typed {
  const spelling = understood?.spelling;
  if (!spelling) return typed;
  const read = typed.words.map((word) => (Object.hasOwn(spelling, word) ? spelling[word]! : word));
  return { ...typed, words: read };
}

/** What the catalogue has of them, the likeliest first. */
function rankedCompletions(
  engine: SearchEngine,
  completions: readonly Completion[],
  typed: Typed,
  { locale }: SuggestRequest,
): Candidate[] {
  const language = languageOf(locale);
  const candidate = (completion: Completion): Candidate | undefined => {
    const { label, quality, from, slips } = completion;
    const spoken = isSpoken(label, language);
    // What is not even written rightly is not of another language as well.
    const frequency = spoken || slips === 0 ? frequencyOf(engine, label) : 0;
    if (frequency === 0) return undefined;
    const worth = quality * inLanguage(label, language) * KIND_WORTH[label.kind];
    return {
      text: [...typed.written.slice(0, from), label.text].join(' '),
      key: keyOf([...typed.words.slice(0, from), ...label.words]),
      kind: from > 0 ? 'query' : label.kind,
      score: worth * Math.log2(2 + frequency),
      completion,
      ...(from === 0 && label.value !== undefined && { filters: filtersOf(label) }),
    };
  };
  // Names of other languages that the catalogue does not use itself are for shoppers who write none of their own.
  const isForeign = ({ label }: Completion): boolean => label.kind === 'query' && !isSpoken(label, language);
  const of = (list: readonly Completion[]): Candidate[] => list.flatMap((one) => candidate(one) ?? []);
  const own = of(completions.filter((completion) => !isForeign(completion)));
  const all = own.length > 0 ? own : of(completions.filter(isForeign));
  return all.sort((a, b) => b.score - a.score);
}

/** How well the language of a name fits. The product types of which the language is not known are mostly English. */
function inLanguage(label: Label, language: string): number {
  if (!isSpoken(label, language)) return OTHER_LANGUAGE;
  const unknown = label.kind === 'product_type' && label.languages === undefined && language !== 'en';
  return unknown ? UNKNOWN_LANGUAGE : 1;
}

const isSpoken = ({ languages }: Label, language: string): boolean => languages?.includes(language) ?? true;

function frequencyOf(engine: SearchEngine, { terms, also = [] }: Label): number {
  const own = terms.reduce((sum, term) => sum + engine.frequency(term), 0);
  // Products that have a rare word and another one are fewer still.
  return also.reduce((least, term) => Math.min(least, engine.frequency(term) / also.length ** 2), own);
}

function filtersOf({ kind, value }: Label): Suggestion['filters'] {
  if (kind === 'category') return { categories: [value!] };
  return kind === 'brand' ? { brands: [value!] } : { productTypes: [value!] };
}

/** Those that lead to something sold to the shopper, as many as are wanted. */
function confirmed(
  engine: SearchEngine,
  ranked: readonly Candidate[],
  typed: Typed,
  request: SuggestRequest,
  ask: (text: string, limit: number) => SearchResult,
): Candidate[] {
  const sure: Candidate[] = [];
  const query = queryOf(request);
  const told = new Map<string, Set<string>[]>();
  const before = typed.words.map((word) => termsOf(word).filter((term) => engine.frequency(term) > 0));
  let checks = 0;
  for (const candidate of distinct(ranked.slice(0, MOST_CANDIDATES))) {
    if (sure.length >= request.limit) break;
    const { label, from } = candidate.completion!;
    const others = before.slice(0, from);
    const known = others.every((terms) => terms.length > 0);
    if (!engine.isSold([label.terms, ...(known ? others : [])], query) || saysNoMore(label, told)) continue;
    if (known) sure.push(candidate);
    else if (checks < MOST_CHECKS) {
      // Words that nothing has may be slips of the key.
      checks += 1;
      const { total, relaxed, understood } = ask(candidate.text, 1);
      if (total === 0 || relaxed !== undefined) continue;
      const spelling = understood?.spelling ?? {};
      const read = typed.written.slice(0, from).map((word) => spelling[word.toLowerCase()] ?? word);
      sure.push({ ...candidate, text: [...read, label.text].join(' ') });
    }
  }
  return sure;
}

/** Terms of the index that a word stands for. */
const termsOf = (word: string): string[] => {
  const romance = romanceKey(word);
  const german = germanKey(word);
  return [
    stem(word),
    ...(romance === undefined ? [] : [romanceTerm(romance)]),
    ...(german === undefined ? [] : [germanTerm(german)]),
  ];
};

/** Whether a shorter name of the same kind is there already: `laptop computer` after `laptop`. */
function saysNoMore({ terms, words }: Label, told: Map<string, Set<string>[]>): boolean {
  const stems = new Set(words.map(stem));
  const before = told.get(terms[0]!) ?? [];
  if (before.some((shorter) => [...shorter].every((word) => stems.has(word)))) return true;
  told.set(terms[0]!, [...before, stems]);
  return false;
}

const keyOf = (words: readonly string[]): string => words.map(stem).join(' ');

function distinct(list: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return list.filter(({ key }) => !seen.has(key) && seen.add(key));
}

/** Whether a product has what was typed in its title, or as its brand. */
function hasTyped(product: Product, { words, open }: Typed, locale: string): boolean {
  const last = words.length - 1;
  const title = titleWords(product, locale).flat();
  const brand = product.brand === undefined ? [] : labelWords(product.brand);
  return words.every((word, i) => {
    const starts = (own: TitleWord): boolean =>
      i === last && open ? own.folded.startsWith(word) : own.stem === stem(word);
    return title.some(starts) || brand.includes(word);
  });
}
