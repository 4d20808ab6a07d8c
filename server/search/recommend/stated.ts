import { LRUCache } from 'lru-cache';
import type { Attribute, LocalizedText } from '../../commerce/catalog/model.ts';
import { localized } from '../../commerce/catalog/model.ts';
import { filterKey, fold } from '../analysis/fold.ts';
import { tokenize } from '../analysis/tokens.ts';
import { colorNames } from '../understanding/colors.ts';
import type { Considered, Reason } from './needs.ts';
import { namesOfProperty } from './properties.ts';

const WIFI = /\bwi-?fi\b/gi;

/** Each constraint asks the same texts of the same products. */
const known = new LRUCache<string, string>({ max: 20_000 });

/** Words as they are compared: folded, numbers apart from their units, an inch always called so. */
export function plainWords(text: string): string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const words = tokenize(text.replace(WIFI, 'wifi')).map((token) => token.text);
  const plain = ` ${words.join(' ')} `;
  known.set(text, plain);
  return plain;
}

const numeric = (text: string): boolean => /^[\d.,]+$/.test(text.trim());

/** Whether a text states a phrase or a property by another of its names, whole words only. */
export const states = (text: string, phrase: string): boolean =>
  namesOfProperty(phrase).some((name) => says(text, name));

/** A bare number is said by the same number alone. */
function says(text: string, phrase: string): boolean {
  const words = plainWords(phrase);
  if (words.trim() === '') return false;
  if (numeric(phrase)) return plainWords(text) === words;
  const inches = /^ (\d+) inch $/.exec(words)?.[1];
  // A 15-inch display measures 15.6 inches.
  if (inches !== undefined) return new RegExp(` ${inches}(?:\\.\\d+)? inch `).test(plainWords(text));
  return plainWords(text).includes(words);
}

export const texts = (text: LocalizedText | undefined): string[] => Object.values(text ?? {});

/** All that an attribute is called and says. */
const namesOf = ({ name, label }: Pick<Attribute, 'name' | 'label'>): string[] => [name, ...texts(label)];
const valuesOf = ({ value, valueLabel, unit }: Attribute): string[] => [
  ...(unit === undefined ? [String(value)] : [String(value), `${value} ${unit}`]),
  ...texts(valueLabel),
];

/** As the customer reads it. */
export function attributeReason(attribute: Attribute, locale: string): Reason {
  const { name, label, value, valueLabel, unit } = attribute;
  const shown = valueLabel ? localized(valueLabel, locale) : String(value);
  return {
    kind: 'attribute',
    name,
    label: label ? localized(label, locale) : name.replaceAll('_', ' '),
    value: unit ? `${shown} ${unit}` : shown,
  };
}

interface Option {
  readonly name: string;
  readonly names: readonly string[];
  readonly values: readonly string[];
  readonly reason: Reason;
}

/** The options of the variant, with all their names. */
export function optionsOf({ product, variant }: Considered, locale: string): Option[] {
  return product.options.flatMap(({ name, label, values }) => {
    const value = variant.options[name];
    if (value === undefined) return [];
    const valueLabel = values.find((known) => known.value === value)?.label;
    return {
      name,
      names: [name, ...texts(label)],
      values: [value, ...texts(valueLabel)],
      reason: {
        kind: 'option',
        name,
        label: localized(label, locale) || name,
        value: valueLabel ? localized(valueLabel, locale) : value,
      },
    };
  });
}

const YES = new Set(['y', 'yes', 'true', 'si', 'sim', 'ja', 'oui']);
const LIST = /[,;|/]|\\n/;

/** Whether a value is the one asked for: the same, one of a list, a colour by another name, or words of it. */
export function sameValue(values: readonly string[], asked: string): boolean {
  const key = filterKey(asked);
  const colors = colorNames(fold(asked).trim());
  return values.some((value) => {
    if (filterKey(value) === key || value.split(LIST).some((part) => filterKey(part) === key)) return true;
    if (YES.has(key) && YES.has(filterKey(value))) return true;
    if (colors?.some((color) => states(value, color))) return true;
    return !numeric(asked) && states(value, asked);
  });
}

/** The attribute or option of that name with one of the values. */
export function attributeWith(
  considered: Considered,
  name: string,
  values: readonly string[],
  locale: string,
): Reason | undefined {
  const key = filterKey(name);
  const named = (names: readonly string[]): boolean => names.some((own) => filterKey(own) === key);
  const option = optionsOf(considered, locale).find(
    ({ names, values: own }) => named(names) && values.some((value) => sameValue(own, value)),
  );
  if (option) return option.reason;
  const attribute = considered.product.attributes.find(
    (own) => named(namesOf(own)) && values.some((value) => sameValue(valuesOf(own), value)),
  );
  return attribute && attributeReason(attribute, locale);
}

/** The number that an attribute of that name states, in its unit. */
export function numberOf(
  { product }: Pick<Considered, 'product'>,
  name: string,
): { attribute: Attribute; value: number } | undefined {
  const key = filterKey(name);
  for (const attribute of product.attributes) {
    if (!namesOf(attribute).some((own) => filterKey(own) === key)) continue;
    const { value } = attribute;
    if (typeof value === 'number') return { attribute, value };
    const number = /^\s*(-?\d+(?:\.\d+)?)(?:\s*[^\d\s,.;:x/-].*)?\s*$/u.exec(String(value))?.[1];
    if (number !== undefined) return { attribute, value: Number(number) };
  }
  return undefined;
}

/** Where the product or variant states a phrase: the first place in the order in which a customer would believe it. */
export function statement(considered: Considered, phrase: string, locale: string): Reason | undefined {
  const { product } = considered;
  const option = optionsOf(considered, locale).find(({ values }) => values.some((v) => states(v, phrase)));
  if (option) return option.reason;
  const property = product.attributes.find(
    (own) => typeof own.value === 'boolean' && namesOf(own).some((name) => states(name, phrase)),
  );
  if (property) return property.value === true ? attributeReason(property, locale) : undefined;
  const titles = [localized(product.title, locale), ...texts(product.title)];
  // A title says numbers of its own: 1000 pieces.
  if (titles.some((title) => states(title, phrase) || plainWords(title).includes(plainWords(phrase))))
    return { kind: 'stated', value: phrase, where: 'title' };
  const attribute = product.attributes.find((own) => valuesOf(own).some((value) => states(value, phrase)));
  if (attribute) return attributeReason(attribute, locale);
  if (texts(product.productType).some((type) => states(type, phrase)))
    return { kind: 'stated', value: phrase, where: 'product_type' };
  if (product.tags.some((tag) => states(tag, phrase)))
    return { kind: 'stated', value: phrase, where: 'tags' };
  if (texts(product.description).some((text) => states(text, phrase)))
    return { kind: 'stated', value: phrase, where: 'description' };
  return undefined;
}

const COLOR_NAME = /\b(?:colou?rs?|coloration|farbe|cor|couleur)\b/;
/** What speaks of other colours than the product's own. */
const OTHER_COLORS = /\b(?:led|light|temperature|depth|number|modes?|scanning|display)\b/;

/** Where the product states its colour. */
export function colorOf(considered: Considered, color: string, locale: string): Reason | undefined {
  const names = colorNames(fold(color).trim()) ?? [color];
  const has = (value: string): boolean => names.some((name) => states(value, name));
  const isColor = (own: readonly string[]): boolean =>
    own.some((name) => COLOR_NAME.test(filterKey(name)) && !OTHER_COLORS.test(filterKey(name)));
  const option = optionsOf(considered, locale).find((own) => isColor(own.names));
  if (option) return option.values.some(has) ? option.reason : undefined;
  const attribute = considered.product.attributes.find(
    (own) => isColor(namesOf(own)) && valuesOf(own).some(has),
  );
  if (attribute) return attributeReason(attribute, locale);
  const title = texts(considered.product.title).find(has);
  const name = title && names.find((own) => states(title, own));
  return name ? { kind: 'stated', value: name, where: 'title' } : undefined;
}
