import { END, type TermCursor } from './term-cursor.ts';

/** In `ScoreWindow.marks`: the product stays whatever words it has. */
export const KEPT = 1 << 31;
/** In `ScoreWindow.marks`: its words, one bit each. */
export const WORDS = ~KEPT;

/** Looking one posting up takes as long as reading so many in turn. */
const LOOK_UP = 8;

/** The postings of all terms that stand for one thing. */
export class Postings {
  readonly cursors: readonly TermCursor[];
  readonly count: number;

  constructor(cursors: readonly TermCursor[]) {
    this.cursors = cursors;
    this.count = cursors.reduce((sum, { run }) => sum + run.length, 0);
  }

  /** The next slot; `END` when there is none. */
  get slot(): number {
    let first = END;
    for (let i = 0; i < this.cursors.length; i += 1) first = Math.min(first, this.cursors[i]!.slot);
    return first;
  }
}

/** Products of neighbouring slots: which words each has, and what they are worth. */
export class ScoreWindow {
  /** Its first slot. */
  start = 0;
  /** No longer in it. */
  end = 0;
  /** By offset from `start`: the words found, one bit each, and `KEPT`; 0 for what is not in. */
  readonly marks: Int32Array;
  /** By word and offset: the worth of the best term; valid where the word was found. */
  readonly #worth: Float32Array[] = [];
  /** One bit for each offset that is in. */
  readonly #in: Int32Array;
  /** The offsets that are in, ascending; the first `count` are valid after `gather`. */
  readonly offsets: Int32Array;
  count = 0;

  /** @param size of slots, a multiple of 32 */
  constructor(size: number) {
    this.marks = new Int32Array(size);
    this.#in = new Int32Array(size / 32);
    this.offsets = new Int32Array(size);
  }

  /** @param words that will be looked for */
  open(start: number, end: number, words: number): void {
    this.start = start;
    this.end = end;
    while (this.#worth.length < words) this.#worth.push(new Float32Array(this.marks.length));
  }

  /** By offset. */
  worth(word: number): Float32Array {
    return this.#worth[word]!;
  }

  /** Takes in a product. */
  keep(slot: number): void {
    const offset = slot - this.start;
    this.marks[offset]! |= KEPT;
    this.#in[offset >>> 5]! |= 1 << (offset & 31);
  }

  /** Takes in all products that have a word. */
  add({ cursors }: Postings, word: number): void {
    for (const cursor of cursors) this.#read(cursor, word, true);
  }

  /** Ends taking in. */
  gather(): void {
    const { offsets } = this;
    const within = this.#in;
    let n = 0;
    for (let block = 0; block < within.length; block += 1) {
      for (let left = within[block]!; left !== 0; left &= left - 1)
        offsets[n++] = (block << 5) + 31 - Math.clz32(left & -left);
      within[block] = 0;
    }
    this.count = n;
  }

  /**
   * Looks for a word in what is in, and leaves out what then has too few.
   * @param density of a word's postings: its share of the slots
   */
  refine({ cursors }: Postings, word: number, density: number, atLeast: number): void {
    const few = this.isFewer(density);
    for (const cursor of cursors) {
      if (few) this.#lookUp(cursor, word);
      else this.#read(cursor, word, false);
    }
    if (atLeast > 0) this.#keepWith(atLeast);
  }

  /** Whether looking up each that is in takes less than reading the postings of a term. */
  isFewer(density: number): boolean {
    return this.count * LOOK_UP < density * (this.end - this.start);
  }

  /** Leaves out what `passes` does not let through. */
  sift(passes: (slot: number) => boolean): void {
    const { marks, offsets, count, start } = this;
    let n = 0;
    for (let i = 0; i < count; i += 1) {
      const offset = offsets[i]!;
      if (passes(start + offset)) offsets[n++] = offset;
      else marks[offset] = 0;
    }
    this.count = n;
  }

  close(): void {
    for (let i = 0; i < this.count; i += 1) this.marks[this.offsets[i]!] = 0;
    this.count = 0;
  }

  #keepWith(atLeast: number): void {
    const { marks, offsets, count } = this;
    let n = 0;
    for (let i = 0; i < count; i += 1) {
      const offset = offsets[i]!;
      const mark = marks[offset]!;
      if (mark < 0 || bitCount(mark) >= atLeast) offsets[n++] = offset;
      else marks[offset] = 0;
    }
    this.count = n;
  }

  #read(cursor: TermCursor, word: number, taking: boolean): void {
    cursor.seek(this.start);
    const { run, factor } = cursor;
    const { start } = this;
    const end = this.end;
    const { marks } = this;
    const within = this.#in;
    const worth = this.#worth[word]!;
    const bit = 1 << word;
    let { at } = cursor;
    for (; at < run.length; at += 1) {
      const packed = run[at]!;
      const slot = packed >>> 8;
      if (slot >= end) break;
      const offset = slot - start;
      const had = marks[offset]!;
      if (had === 0) {
        if (!taking) continue;
        within[offset >>> 5]! |= 1 << (offset & 31);
      }
      const value = factor * (packed & 255);
      if ((had & bit) === 0) {
        marks[offset] = had | bit;
        worth[offset] = value;
      } else if (value > worth[offset]!) worth[offset] = value;
    }
    cursor.at = at;
  }

  #lookUp(cursor: TermCursor, word: number): void {
    const { marks, offsets, count, start } = this;
    const { factor } = cursor;
    const worth = this.#worth[word]!;
    const bit = 1 << word;
    for (let i = 0; i < count; i += 1) {
      const offset = offsets[i]!;
      const weight = cursor.weightAt(start + offset);
      if (weight === 0) continue;
      const value = factor * weight;
      const had = marks[offset]!;
      if ((had & bit) === 0) {
        marks[offset] = had | bit;
        worth[offset] = value;
      } else if (value > worth[offset]!) worth[offset] = value;
    }
  }
}

/** Number of one-bits. */
export function bitCount(bits: number): number {
  let v = bits - ((bits >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
