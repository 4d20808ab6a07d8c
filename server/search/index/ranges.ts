import { sharedBytes, sharedUint32 } from './shared-arrays.ts';

/** Consecutive ranges in little more than a byte each: most of them are short. */
export interface RangesData {
  readonly count: number;
  /** Where each sixteenth range starts; at the end, where the last one ends. */
  readonly blocks: Uint32Array;
  /** Length of each range; `LARGE` when it stands in `large`. */
  readonly sizes: Uint8Array;
  /** Number and length of each long range, one after the other. */
  readonly large: Uint32Array;
}

const BLOCK = 16;
const LARGE = 255;

export function packRanges(sizes: Uint32Array): RangesData {
  const count = sizes.length;
  const data = {
    count,
    blocks: sharedUint32(Math.ceil(count / BLOCK) + 1),
    sizes: sharedBytes(count),
    large: sharedUint32(2 * sizes.reduce((n, size) => (size >= LARGE ? n + 1 : n), 0)),
  };
  let at = 0;
  let large = 0;
  for (let i = 0; i < count; i += 1) {
    const size = sizes[i]!;
    if (i % BLOCK === 0) data.blocks[i / BLOCK] = at;
    data.sizes[i] = Math.min(size, LARGE);
    if (size >= LARGE) {
      data.large[large++] = i;
      data.large[large++] = size;
    }
    at += size;
  }
  data.blocks[data.blocks.length - 1] = at;
  return data;
}

export class Ranges {
  readonly #data: RangesData;
  constructor(data: RangesData) {
    this.#data = data;
  }

  get count(): number {
    return this.#data.count;
  }

  /** Where the last range ends. */
  get total(): number {
    return this.#data.blocks.at(-1)!;
  }

  start(i: number): number {
    let at = this.#data.blocks[Math.floor(i / BLOCK)]!;
    for (let j = i - (i % BLOCK); j < i; j += 1) at += this.size(j);
    return at;
  }

  size(i: number): number {
    const size = this.#data.sizes[i]!;
    return size < LARGE ? size : this.#large(i);
  }

  #large(i: number): number {
    const { large } = this.#data;
    let low = 0;
    let high = large.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (large[2 * middle]! < i) low = middle + 1;
      else high = middle;
    }
    return large[2 * low + 1]!;
  }
}
