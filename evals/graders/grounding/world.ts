import type { Language, ShopData } from '../../contract.ts';
import { lowered, plainOf, wordsOf } from './plain.ts';

export type Product = ShopData['products'][number];
export type Variant = Product['variants'][number];

/** A product with what is looked up again and again. */
export interface Item {
  readonly product: Product;
  /** Everything that its own texts and true attributes say, folded, in all languages. */
  readonly says: string;
  readonly words: ReadonlySet<string>;
  /** Attributes that are false, folded labels. */
  readonly denies: string;
  /** Option values of variants: folded labels in every language to the value. */
  readonly options: ReadonlyMap<string, { readonly name: string; readonly value: string }>;
  readonly names: readonly string[];
}

/** What there is in a shop, ready to be asked. */
export interface World {
  readonly shop: ShopData;
  readonly items: readonly Item[];
  /** Products by name, their words joined by blanks. `exact`: the whole name. */
  readonly names: ReadonlyMap<string, { readonly exact: Set<number>; readonly begins: Set<number> }>;
  /** First words of names that go on with a model, such as `beam` of Beam 200. */
  readonly families: ReadonlySet<string>;
  /** Every word of any text of the shop. */
  readonly words: ReadonlySet<string>;
  readonly pairs: ReadonlySet<string>;
  readonly policyText: string;
  readonly codes: ReadonlySet<string>;
  /** Labels of values by attribute, folded, as long as they tell something. */
  readonly vocabulary: ReadonlyMap<string, ReadonlySet<string>>;
}

type Localized = string | Readonly<Record<string, string>> | undefined;
export const textsOf = (text: Localized): string[] =>
  text === undefined ? [] : typeof text === 'string' ? [text] : Object.values(text);
export const inLanguage = (text: Localized, language: Language): string =>
  typeof text === 'string' ? text : (text?.[language] ?? text?.en ?? Object.values(text ?? {})[0] ?? '');
export const fold = (text: string): string => plainOf(text).low.replaceAll('\u00a0', ' ');

const worlds = new WeakMap<ShopData, World>();
export function worldOf(shop: ShopData): World {
  const known = worlds.get(shop);
  if (known) return known;
  const made = build(shop);
  worlds.set(shop, made);
  return made;
}

/** A shop differs from turn to turn by a product or two: what is known of the others is kept. */
const items = new WeakMap<Product, Item>();
function itemOf(product: Product): Item {
  const known = items.get(product);
  if (known) return known;
  const says: string[] = [];
  const denies: string[] = [];
  for (const text of [product.title, product.description, product.product_type, product.brand])
    says.push(...textsOf(text));
  says.push(...product.tags, ...product.categories);
  for (const { name, label, value, value_label, unit } of product.attributes) {
    const labels = [name.replaceAll('_', ' '), ...textsOf(label)];
    if (value === false) denies.push(...labels);
    else
      says.push(
        ...labels,
        value === true ? '' : String(value),
        ...textsOf(value_label),
        ...(unit === undefined ? [] : [`${value} ${unit}`, `${value}${unit}`]),
      );
  }
  const options = new Map<string, { name: string; value: string }>();
  for (const { name, label, values } of product.options) {
    says.push(name, ...textsOf(label));
    for (const { value, label: text } of values)
      for (const one of [value, ...textsOf(text)]) {
        options.set(fold(one), { name, value });
        says.push(one);
      }
  }
  for (const { sku, options: chosen } of product.variants) {
    if (sku !== undefined) says.push(sku);
    for (const [name, value] of Object.entries(chosen)) {
      says.push(value);
      if (!options.has(fold(value))) options.set(fold(value), { name, value });
    }
  }
  for (const { alt } of product.images) says.push(...textsOf(alt));
  const text = fold(says.join('\n'));
  const made: Item = {
    product,
    says: text,
    words: new Set(wordsOf(text).flatMap(({ low }) => [low, ...low.split(/[^\p{L}\p{N}]/u)])),
    denies: fold(denies.join('\n')),
    options,
    names: namesOf(product),
  };
  items.set(product, made);
  return made;
}

/** Titles, and what they have in common in all languages: “Beam 200” of “Beam 200 Headlamp” and “Stirnlampe Beam 200”. */
function namesOf({ title }: Product): string[] {
  const titles = [...new Set(textsOf(title))].map((text) => wordsOf(fold(text)).map(({ low }) => low));
  const names = titles.map((words) => words.join(' '));
  if (titles.length > 1) {
    const [first, ...others] = titles as [string[], ...string[][]];
    let core: string[] = [];
    for (let start = 0; start < first.length; start++)
      for (let end = first.length; end > start + core.length; end--) {
        const part = first.slice(start, end);
        const phrase = ` ${part.join(' ')} `;
        if (others.every((words) => ` ${words.join(' ')} `.includes(phrase))) core = part;
      }
    if (core.some((word) => /^\p{L}{3,}/u.test(word)) && (core.length > 1 || core[0]!.length >= 5))
      names.push(core.join(' '));
  }
  return names;
}

function build(shop: ShopData): World {
  const all = shop.products.map(itemOf);
  const names = new Map<string, { exact: Set<number>; begins: Set<number> }>();
  const entry = (name: string): { exact: Set<number>; begins: Set<number> } => {
    const known = names.get(name) ?? { exact: new Set<number>(), begins: new Set<number>() };
    names.set(name, known);
    return known;
  };
  const families = new Set<string>();
  const vocabulary = new Map<string, Set<string>>();
  all.forEach(({ product, names: own }, index) => {
    const core = textsOf(product.title).length > 1 ? own.at(-1) : undefined;
    for (const name of own) {
      entry(name).exact.add(index);
      const words = name.split(' ');
      const model = words.findIndex((word, at) => at > 0 && /\d/.test(word));
      if (model === 1) families.add(words[0]!);
      for (let count = 2; count < Math.min(words.length, 9); count++) {
        const begin = words.slice(0, count).join(' ');
        // Where titles differ by language, what they share is what names the product.
        const found = entry(begin);
        if (core === undefined || begin.includes(core)) found.begins.add(index);
      }
      for (const word of words)
        if (
          word.length >= 5 &&
          /\d/.test(word) &&
          /\p{L}.*\d|\d.*\p{L}/u.test(word) &&
          !UNIT.test(word) &&
          !/(?:set|pack|teilig|pcs?|er)$/.test(word)
        )
          entry(word).begins.add(index);
    }
    for (const { sku } of product.variants)
      if (sku !== undefined && sku.length >= 4)
        entry(
          wordsOf(lowered(sku))
            .map(({ low }) => low)
            .join(' '),
        ).exact.add(index);
    for (const { name, value, value_label } of product.attributes) {
      if (typeof value === 'boolean' || typeof value === 'number') continue;
      const known = vocabulary.get(name) ?? new Set<string>();
      vocabulary.set(name, known);
      for (const one of [value, ...textsOf(value_label)])
        if (one.length >= 4 && one.length <= 40 && /^\p{L}/u.test(one)) known.add(fold(one));
    }
    for (const { name, values } of product.options) {
      const known = vocabulary.get(name) ?? new Set<string>();
      vocabulary.set(name, known);
      for (const { value, label } of values)
        for (const one of [value, ...textsOf(label)])
          if (one.length >= 4 && /^\p{L}/u.test(one)) known.add(fold(one));
    }
  });
  const policyText = fold(
    shop.policies
      .flatMap(({ title, sections }) => [
        ...textsOf(title),
        ...sections.flatMap(({ heading, body }) => [...textsOf(heading), ...textsOf(body)]),
      ])
      .join('\n') +
      shop.discounts.flatMap(({ title }) => textsOf(title)).join('\n') +
      shop.shop.shippingZones.flatMap(({ rates }) => rates.flatMap(({ title }) => textsOf(title))).join('\n'),
  );
  const words = new Set<string>();
  const pairs = new Set<string>();
  for (const text of [...all.map(({ says }) => says), policyText]) {
    let before = '';
    for (const { low } of wordsOf(text)) {
      words.add(low);
      if (/\d/.test(low)) pairs.add(`${before} ${low}`);
      before = low;
    }
  }
  for (const { title } of shop.categories)
    for (const text of textsOf(title)) for (const { low } of wordsOf(fold(text))) words.add(low);
  const codes = new Set(
    shop.discounts.flatMap(({ code }) => (code === undefined ? [] : [code.toUpperCase()])),
  );
  return { shop, items: all, names, families, words, pairs, policyText, codes, vocabulary };
}

const UNIT =
  /^\d+(?:[.,]\d+)?(?:gb|mb|tb|kg|g|mm|cm|m|ml|l|w|kw|v|mah|hz|ghz|mhz|h|in|k|dpi|mp|lm|bit|x\d+)$/;
