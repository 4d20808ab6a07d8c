import { identifierKey } from '../analysis/fold.ts';
import { DeltaPostings, type DeltaWords } from './delta-postings.ts';
import { hiddenLabel } from './hidden-label.ts';
import { identifierKeys, visitIdentified } from './identifiers.ts';
import { byFrequency, type SimilarTerm, type TermFrequency } from './index-terms.ts';
import { NewTerms } from './new-terms.ts';
import { facetOf, type ProductEntry } from './product-entry.ts';
import { Products } from './products.ts';
import { emptySegment, type Segment } from './segment.ts';
import { SortedTerms } from './sorted-terms.ts';
import { TermCounts } from './term-counts.ts';
import type { TextListData } from './text-list.ts';

/** What a merge works on: the index as it was at one moment. All arrays are shared, none is copied but `alive`. */
export interface MergeInput {
  readonly base: Omit<Segment, 'products'>;
  readonly products: Segment['products'];
  readonly alive: Uint8Array;
  readonly newTerms: TextListData;
  readonly newLabels: TextListData;
  readonly words: DeltaWords;
}

/**
 * Terms, postings and products together: an immutable base segment, and a delta with what came since. Searches see both
 * as one index, and count what they count (how many products have a term, how many there are) over living products
 * alone: so scores are those that one fresh index of the same products would give.
 *
 * Terms have numbers: those of the base first, then new ones as they come. Products have slots likewise. A changed
 * product leaves its slot and gets a new one. Both hold until the next merge.
 */
export class InvertedIndex {
  readonly products: Products;
  readonly #base: Segment;
  readonly #terms: SortedTerms;
  readonly #counts: TermCounts;
  readonly #newTerms = new NewTerms();
  readonly #delta = new DeltaPostings();
  /** `identifierKey` -> slots, of the products in the delta. */
  readonly #identified = new Map<string, number[]>();
  #size: number;

  constructor(base: Segment = emptySegment()) {
    this.#base = base;
    this.products = new Products(base.products);
    this.#terms = new SortedTerms(base.terms);
    this.#counts = new TermCounts(base, this.products);
    this.#size = base.products.ordered;
  }

  /** Products in the index. */
  get size(): number {
    return this.#size;
  }

  /** Slots are below this; it grows. */
  get capacity(): number {
    return this.products.capacity;
  }

  /** Filter terms have numbers below this, but for those that came since the last merge. */
  get filterTermBound(): number {
    return this.#terms.labelled;
  }

  /** Products added or removed since the last merge: what the next has to do. */
  get changes(): number {
    return this.products.bound - this.products.ordered + this.#counts.removed;
  }

  /** Of the base segment. */
  get base(): Segment {
    return this.#base;
  }

  /** The number of a term; undefined when there is none. It holds until the next change. */
  find(term: string): number | undefined {
    const base = this.#terms.find(term);
    if (base >= 0) return base;
    const added = this.#newTerms.find(term);
    return added >= 0 ? this.#terms.count + added : undefined;
  }

  term(id: number): string {
    return id < this.#terms.count ? this.#terms.term(id) : this.#newTerms.term(id - this.#terms.count);
  }

  /** How a facet shows a filter term; empty for terms that stand in no facet. */
  label(id: number): string {
    return id < this.#terms.count ? this.#terms.label(id) : this.#newTerms.label(id - this.#terms.count);
  }

  /** The filter terms of the base segment that start with `prefix`, each with its label. */
  *labelled(prefix: string): Generator<[term: string, label: string]> {
    const [from, to] = this.#terms.prefixed(prefix);
    for (let id = from; id < to; id += 1) yield [this.#terms.term(id), this.#terms.label(id)];
  }

  /** What a filter term means in a facet. */
  facet(id: number): { facet: string; value: string } | undefined {
    const value = this.label(id);
    return value === '' || hiddenLabel.is(value) ? undefined : { facet: facetOf(this.term(id)), value };
  }

  /**
   * The products that have the term, in runs, each as `slot << 8 | weight` (weight 1 to 255), each once, slots ascending.
   * Removed ones can be among them. Valid until the next change; not to be written to.
   */
  postings(term: number): readonly Uint32Array[] {
    const runs: Uint32Array[] = [];
    const base = this.#counts.postings(term);
    if (base.length > 0) runs.push(base);
    const delta = this.#delta.postings(term);
    if (delta.length > 0) runs.push(delta);
    return runs;
  }

  /** Products that have the term. */
  frequency(term: number): number {
    return this.#counts.frequency(term) + this.#delta.frequency(term);
  }

  /** The slot of a product. */
  slot(productId: string): number | undefined {
    return this.identified(identifierKey(productId)).find((slot) => this.products.idOf(slot) === productId);
  }

  /** Slots of the products of which the id, or the id, SKU or GTIN of a variant, has this `identifierKey`. */
  identified(key: string): number[] {
    const { alive } = this.products;
    const slots: number[] = [];
    visitIdentified(this.#base.identifiers, key, (slot) => {
      if (alive[slot] === 1 && !slots.includes(slot) && identifierKeys(this.products.texts(slot)).has(key))
        slots.push(slot);
    });
    for (const slot of this.#identified.get(key) ?? []) if (alive[slot] === 1) slots.push(slot);
    return slots;
  }

  /** The most frequent words that start with `prefix` (two letters or more) and are longer, at most `limit`. */
  startingWith(prefix: string, limit: number): TermFrequency[] {
    const [first, end] = this.#terms.prefixed(prefix);
    const from = first < end && this.#terms.term(first) === prefix ? first + 1 : first;
    const touched = [...this.#delta.terms(from, end)];
    for (let wanted = limit * 4; ; wanted *= 4) {
      const frequent = this.#counts.mostFrequent(from, end, wanted);
      const ids = new Set([...frequent, ...touched]);
      const words = [...ids].map((id) => ({ id, term: this.term(id), frequency: this.frequency(id) }));
      for (const id of this.#newTerms.startingWith(prefix)) {
        const term = this.#newTerms.term(id);
        const number = this.#terms.count + id;
        if (term !== prefix) words.push({ id: number, term, frequency: this.frequency(number) });
      }
      words.sort(byFrequency).splice(limit);
      // Counts only fall by removals: what was not looked at has at most the count of the last one that was.
      const last = frequent.at(-1);
      const worst = words.at(-1);
      const complete =
        last === undefined ||
        frequent.length < wanted ||
        (words.length === limit &&
          byFrequency(worst!, { term: this.term(last), frequency: this.#counts.postings(last).length }) <= 0);
      if (complete) return words.filter(({ frequency }) => frequency > 0);
    }
  }

  /** Words of letters alone with the same first letter that at most `distance` typing slips turn into `word`. */
  similarTo(word: string, distance: number): SimilarTerm[] {
    const found: SimilarTerm[] = [];
    const add = (id: number, slips: number): void => {
      const frequency = this.frequency(id);
      if (frequency > 0) found.push({ term: this.term(id), frequency, distance: slips });
    };
    this.#terms.similarTo(word, distance, add);
    this.#newTerms.similarTo(word, distance, (id, slips) => add(this.#terms.count + id, slips));
    return found;
  }

  /** Adds a product, or replaces the one with its id. */
  upsert(entry: ProductEntry): void {
    this.remove(entry.productId);
    const idOf = (term: string): number =>
      this.find(term) ?? this.#terms.count + this.#newTerms.add(term, entry.labels.get(term) ?? '');
    const words = new Map<number, number>();
    for (const [term, weight] of entry.words) words.set(idOf(term), weight);
    const filters = [...entry.filters, ...entry.variants.flatMap((variant) => variant.options)];
    for (const term of filters) words.set(idOf(term), 1);
    const slot = this.products.append(entry, idOf);
    this.#delta.add(slot, words);
    for (const key of identifierKeys(entry)) {
      const others = this.#identified.get(key)?.filter((other) => this.products.alive[other] === 1) ?? [];
      this.#identified.set(key, [...others, slot]);
    }
    this.#size += 1;
  }

  /** @returns false when there is no such product */
  remove(productId: string): boolean {
    const slot = this.slot(productId);
    if (slot === undefined) return false;
    this.products.remove(slot);
    this.#size -= 1;
    if (slot < this.products.ordered) this.#counts.remove(slot);
    else this.#delta.remove(slot - this.products.ordered);
    return true;
  }

  /** Everything kept of a product that came since the last merge. */
  entry(slot: number): ProductEntry {
    const labels = new Map<string, string>();
    const words = new Map<string, number>();
    const filterIds = new Set(this.products.filtersOf(slot));
    for (const id of filterIds) if (this.label(id) !== '') labels.set(this.term(id), this.label(id));
    for (const [id, weight] of this.#delta.wordsOf(slot - this.products.ordered))
      if (!filterIds.has(id)) words.set(this.term(id), weight);
    return { ...this.products.entry(slot, (id) => this.term(id)), words, labels };
  }

  /** The index of this moment, for a merge. Takes well under a millisecond, also with millions of products. */
  freeze(): MergeInput {
    const { data } = this.products;
    const { terms, postings, postingRanges, identifiers } = this.#base;
    return {
      base: { terms, postings, postingRanges, identifiers },
      products: data,
      alive: data.alive.slice(0, data.bound),
      newTerms: this.#newTerms.list.data,
      newLabels: this.#newTerms.labels.data,
      words: this.#delta.words,
    };
  }
}
