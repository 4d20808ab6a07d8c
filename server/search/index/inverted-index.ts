import { createHash } from 'node:crypto';
import { identifierKey } from '../analysis/fold.ts';
import type { SearchDocument, SearchVariant } from '../search-types.ts';
import { Dictionary } from './dictionary.ts';
import { attributeFacet, filterTerm, optionTerms, textTerms } from './document-terms.ts';
import { copiedPrices, Documents, type IndexedVariant } from './documents.ts';
import { byFrequency, type SimilarTerm, type TermFrequency } from './index-terms.ts';
import { Postings } from './postings.ts';

const NO_TERMS = new Uint32Array(0);
/** A sweep starts when this part of the products (and at least 64) has been removed since the last. */
const SWEEP_AT = 1 / 8;
/** Postings looked at per change while a sweep goes on, over four times those written. */
const SWEEP_STEP = 512;

interface Sweep {
  readonly slots: readonly number[];
  readonly dead: Uint8Array;
  readonly bound: number;
  next: number;
}

/**
 * Terms, postings and products together. A changed product gets a new slot; what is left of the old one is swept out a
 * little with every later change, so that no single change takes long.
 */
export class InvertedIndex {
  readonly dictionary = new Dictionary();
  readonly #postings = new Postings();
  readonly documents = new Documents();
  #removed: number[] = [];
  #sweep: Sweep | undefined;

  upsert(doc: SearchDocument): void {
    const digest = digestOf(doc);
    const known = this.documents.slot(doc.productId);
    if (known !== undefined && this.documents.at(known).digest === digest) {
      const before = this.documents.at(known);
      const variants = doc.variants.map((variant, i) => ({
        ...before.variants[i]!,
        available: variant.available,
        prices: copiedPrices(variant.prices),
      }));
      this.documents.put(known, { ...before, variants }, doc.createdAt);
      return;
    }
    if (known !== undefined) this.#retire(known);
    const slot = this.documents.allocate();
    const words = textTerms(doc);
    for (const [term, weight] of words) this.#postings.add(this.dictionary.intern(term), slot, weight);
    const filters = new Set<number>();
    const add = (term: string, facet?: string, value?: string): number => {
      const id = this.dictionary.intern(
        term,
        facet !== undefined && value !== undefined ? { facet, value } : undefined,
      );
      if (!filters.has(id)) this.#postings.add(id, slot, 1);
      filters.add(id);
      return id;
    };
    this.#addProductFilters(doc, add);
    const filterTerms = Uint32Array.from(filters);
    const variants = doc.variants.map((variant) => this.#indexVariant(variant, doc.variants.length > 1, add));
    add(filterTerm.identifier(doc.productId));
    this.documents.put(slot, { productId: doc.productId, digest, variants, filterTerms }, doc.createdAt);
    this.#sweepSome(SWEEP_STEP + 4 * (words.size + filters.size));
  }

  remove(productId: string): void {
    const slot = this.documents.slot(productId);
    if (slot === undefined) return;
    this.#retire(slot);
    this.#sweepSome(SWEEP_STEP);
  }

  /** Products in the index. */
  get size(): number {
    return this.documents.size;
  }

  /** Slots are below this; it grows. */
  get capacity(): number {
    return this.documents.capacity;
  }

  /** The number of a term; undefined when no product has it. It holds until the next change. */
  find(term: string): number | undefined {
    return this.dictionary.find(term);
  }

  term(id: number): string {
    return this.dictionary.term(id);
  }

  /**
   * The products that have the term, in runs, each as `slot << 8 | weight` (weight 1 to 255), each once, in no order.
   * Removed ones can be among them. Valid until the next change; not to be written to.
   */
  postings(term: number): readonly Uint32Array[] {
    const count = this.#postings.count(term);
    if (count === 0) return [];
    return [Uint32Array.of(this.#postings.first(term)), this.#postings.rest(term).subarray(0, count - 1)];
  }

  /** Slots of the products of which the id, or the id, SKU or GTIN of a variant, has this `identifierKey`. */
  identified(key: string): readonly number[] {
    const term = this.dictionary.find(filterTerm.identifier(key));
    if (term === undefined) return [];
    const slots = this.postings(term).flatMap((run) => [...run].map((packed) => packed >>> 8));
    return slots.filter((slot) => this.documents.alive[slot] === 1);
  }

  /** The most frequent words that start with `prefix` (two letters or more) and are longer, at most `limit`. */
  startingWith(prefix: string, limit: number): TermFrequency[] {
    return this.dictionary
      .startingWith(prefix)
      .map((id) => ({ term: this.dictionary.term(id), frequency: this.frequency(id) }))
      .filter(({ frequency }) => frequency > 0)
      .sort(byFrequency)
      .slice(0, limit);
  }

  /** Words of letters alone with the same first letter that at most `distance` typing slips turn into `word`. */
  similarTo(word: string, distance: number): SimilarTerm[] {
    return this.dictionary
      .similarTo(word, distance)
      .map(({ id, distance: d }) => ({
        term: this.dictionary.term(id),
        frequency: this.frequency(id),
        distance: d,
      }))
      .filter(({ frequency }) => frequency > 0);
  }

  /** Products that have the term. Exact when there are few, else those removed since the last sweep are counted too. */
  frequency(term: number): number {
    const count = this.#postings.count(term);
    if (count > 8 || count === 0) return count;
    const rest = this.#postings.rest(term);
    let live = this.documents.alive[this.#postings.first(term) >>> 8]!;
    for (let i = 0; i < count - 1; i += 1) live += this.documents.alive[rest[i]! >>> 8]!;
    return live;
  }

  #addProductFilters(
    doc: SearchDocument,
    add: (term: string, facet?: string, value?: string) => number,
  ): void {
    if (doc.brand) add(filterTerm.brand(doc.brand), 'brand', doc.brand);
    for (const category of doc.categories) add(filterTerm.category(category.id), 'category', category.id);
    for (const tag of doc.tags) add(filterTerm.tag(tag));
    const types = doc.productType ?? {};
    const shown = types.en ?? Object.values(types)[0];
    if (shown) add(filterTerm.productType(shown), 'product_type', shown);
    for (const type of Object.values(types)) if (type) add(filterTerm.productType(type));
    for (const { name, value, valueLabel } of doc.attributes) {
      add(filterTerm.attribute(name, String(value)), attributeFacet(name), String(value));
      for (const label of Object.values(valueLabel ?? {})) add(filterTerm.attribute(name, label));
    }
  }

  #indexVariant(
    variant: SearchVariant,
    several: boolean,
    add: (term: string, facet?: string, value?: string) => number,
  ): IndexedVariant {
    const options: number[] = [];
    for (const [name, value] of Object.entries(variant.options)) {
      options.push(add(filterTerm.attribute(name, value), attributeFacet(name), value));
      for (const label of variant.optionLabels ?? []) options.push(add(filterTerm.attribute(name, label)));
    }
    const identifiers = [variant.id, variant.sku, variant.gtin].filter((id): id is string => Boolean(id));
    for (const id of identifiers) add(filterTerm.identifier(id));
    return {
      id: variant.id,
      available: variant.available,
      prices: copiedPrices(variant.prices),
      optionTerms: options.length > 0 ? Uint32Array.from(new Set(options)) : NO_TERMS,
      wordTerms: several
        ? Uint32Array.from(optionTerms(variant).flatMap((term) => this.dictionary.find(term) ?? []))
        : NO_TERMS,
      identifiers: identifiers.map(identifierKey),
    };
  }

  #retire(slot: number): void {
    this.documents.remove(slot);
    this.#removed.push(slot);
  }

  #sweepSome(budget: number): void {
    if (!this.#sweep) {
      if (this.#removed.length < Math.max(64, this.documents.size * SWEEP_AT)) return;
      const dead = new Uint8Array(this.documents.capacity);
      for (const slot of this.#removed) dead[slot] = 1;
      this.#sweep = { slots: this.#removed, dead, bound: this.dictionary.bound, next: 0 };
      this.#removed = [];
    }
    const sweep = this.#sweep;
    for (let left = budget; left > 0; sweep.next += 1) {
      if (sweep.next >= sweep.bound) {
        this.documents.reuse(sweep.slots);
        this.#sweep = undefined;
        return;
      }
      left -= 4 + this.#postings.count(sweep.next);
      if (this.#postings.sweep(sweep.next, sweep.dead) === 0) this.dictionary.release(sweep.next);
    }
  }
}

/** Of all that postings are made of: a change of price, stock or date alone leaves it as it is. */
function digestOf(doc: SearchDocument): string {
  const variants = doc.variants.map((v) => [v.id, v.sku, v.gtin, v.options, v.optionLabels]);
  const content = [
    doc.title,
    doc.brand,
    doc.productType,
    doc.categories,
    doc.tags,
    doc.attributes,
    doc.features,
  ];
  return createHash('sha1')
    .update(JSON.stringify([content, doc.description, variants]))
    .digest('base64')
    .slice(0, 20);
}
