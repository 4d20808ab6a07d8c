import type { DeltaWords } from './delta-postings.ts';
import { mergeIndex } from './merge.ts';
import type { ProductData } from './product-data.ts';
import type { ProductEntry } from './product-entry.ts';
import { Products } from './products.ts';
import { emptySegment, type Segment } from './segment.ts';
import { fitted, NumberList, sharedBytes } from './shared-arrays.ts';
import { TextList, type TextListData } from './text-list.ts';

/** What a builder has so far, for another one to take over. */
export interface BuilderData {
  readonly products: ProductData;
  readonly terms: TextListData;
  readonly labels: TextListData;
  readonly words: DeltaWords;
}

/**
 * Makes a segment of many products: nothing can be searched before the end, and nothing is looked up but the number of
 * each term.
 */
export class SegmentBuilder {
  readonly #products = new Products();
  readonly #terms = new TextList();
  readonly #labels = new TextList();
  readonly #ids = new Map<string, number>();
  readonly #starts = new NumberList();
  readonly #words = new NumberList();
  #weights = sharedBytes(1024);

  constructor() {
    this.#starts.push(0);
  }

  get size(): number {
    return this.#products.bound;
  }

  /** @param entry of a product that has not been added yet */
  add(entry: ProductEntry): void {
    const idOf = (term: string): number => this.#id(term, entry.labels.get(term) ?? '');
    for (const [term, weight] of entry.words) this.#addWord(idOf(term), weight);
    const filters = new Set(entry.filters);
    for (const { options } of entry.variants) for (const term of options) filters.add(term);
    for (const term of filters) this.#addWord(idOf(term), 1);
    this.#products.append(entry, idOf);
    this.#starts.push(this.#words.count);
  }

  /** Adds all products of another builder, none of which this one has. */
  absorb({ products: data, terms, labels, words }: BuilderData): void {
    const products = new Products(data);
    const texts = new TextList(terms);
    const shown = new TextList(labels);
    const idOf = new Uint32Array(texts.count);
    for (let i = 0; i < texts.count; i += 1) idOf[i] = this.#id(texts.get(i), shown.get(i));
    for (let slot = 0; slot < products.bound; slot += 1) {
      for (let i = words.starts[slot]!; i < words.starts[slot + 1]!; i += 1)
        this.#addWord(idOf[words.terms[i]!]!, words.weights[i]!);
      const entry = products.entry(slot, (id) => texts.get(id));
      this.#products.append({ ...entry, words: NONE, labels: NONE }, (term) => this.#id(term, ''));
      this.#starts.push(this.#words.count);
    }
  }

  get data(): BuilderData {
    return {
      products: this.#products.data,
      terms: this.#terms.data,
      labels: this.#labels.data,
      words: { starts: this.#starts.data, terms: this.#words.data, weights: this.#weights },
    };
  }

  build(): Segment {
    const { products, terms, labels, words } = this.data;
    this.#ids.clear();
    const alive = products.alive.slice(0, products.bound);
    return mergeIndex({ base: emptySegment(), products, alive, newTerms: terms, newLabels: labels, words });
  }

  #addWord(id: number, weight: number): void {
    if (this.#words.count >= this.#weights.length)
      this.#weights = fitted(this.#weights, this.#words.count + 1);
    this.#weights[this.#words.count] = weight;
    this.#words.push(id);
  }

  #id(term: string, label: string): number {
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    const id = this.#terms.count;
    this.#terms.push(term);
    this.#labels.push(label);
    // A copy: as part of a longer string it would keep that alive.
    this.#ids.set(this.#terms.get(id), id);
    return id;
  }
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>();
