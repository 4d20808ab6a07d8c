import { filterKey } from '../analysis/fold.ts';
import type { Considered, Constraint, Needs } from './needs.ts';
import {
  attributeReason,
  attributeWith,
  colorOf,
  numberOf,
  sameValue,
  statement,
  states,
  texts,
} from './stated.ts';

/** What the constraints of some needs lean on beside the product itself. */
export interface ConstraintContext {
  readonly locale: string;
  readonly categoryDescendants: (id: string) => readonly string[];
}

/** The hard constraints of needs, in the order in which their facts are told. */
export function constraintsOf(
  needs: Needs,
  { locale, categoryDescendants }: ConstraintContext,
): Constraint[] {
  const list: Constraint[] = [];
  const add = (name: string, value: string, meets: Constraint['meets']): void => {
    list.push({ name, value, meets });
  };
  for (const [name, values] of Object.entries(needs.attributes))
    add(`attributes.${name}`, values.join(', '), (c) => attributeWith(c, name, values, locale) ?? false);
  for (const [name, least] of Object.entries(needs.atLeast))
    add(`at_least.${name}`, String(least), (c) => bounded(c, name, (value) => value >= least, locale));
  for (const [name, most] of Object.entries(needs.atMost))
    add(`at_most.${name}`, String(most), (c) => bounded(c, name, (value) => value <= most, locale));
  for (const phrase of needs.mustHave) add('must_have', phrase, (c) => statement(c, phrase, locale) ?? false);
  const { color, size } = needs;
  if (color !== undefined) add('color', color, (c) => colorOf(c, color, locale) ?? false);
  if (size !== undefined) add('size', size, (c) => sizeOf(c, size, locale) ?? false);
  if (needs.brands.length > 0) {
    const brands = new Set(needs.brands.map(filterKey));
    add('brands', needs.brands.join(', '), ({ product: { brand } }) =>
      brand !== undefined && brands.has(filterKey(brand)) ? { kind: 'brand', value: brand } : false,
    );
  }
  for (const brand of needs.notBrands) add('not_brands', brand, (c) => !isOfBrand(c, brand));
  for (const phrase of needs.mustNot) add('must_not', phrase, (c) => !speaksOf(c, phrase));
  if (needs.categories.length > 0) {
    const within = new Set(needs.categories.flatMap((id) => [id, ...categoryDescendants(id)]));
    add('categories', needs.categories.join(', '), ({ product }) =>
      product.categories.some((id) => within.has(id)),
    );
  }
  if (needs.productTypes.length > 0) {
    const types = new Set(needs.productTypes.map(filterKey));
    add('product_types', needs.productTypes.join(', '), ({ product }) =>
      texts(product.productType).some((type) => types.has(filterKey(type))),
    );
  }
  const { priceMin, priceMax } = needs;
  if (priceMin !== undefined) add('price_min', String(priceMin), ({ price }) => price >= priceMin);
  if (priceMax !== undefined) add('price_max', String(priceMax), ({ price }) => price <= priceMax);
  if (needs.excludedProducts.length > 0) {
    const excluded = new Set(needs.excludedProducts);
    add(
      'exclude_product_ids',
      needs.excludedProducts.join(', '),
      ({ product }) => !excluded.has(product._id),
    );
  }
  add('in_stock', 'true', ({ available }) => available > 0);
  return list;
}

function bounded(
  considered: Considered,
  name: string,
  fits: (value: number) => boolean,
  locale: string,
): ReturnType<Constraint['meets']> {
  const found = numberOf(considered, name);
  return found && fits(found.value) ? attributeReason(found.attribute, locale) : false;
}

const SIZE = /(?:^|\s)(?:size|talla|talle|tamano|tamanho|grosse|taille)(?:\s|$)/;

function sizeOf(considered: Considered, size: string, locale: string): ReturnType<Constraint['meets']> {
  const names = [
    ...considered.product.options.flatMap(({ name, label }) => [name, ...texts(label)]),
    ...considered.product.attributes.map(({ name }) => name),
  ].filter((name) => SIZE.test(filterKey(name)));
  for (const name of names) {
    const found = attributeWith(considered, name, [size], locale);
    if (found) return found;
  }
  return false;
}

/** By its brand, or by a title that begins with it. */
function isOfBrand({ product }: Considered, brand: string): boolean {
  const key = filterKey(brand);
  return (
    (product.brand !== undefined && (filterKey(product.brand) === key || states(product.brand, brand))) ||
    texts(product.title).some((title) => filterKey(title).startsWith(`${key} `))
  );
}

/** Every place but what it is compatible with. */
function speaksOf({ product, variant }: Considered, phrase: string): boolean {
  if (product.brand !== undefined && states(product.brand, phrase)) return true;
  const said = [
    ...texts(product.title),
    ...texts(product.productType),
    ...texts(product.description),
    ...product.tags,
    ...Object.values(variant.options),
  ];
  if (said.some((text) => states(text, phrase))) return true;
  return product.attributes.some(
    ({ name, value, valueLabel }) =>
      !/compatib|suitable/.test(name) &&
      typeof value !== 'boolean' &&
      sameValue([String(value), ...texts(valueLabel)], phrase),
  );
}
