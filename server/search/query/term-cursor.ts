/** After the last posting. Slots are below it. */
export const END = 0x7fffffff;

/** Reads the postings of one term in one segment forwards: `slot << 8 | weight`, slots ascending. */
export class TermCursor {
  readonly run: Uint32Array;
  /** What the full weight of the term is worth. */
  readonly factor: number;
  /** Where the cursor stands in `run`; at its length when it is through. */
  at = 0;

  constructor(run: Uint32Array, factor: number) {
    this.run = run;
    this.factor = factor;
  }

  get slot(): number {
    return this.at < this.run.length ? this.run[this.at]! >>> 8 : END;
  }

  /** Goes on to the first posting whose slot is not less than `slot`: in ever longer steps, then back by halves. */
  seek(slot: number): void {
    const { run } = this;
    const target = slot * 256;
    let low = this.at;
    if (low >= run.length || run[low]! >= target) return;
    let step = 1;
    while (low + step < run.length && run[low + step]! < target) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, run.length);
    low += 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (run[middle]! < target) low = middle + 1;
      else high = middle;
    }
    this.at = low;
  }

  /** The weight of a slot, 0 where it lacks the term; slots are asked for in their order. */
  weightAt(slot: number): number {
    this.seek(slot);
    const packed = this.at < this.run.length ? this.run[this.at]! : 0;
    return packed >>> 8 === slot ? packed & 255 : 0;
  }
}
