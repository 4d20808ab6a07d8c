import { hash } from 'node:crypto';
import type { SearchDocument, SearchPrice, SearchVariant } from '../search-types.ts';
import { filterTerm, optionTerms, textTerms } from './document-terms.ts';
import { hiddenLabel } from './hidden-label.ts';

/** All that the index keeps of a variant. */
export interface VariantEntry {
  readonly id: string;
  readonly sku?: string | undefined;
  readonly gtin?: string | undefined;
  readonly inStock: boolean;
  readonly prices: readonly SearchPrice[];
  /** Filter terms of its options. */
  readonly options: readonly string[];
  /** Words of its options; empty when the product has no other variant. */
  readonly words: readonly string[];
}

/** All that the index keeps of a product. */
export interface ProductEntry {
  readonly productId: string;
  /** Of everything but stock: what has the same is indexed the same. 64 bits. */
  readonly digest: readonly [number, number];
  /** Milliseconds since the epoch, UTC. */
  readonly createdAt: number;
  /** Terms of its texts -> weight 1 to 255. */
  readonly words: ReadonlyMap<string, number>;
  /** Filter terms of the product itself: brand, categories, product types, tags, attributes. */
  readonly filters: ReadonlySet<string>;
  /** Filter term -> how a facet shows it. Terms that stand in no facet are missing. */
  readonly labels: ReadonlyMap<string, string>;
  readonly variants: readonly VariantEntry[];
}

/** The facet that a filter term belongs to. */
export function facetOf(term: string): string {
  const kind = term.charCodeAt(0);
  if (kind === 1) return 'brand';
  if (kind === 2) return 'category';
  if (kind === 3) return 'product_type';
  return term.slice(0, term.indexOf('\u0005', 1));
}

/** Of everything but stock. */
export function digestOf(doc: SearchDocument): [number, number] {
  const variants = doc.variants.map((v) => [
    v.id,
    v.sku,
    v.gtin,
    v.options,
    v.optionLabels,
    v.prices.map((p) => [p.market, p.amount, p.customerGroup]),
  ]);
  const content = [
    doc.title,
    doc.brand,
    doc.productType,
    doc.categories,
    doc.tags,
    doc.attributes,
    doc.features,
    doc.description,
    doc.createdAt,
    variants,
  ];
  const sum = hash('sha1', JSON.stringify(content), 'buffer');
  return [sum.readUInt32LE(0), sum.readUInt32LE(4)];
}

/** Everything the index does with texts happens here. */
export function productEntry(doc: SearchDocument, digest = digestOf(doc)): ProductEntry {
  const filters = new Set<string>();
  const labels = new Map<string, string>();
  const label = (term: string, value: string): string => {
    if (!labels.has(term)) labels.set(term, value);
    return term;
  };
  if (doc.brand) filters.add(label(filterTerm.brand(doc.brand), doc.brand));
  for (const { id } of doc.categories) filters.add(label(filterTerm.category(id), id));
  for (const tag of doc.tags) filters.add(filterTerm.tag(tag));
  const types = doc.productType ?? {};
  const shown = types.en ?? Object.values(types)[0];
  if (shown) label(filterTerm.productType(shown), shown);
  for (const type of new Set(Object.values(types))) {
    const languages = Object.keys(types).filter((language) => types[language] === type);
    if (type) filters.add(label(filterTerm.productType(type), hiddenLabel.write(type, languages)));
  }
  for (const { name, value, valueLabel } of doc.attributes) {
    filters.add(label(filterTerm.attribute(name, String(value)), String(value)));
    for (const text of Object.values(valueLabel ?? {})) filters.add(filterTerm.attribute(name, text));
  }
  const several = doc.variants.length > 1;
  const variants = doc.variants.map((variant): VariantEntry => {
    const options = new Set<string>();
    for (const [name, value] of Object.entries(variant.options)) {
      options.add(label(filterTerm.attribute(name, value), value));
      for (const text of variant.optionLabels ?? []) options.add(filterTerm.attribute(name, text));
    }
    const { id, sku, gtin } = variant;
    const words = several ? optionTerms(variant) : [];
    return {
      id,
      sku: sku || undefined,
      gtin: gtin || undefined,
      inStock: isInStock(variant),
      prices: variant.prices,
      options: [...options],
      words,
    };
  });
  return {
    productId: doc.productId,
    digest,
    createdAt: doc.createdAt,
    words: textTerms(doc),
    filters,
    labels,
    variants,
  };
}

export const isInStock = (variant: Pick<SearchVariant, 'available'>): boolean => variant.available > 0;
