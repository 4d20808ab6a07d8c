import { GONE } from './gone.ts';
import type { MergeInput } from './inverted-index.ts';
import { PackedTexts, type PackedTextsData, type Texts } from './packed-texts.ts';
import { packRanges, Ranges } from './ranges.ts';
import { resized, sharedBytes } from './shared-arrays.ts';
import { TextList, type TextListData } from './text-list.ts';

export interface MergedTerms {
  terms: PackedTextsData;
  labels: TextListData;
  /** Old number -> new number, or `GONE`. */
  termOf: Uint32Array;
  /** By new number: products that have the term. */
  counts: Uint32Array;
}

/** Puts the new terms between those of the base, and leaves out those that no living product has. */
export function mergeTerms(input: MergeInput): MergedTerms {
  const base = new PackedTexts(input.base.terms.terms);
  const baseLabels = new TextList(input.base.terms.labels);
  const added = new TextList(input.newTerms);
  const addedLabels = new TextList(input.newLabels);
  const living = livingCounts(input, base.count + added.count);
  const sorted = sortedIds(added);
  const termOf = new Uint32Array(base.count + added.count).fill(GONE);
  const terms = new Exact(base, added);
  const labels = new TextList();
  const counts: number[] = [];
  let next = 0;
  const take = (list: Texts, texts: TextList, i: number, old: number): void => {
    if (living[old] === 0) return;
    termOf[old] = counts.length;
    // Filter terms start with control characters and so come first: only they have labels.
    if (list.bytes[list.start(i)]! < 0x20) {
      if (i < texts.count) labels.pushBytes(texts.bytes, texts.start(i), texts.end(i));
      else labels.push('');
    }
    terms.push(list, i);
    counts.push(living[old]!);
  };
  for (let i = 0; i < base.count; i += 1) {
    for (; next < sorted.length && compare(added, sorted[next]!, base, i) < 0; next += 1)
      take(added, addedLabels, sorted[next]!, base.count + sorted[next]!);
    take(base, baseLabels, i, i);
  }
  for (; next < sorted.length; next += 1) take(added, addedLabels, sorted[next]!, base.count + sorted[next]!);
  return { terms: terms.data, labels: labels.data, termOf, counts: Uint32Array.from(counts) };
}

/** A list that is written once, with room for all the terms there are. */
class Exact {
  readonly #bytes: Buffer;
  #count = 0;

  readonly #sizes: Uint32Array;
  #at = 0;

  constructor(base: Texts, added: Texts) {
    const end = (texts: Texts): number => (texts.count === 0 ? 0 : texts.end(texts.count - 1));
    this.#bytes = Buffer.from(sharedBytes(end(base) + end(added)).buffer);
    this.#sizes = new Uint32Array(base.count + added.count);
  }

  push(from: Texts, i: number): void {
    const [start, end] = [from.start(i), from.end(i)];
    from.bytes.copy(this.#bytes, this.#at, start, end);
    this.#sizes[this.#count++] = end - start;
    this.#at += end - start;
  }

  get data(): PackedTextsData {
    const bytes = new Uint8Array(this.#bytes.buffer);
    return {
      bytes: this.#at < bytes.length ? resized(bytes, this.#at) : bytes,
      ranges: packRanges(this.#sizes.subarray(0, this.#count)),
    };
  }
}

function livingCounts({ base, alive, words, products }: MergeInput, terms: number): Uint32Array {
  const counts = new Uint32Array(terms);
  const { postings } = base;
  const ranges = new Ranges(base.postingRanges);
  let at = 0;
  for (let term = 0; term < ranges.count; term += 1) {
    const end = at + ranges.size(term);
    let n = 0;
    for (; at < end; at += 1) n += alive[postings[at]! >>> 8]!;
    counts[term] = n;
  }
  for (let slot = products.ordered; slot < products.bound; slot += 1) {
    if (alive[slot] !== 1) continue;
    const n = slot - products.ordered;
    for (let i = words.starts[n]!; i < words.starts[n + 1]!; i += 1) counts[words.terms[i]!]! += 1;
  }
  return counts;
}

/** Numbers of the terms of a list in the order of their bytes. */
function sortedIds(list: TextList): Uint32Array {
  const ids = Uint32Array.from({ length: list.count }, (_, i) => i);
  const heads = Float64Array.from(ids, (i) => headOf(list, i));
  return ids.sort((a, b) => heads[a]! - heads[b]! || compare(list, a, list, b));
}

/** Bytes of a text that tell most texts apart: as many as a number holds exactly. */
const HEAD = 6;

/** The first bytes of a text as a number of the same order. */
function headOf(list: TextList, i: number): number {
  const { bytes } = list;
  const start = list.start(i);
  const end = list.end(i);
  let head = 0;
  for (let at = start; at < start + HEAD; at += 1) head = head * 256 + (at < end ? bytes[at]! : 0);
  return head;
}

const compare = (a: Texts, i: number, b: Texts, j: number): number =>
  a.bytes.compare(b.bytes, b.start(j), b.end(j), a.start(i), a.end(i));
