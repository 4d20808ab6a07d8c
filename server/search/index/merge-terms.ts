import type { MergeInput } from './inverted-index.ts';
import { GONE } from './merge.ts';
import { sharedBytes, sharedUint32 } from './shared-arrays.ts';
import { TextList, type TextListData } from './text-list.ts';

export interface MergedTerms {
  terms: TextListData;
  labels: TextListData;
  /** Old number -> new number, or `GONE`. */
  termOf: Uint32Array;
  /** By new number: products that have the term. */
  counts: Uint32Array;
}

/** Puts the new terms between those of the base, and leaves out those that no living product has. */
export function mergeTerms(input: MergeInput): MergedTerms {
  const base = new TextList(input.base.terms.terms);
  const baseLabels = new TextList(input.base.terms.labels);
  const added = new TextList(input.newTerms);
  const addedLabels = new TextList(input.newLabels);
  const living = livingCounts(input, base.count + added.count);
  const sorted = sortedIds(added);
  const termOf = new Uint32Array(base.count + added.count).fill(GONE);
  const terms = new Exact(input, base, added);
  const labels = new TextList();
  const counts: number[] = [];
  let next = 0;
  const take = (list: TextList, texts: TextList, i: number, old: number): void => {
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
  readonly #starts: Uint32Array;
  #count = 0;

  constructor({ base, newTerms }: MergeInput, terms: TextList, added: TextList) {
    const size = base.terms.terms.starts[terms.count]! + newTerms.starts[added.count]!;
    this.#bytes = Buffer.from(sharedBytes(size).buffer);
    this.#starts = sharedUint32(terms.count + added.count + 1);
  }

  push(from: TextList, i: number): void {
    const at = this.#starts[this.#count]!;
    from.bytes.copy(this.#bytes, at, from.start(i), from.end(i));
    this.#count += 1;
    this.#starts[this.#count] = at + from.end(i) - from.start(i);
  }

  get data(): TextListData {
    return { bytes: new Uint8Array(this.#bytes.buffer), starts: this.#starts, count: this.#count };
  }
}

function livingCounts({ base, alive, words, products }: MergeInput, terms: number): Uint32Array {
  const counts = new Uint32Array(terms);
  const { postings, postingStarts } = base;
  for (let term = 0; term + 1 < postingStarts.length; term += 1) {
    const end = postingStarts[term + 1]!;
    let n = 0;
    for (let i = postingStarts[term]!; i < end; i += 1) n += alive[postings[i]! >>> 8]!;
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
  return ids.sort((a, b) => compare(list, a, list, b));
}

const compare = (a: TextList, i: number, b: TextList, j: number): number =>
  a.bytes.compare(b.bytes, b.start(j), b.end(j), a.start(i), a.end(i));
