import type { Product } from '../../commerce/catalog/model.ts';
import { filterKey, fold } from '../analysis/fold.ts';
import { stem } from '../analysis/stem.ts';
import { isStopWord } from '../analysis/stop-words.ts';
import { tokenize } from '../analysis/tokens.ts';
import { CategoryTree } from '../catalog-documents.ts';
import type { SearchFilters } from '../search-types.ts';
import { type Concept, isKindOf, isNameWord, languageBit, splitCompound } from '../understanding/concepts.ts';
import { LANGUAGES } from '../understanding/lexicon/parse-lexicon.ts';
import { queryKind } from '../understanding/query-kind.ts';
import { type Chosen, choose } from './choose.ts';
import { constraintsOf } from './constraints.ts';
import type { Considered, Constraint, Needs } from './needs.ts';
import { ordered } from './order.ts';
import { type Looking, type Pool, type PoolDeps, poolOf } from './pool.ts';
import { type Question, questionFor } from './question.ts';
import { plainWords, texts } from './stated.ts';
import { hasSizeOf, placesUp, type Tastes } from './tastes.ts';
import { demandsOf } from './words.ts';

export interface RecommendationRequest extends Looking {
  readonly needs: Needs;
  /** Absent: nothing is known of them. */
  readonly tastes?: Tastes | undefined;
}

export interface Recommendation {
  /** The pick first. Empty where nothing meets every constraint. */
  readonly chosen: readonly Chosen[];
  /** Products that the chosen were compared with, themselves among them; superlatives are among these. */
  readonly compared: readonly Considered[];
  /** All limits in force, those read out of the words included. */
  readonly needs: Needs;
  readonly question?: Question | undefined;
  /** Where nothing is chosen: what alone keeps others from being so. */
  readonly unmet: readonly Unmet[];
}
export interface Unmet {
  /** Name and value of the constraint. */
  readonly constraint: string;
  readonly value: string;
  /** How many would be chosen from without it, and the cheapest of them, in minor units. */
  readonly others: number;
  readonly cheapest?: number | undefined;
}

/** A present is no thing to look for. */
const PRESENT =
  /(?<![\p{L}\p{N}])(?:(?:an?|un|une|um|uma|ein|eine) )?(?:gifts?|presents?|regalos?|presentes?|geschenk(?:e|idee)?|cadeaux?|cadeau)(?: (?:for|para|fur|pour)(?: (?:my|mi|meu|minha|meine?n?|mon|ma))?)?(?![\p{L}\p{N}])/gu;
const AMOUNT =
  /\p{Sc}?\s?\d+(?:[.,]\d+)?\s?(?:\p{Sc}|usd|eur|gbp|dollars?|d[oó]lares|euros?|pounds?|libras?)?/giu;
/** Stems of what is said of prices and of looking for a present. */
const LIMITING = new Set(
  'not more than ich mir wir eur quero quiero under below less most maximum budget look need want something idea menos hasta maxim presupuest busc necesit algo ate orcament procur precis unter bis hochst such brauch etwas ide moin jusqu cherch quelqu chose'
    .split(' ')
    .flatMap((word) => [word, stem(word)].flat()),
);
/** How many are compared. */
const COMPARED = 24;
const NO_TASTES: Tastes = { stated: [], sizes: {}, liked: [], bought: [] };

/**
 * One pick that meets every constraint, and two alternatives that do too, each with the facts that speak for it. The
 * order is that of search; nothing is chosen that breaks a limit, not even when nothing else is left.
 */
export async function recommend(deps: PoolDeps, request: RecommendationRequest): Promise<Recommendation> {
  const demands = demandsOf(request.needs.text);
  const { recipient, occasion } = request.needs;
  const forWhom = [recipient, occasion].filter((word) => word !== undefined).join(' ');
  const wanted = demands.text.replaceAll(PRESENT, ' ').trim();
  const anything = namesNothing(wanted, forWhom);
  const asked = async (text: string, filters: SearchFilters): Promise<Pool> =>
    poolOf(deps, request, text, filters);

  const filters = filtersOf(request.needs);
  let pool = await asked(wanted === '' ? forWhom : wanted, filters);
  if (pool.all.length === 0 && wanted === '') pool = await asked('', filters);
  const needs = withWords(request.needs, demands, pool);
  const rules = await rulesOf(deps, needs, request.locale);
  const thing = thingOf(anything ? '' : wanted, needs, request.locale);
  const { tastes = NO_TASTES } = request;
  const ofTheirSize = hasSizeOf(tastes, request.locale);
  let eligible = eligibleOf(pool, rules, thing, ofTheirSize);
  if (eligible.length < 3) {
    const sought = [
      ...needs.mustHave,
      ...Object.values(needs.attributes).flat(),
      needs.color,
      ...needs.brands,
    ];
    const more = sought.filter((word) => word !== undefined).join(' ');
    if (more !== '') {
      const wider = await asked(`${wanted} ${more}`, filters);
      const seen = new Set(eligible.map(({ product }) => product._id));
      const found = eligibleOf(wider, rules, thing, ofTheirSize).filter(
        ({ product }) => !seen.has(product._id),
      );
      eligible = [...eligible, ...found];
    }
  }
  // A present may be anything: what speaks of the occasion comes first, and the rest of the shop after it.
  if (eligible.length < 3 && anything) {
    const seen = new Set(eligible.map(({ product }) => product._id));
    const any = eligibleOf(await asked('', filtersOf(needs)), rules, thing, ofTheirSize);
    eligible = [...eligible, ...any.filter(({ product }) => !seen.has(product._id))];
  }
  const foreign = pool.understood?.currency;
  if (foreign !== undefined) {
    const unmet = [{ constraint: 'currency', value: foreign, others: eligible.length }];
    return { chosen: [], compared: [], needs, unmet };
  }
  const brands = await brandsOf(deps, tastes);
  const compared = ordered(eligible, request.needs, placesUp(tastes, brands)).slice(0, COMPARED);
  if (compared.length === 0) {
    const free = await asked(wanted === '' ? forWhom : wanted, {});
    return { chosen: [], compared, needs, unmet: unmetBy(free, rules, thing) };
  }
  return {
    chosen: choose(compared, rules, needs, request.locale),
    compared,
    needs,
    question: questionFor(compared, needs, request.locale),
    unmet: [],
  };
}

/** Whether the words say who it is for and what for, with which limits, and no thing. */
function namesNothing(text: string, forWhom: string): boolean {
  if (forWhom === '') return false;
  const known = new Set(stems(forWhom));
  return stems(text.replaceAll(AMOUNT, ' ')).every((word) => known.has(word) || LIMITING.has(word));
}

const filtersOf = ({ priceMin, priceMax, brands, categories, productTypes }: Needs): SearchFilters => ({
  priceMin,
  priceMax,
  inStock: true,
  brands,
  categories,
  productTypes,
});

/** The needs with what their words say: prices, colour and brand as search reads them, measures, standards, exclusions. */
function withWords(
  needs: Needs,
  demands: ReturnType<typeof demandsOf>,
  { all, understood = {} }: Pool,
): Needs {
  const brands = new Set(all.flatMap(({ brand }) => (brand === undefined ? [] : filterKey(brand))));
  const isBrand = (word: string): boolean => brands.has(filterKey(word));
  const lower = (a: number | undefined, b: number | undefined): number | undefined =>
    a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
  const ownMin = needs.priceMin ?? understood.priceMin;
  return {
    ...needs,
    priceMax: lower(needs.priceMax, understood.priceMax),
    ...(ownMin !== undefined && { priceMin: ownMin }),
    color: needs.color ?? understood.color,
    size: needs.size ?? understood.size,
    brands: needs.brands.length === 0 && understood.brand !== undefined ? [understood.brand] : needs.brands,
    notBrands: [...needs.notBrands, ...demands.mustNot.filter(isBrand)],
    mustNot: [...needs.mustNot, ...demands.mustNot.filter((word) => !isBrand(word))],
    mustHave: onePhraseEach([...needs.mustHave, ...demands.mustHave]),
  };
}

const onePhraseEach = (phrases: readonly string[]): string[] =>
  [...new Map(phrases.toReversed().map((phrase) => [plainWords(phrase), phrase])).values()].toReversed();

async function rulesOf({ catalog }: PoolDeps, needs: Needs, locale: string): Promise<Constraint[]> {
  const categories = await catalog.categories();
  const tree = new CategoryTree();
  return constraintsOf(needs, { locale, categoryDescendants: (id) => tree.below(categories, id) });
}

/** The thing wanted. */
interface Wanted {
  readonly kinds: readonly Concept[];
  /** What else the words say, as stems: without a kind a product must say one of them too. */
  readonly words: ReadonlySet<string>;
}

function thingOf(text: string, { brands, notBrands, color }: Needs, locale: string): Wanted {
  const limits = new Set([...brands, ...notBrands, color ?? ''].flatMap((limit) => stems(limit)));
  return { kinds: headsOf(text, locale), words: new Set(stems(text).filter((word) => !limits.has(word))) };
}

const stems = (text: string): string[] =>
  tokenize(text).flatMap(({ text: word }) => (word.length < 3 || isStopWord(word) ? [] : stem(word)));

/** Without words anything will do. */
function naming(words: ReadonlySet<string>): (product: Product) => boolean {
  if (words.size === 0) return () => true;
  return ({ title, productType, tags, description, brand = '', attributes }) =>
    [...texts(title), ...texts(productType), ...tags, ...texts(description), brand]
      .concat(attributes.map(({ value }) => String(value)))
      .some((text) => stems(text).some((word) => words.has(word)));
}

/** What the words name as the thing wanted, if anything. */
function headsOf(text: string, locale: string): readonly Concept[] {
  if (text === '') return [];
  const words = tokenize(fold(text)).flatMap(({ text: word }) =>
    isNameWord(word) ? [word] : (splitCompound(word, () => false) ?? [word]),
  );
  const language = LANGUAGES.find((known) => known === locale.split('-')[0]);
  return queryKind(words, language && languageBit(language)).heads;
}

/** One variant of each product that meets all and is what was asked for; one that is `rather` wanted where there is one. */
function eligibleOf(
  pool: Pool,
  rules: readonly Constraint[],
  wanted: Wanted,
  rather: (variant: Considered) => boolean = () => false,
): Considered[] {
  const isAsked = ofKinds(pool, wanted);
  return pool.all.flatMap((product) => {
    if (!isAsked(product)) return [];
    const variants = pool.variants.get(product)!;
    const fits = (variant: Considered): boolean => rules.every(({ meets }) => meets(variant));
    const first = variants.find(fits);
    if (!first) return [];
    return [variants.length > 1 ? (variants.find((one) => rather(one) && fits(one)) ?? first) : first];
  });
}

/** Of what was liked or bought. */
async function brandsOf({ catalog }: PoolDeps, { liked, bought }: Tastes): Promise<ReadonlySet<string>> {
  const products = await catalog.findMany([...liked, ...bought]);
  return new Set(products.flatMap(({ brand }) => (brand === undefined ? [] : filterKey(brand))));
}

/** The narrowest kind of which there is any; where there is none, what is of no known kind. */
function ofKinds({ all, kinds: known }: Pool, { kinds, words }: Wanted): (product: Product) => boolean {
  if (kinds.length === 0) return naming(words);
  for (let at = kinds; at.length > 0; at = at.flatMap(({ parent }) => parent ?? [])) {
    const isKind = (product: Product): boolean => {
      const head = known.get(product);
      return head !== undefined && at.some((kind) => isKindOf(head, kind));
    };
    if (all.some(isKind)) return isKind;
  }
  return (product) => known.get(product) === undefined;
}

function unmetBy(pool: Pool, rules: readonly Constraint[], wanted: Wanted): Unmet[] {
  return rules.flatMap((rule) => {
    const others = eligibleOf(
      pool,
      rules.filter((other) => other !== rule),
      wanted,
    );
    if (others.length === 0) return [];
    const cheapest = Math.min(...others.map(({ price }) => price));
    return [{ constraint: rule.name, value: rule.value, others: others.length, cheapest }];
  });
}
