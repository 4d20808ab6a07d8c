import { germanKey, romanceKey, stem } from '../analysis/stem.ts';
import { filterTerm, germanTerm, romanceTerm } from '../index/document-terms.ts';
import type { Relaxation, SearchFilters, SearchQuery, Understood } from '../search-types.ts';
import { colorNames } from '../understanding/colors.ts';
import { conceptOf } from '../understanding/concepts.ts';
import { kindTerm } from '../understanding/kind-terms.ts';
import { COLOR_NAMES, SIZE_NAMES } from '../understanding/option-names.ts';

/** A product must have any of these terms. Where its variants differ in `options`, the variant must have one of those. */
export interface Constraint {
  readonly terms: readonly string[];
  readonly options: readonly string[];
  /** The terms count from this weight on (1 to 255). */
  readonly from?: number | undefined;
}

/** Products that are only perhaps of a kind are not. */
const CERTAIN = 170;

const wordTerms = (word: string): string[] => {
  if (word.includes(' ')) return [];
  const romance = romanceKey(word);
  const german = germanKey(word);
  return [
    stem(word),
    ...(romance === undefined ? [] : [romanceTerm(romance)]),
    ...(german === undefined ? [] : [germanTerm(german)]),
  ];
};

/** The parts of what was understood that filter by terms. A colour may stand in any text of a product. */
export function constraintsOf({ color, size, brand, kind }: Understood): Constraint[] {
  const constraints: Constraint[] = [];
  const concept = kind === undefined ? undefined : conceptOf(kind);
  if (concept) constraints.push({ terms: [kindTerm(concept)], options: [], from: CERTAIN });
  if (brand !== undefined) constraints.push({ terms: [filterTerm.brand(brand)], options: [] });
  if (color !== undefined) {
    const names = colorNames(color) ?? [color];
    const options = COLOR_NAMES.flatMap((name) => names.map((value) => filterTerm.attribute(name, value)));
    constraints.push({ terms: [...options, ...names.flatMap(wordTerms)], options });
  }
  if (size !== undefined) {
    const options = SIZE_NAMES.map((name) => filterTerm.attribute(name, size));
    constraints.push({ terms: options, options });
  }
  return constraints;
}

/** The query with the price, the stock and the order that its text asks for. The caller's own filters hold as well. */
export function withUnderstood(query: SearchQuery, understood: Understood): SearchQuery {
  const { priceMin, priceMax, inStock, sort } = understood;
  const limit = (pick: (...values: number[]) => number, ...values: (number | undefined)[]) => {
    const known = values.filter((value) => value !== undefined);
    return known.length === 0 ? undefined : pick(...known);
  };
  const filters: SearchFilters = {
    ...query.filters,
    priceMin: limit(Math.max, query.filters.priceMin, priceMin),
    priceMax: limit(Math.min, query.filters.priceMax, priceMax),
    inStock: query.filters.inStock ?? inStock,
  };
  return { ...query, filters, sort: sort ?? query.sort };
}

/** What is given up first stands first. */
const PARTS: readonly (readonly [Relaxation, readonly (keyof Understood)[]])[] = [
  ['size', ['size']],
  ['color', ['color']],
  ['brand', ['brand']],
  ['kind', ['kind']],
  ['stock', ['inStock']],
  ['price', ['priceMin', 'priceMax']],
];

/** The part to give up next; undefined when there is none left. */
export function nextToRelax(understood: Understood, relaxed: readonly Relaxation[]): Relaxation | undefined {
  const given = (keys: readonly (keyof Understood)[]): boolean =>
    keys.some((key) => understood[key] !== undefined);
  return PARTS.find(([name, keys]) => !relaxed.includes(name) && given(keys))?.[0];
}

/** What was understood without what was given up. */
export function inForce(understood: Understood, relaxed: readonly Relaxation[]): Understood {
  const gone = PARTS.flatMap(([name, keys]) => (relaxed.includes(name) ? keys : []));
  return Object.fromEntries(
    Object.entries(understood).filter(([key]) => !gone.includes(key as keyof Understood)),
  );
}
