import { boundedDistance, differing, letterSet } from './edit-distance.ts';
import { PackedTexts, type PackedTextsData, type Texts } from './packed-texts.ts';
import { sharedUint32 } from './shared-arrays.ts';
import { TextList, type TextListData } from './text-list.ts';

/** A dictionary that does not change: terms in the order of their UTF-8 bytes; the place of a term is its number. */
export interface SortedTermsData {
  readonly terms: PackedTextsData;
  /** Of the first terms, those of filters: how a facet shows them; empty for those that stand in no facet. */
  readonly labels: TextListData;
  /** The words of letters alone, by first letter and length. */
  readonly words: Uint32Array;
  /** Where in `words` those with letter l (0 to 25) and length n start: at `l * LENGTHS + n`. */
  readonly wordStarts: Uint32Array;
  /** The `letterSet` of each of `words`. */
  readonly letters: Uint32Array;
}

const LENGTHS = 64;
const BUCKETS = 26 * LENGTHS;
/** Lookups whose answers are kept. */
const REMEMBERED = 8192;

/** A bucket for words of letters alone, of up to 63; undefined for other terms. */
function bucketOf(bytes: Uint8Array, start: number, end: number): number | undefined {
  const length = end - start;
  if (length === 0 || length >= LENGTHS) return undefined;
  for (let i = start; i < end; i += 1) if (bytes[i]! < 97 || bytes[i]! > 122) return undefined;
  return (bytes[start]! - 97) * LENGTHS + length;
}

/** Terms that are not words of the text start with a control character, or have a `~` after their first letter. */
export const isWord = (term: string): boolean => term.charCodeAt(0) > 0x20 && !term.includes('~');

/** The tables that `SortedTerms` looks up similar words in. */
export function wordTables(terms: Texts): Pick<SortedTermsData, 'words' | 'wordStarts' | 'letters'> {
  const wordStarts = sharedUint32(BUCKETS + 1);
  const buckets = new Int16Array(terms.count);
  for (let i = 0; i < terms.count; i += 1) {
    const bucket = bucketOf(terms.bytes, terms.start(i), terms.end(i));
    buckets[i] = bucket ?? -1;
    if (bucket !== undefined) wordStarts[bucket + 1]! += 1;
  }
  for (let i = 0; i < BUCKETS; i += 1) wordStarts[i + 1]! += wordStarts[i]!;
  const next = wordStarts.slice();
  const words = sharedUint32(wordStarts[BUCKETS]!);
  const letters = sharedUint32(words.length);
  for (let i = 0; i < terms.count; i += 1) {
    if (buckets[i]! < 0) continue;
    const at = next[buckets[i]!]!++;
    words[at] = i;
    letters[at] = letterSet(terms.get(i));
  }
  return { words, wordStarts, letters };
}

export class SortedTerms {
  readonly data: SortedTermsData;
  readonly #terms: PackedTexts;
  readonly #labels: TextList;
  readonly #found = new Map<string, number>();

  constructor(data: SortedTermsData) {
    this.data = data;
    this.#terms = new PackedTexts(data.terms);
    this.#labels = new TextList(data.labels);
  }

  /** Numbers are below this. */
  get count(): number {
    return this.#terms.count;
  }

  /** Filter terms, which come first. */
  get labelled(): number {
    return this.#labels.count;
  }

  /** @returns -1 when there is no such term */
  find(term: string): number {
    const known = this.#found.get(term);
    if (known !== undefined) return known;
    const bytes = Buffer.from(term);
    const at = this.#lowerBound(bytes);
    const id = at < this.count && this.#compare(at, bytes) === 0 ? at : -1;
    if (this.#found.size >= REMEMBERED) this.#found.clear();
    this.#found.set(term, id);
    return id;
  }

  term(id: number): string {
    return this.#terms.get(id);
  }

  /** How a facet shows a filter term; empty for one that stands in no facet. */
  label(id: number): string {
    return id < this.#labels.count ? this.#labels.get(id) : '';
  }

  /** The numbers of the terms that start with `prefix`: from the first up to the second. */
  prefixed(prefix: string): [number, number] {
    const bytes = Buffer.from(prefix);
    // 0xff comes in no UTF-8 text: what starts with the prefix sorts before it.
    return [this.#lowerBound(bytes), this.#lowerBound(Buffer.concat([bytes, Buffer.of(0xff)]))];
  }

  /** Calls `visit` with words of letters alone that have the first letter of `word` and are at most `limit` slips away. */
  similarTo(word: string, limit: number, visit: (id: number, distance: number) => void): void {
    const first = word.charCodeAt(0) - 97;
    if (first < 0 || first > 25) return;
    const { words, wordStarts, letters } = this.data;
    const wanted = letterSet(word);
    const from = first * LENGTHS + Math.max(1, word.length - limit);
    const to = first * LENGTHS + Math.min(LENGTHS - 1, word.length + limit);
    const end = to < from ? 0 : wordStarts[to + 1]!;
    for (let i = wordStarts[from]!; i < end; i += 1) {
      if (differing(wanted ^ letters[i]!) > 2 * limit) continue;
      const distance = boundedDistance(word, this.term(words[i]!), limit);
      if (distance <= limit) visit(words[i]!, distance);
    }
  }

  #lowerBound(bytes: Uint8Array): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(middle, bytes) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(id: number, other: Uint8Array): number {
    const { bytes } = this.#terms;
    const start = this.#terms.start(id);
    const length = this.#terms.end(id) - start;
    const common = Math.min(length, other.length);
    for (let i = 0; i < common; i += 1) {
      if (bytes[start + i] !== other[i]) return bytes[start + i]! - other[i]!;
    }
    return length - other.length;
  }
}
