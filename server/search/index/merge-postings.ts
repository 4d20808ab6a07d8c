import { GONE } from './gone.ts';
import type { MergeInput } from './inverted-index.ts';
import { Ranges } from './ranges.ts';
import { sharedUint32 } from './shared-arrays.ts';

/**
 * The postings of base and delta under new term and slot numbers.
 * @param order old slots in the new order
 * @param slotOf old slot -> new slot, or `GONE`
 * @param termOf old term -> new term, or `GONE`
 * @param counts by new term: its postings
 */
export function mergePostings(
  { base, words, products }: MergeInput,
  order: Uint32Array,
  slotOf: Uint32Array,
  termOf: Uint32Array,
  counts: Uint32Array,
): Uint32Array {
  const postingStarts = new Uint32Array(counts.length + 1);
  for (const [term, count] of counts.entries()) postingStarts[term + 1] = postingStarts[term]! + count;
  const postings = sharedUint32(postingStarts[counts.length]!);
  // First the base's, whose order the new slots keep; then each of the delta's slides down to its place.
  const end = postingStarts.slice(0, counts.length);
  const ranges = new Ranges(base.postingRanges);
  let next = 0;
  for (let old = 0; old < ranges.count; old += 1) {
    const first = next;
    next += ranges.size(old);
    const term = termOf[old]!;
    if (term === GONE) continue;
    let at = end[term]!;
    for (let i = first; i < next; i += 1) {
      const packed = base.postings[i]!;
      const slot = slotOf[packed >>> 8]!;
      if (slot !== GONE) postings[at++] = ((slot << 8) | (packed & 255)) >>> 0;
    }
    end[term] = at;
  }
  const added = addedPostings(words, products.ordered, order, termOf, counts.length);
  for (let term = 0; term < counts.length; term += 1) {
    let from = end[term]! - 1;
    let to = postingStarts[term + 1]! - 1;
    for (let i = added.starts[term + 1]! - 1; i >= added.starts[term]!; i -= 1) {
      const packed = added.postings[i]!;
      while (from >= postingStarts[term]! && postings[from]! > packed) postings[to--] = postings[from--]!;
      postings[to--] = packed;
    }
  }
  return postings;
}

/** The delta's postings by new term, slots ascending. */
function addedPostings(
  words: MergeInput['words'],
  ordered: number,
  order: Uint32Array,
  termOf: Uint32Array,
  terms: number,
): { postings: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(terms + 1);
  const each = (visit: (term: number, packed: number) => void): void => {
    for (let slot = 0; slot < order.length; slot += 1) {
      const n = order[slot]! - ordered;
      if (n < 0) continue;
      for (let i = words.starts[n]!; i < words.starts[n + 1]!; i += 1)
        visit(termOf[words.terms[i]!]!, ((slot << 8) | words.weights[i]!) >>> 0);
    }
  };
  each((term) => {
    starts[term + 1]! += 1;
  });
  for (let term = 0; term < terms; term += 1) starts[term + 1]! += starts[term]!;
  const next = starts.slice();
  const postings = new Uint32Array(starts[terms]!);
  each((term, packed) => {
    postings[next[term]!++] = packed;
  });
  return { postings, starts };
}
