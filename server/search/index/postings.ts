/** Slots are 24 bits wide: at most 16.7 million products. */
export const MAX_SLOTS = 1 << 24;

const EMPTY = new Uint32Array(0);

/**
 * For each term the products that have it, each as one 32-bit number: slot << 8 | weight (1 to 255). In no order. Terms
 * of a single product, most of them, take no array of their own.
 */
export class Postings {
  #count = new Uint32Array(1024);
  #first = new Uint32Array(1024);
  #rest: Uint32Array[] = [];

  add(term: number, slot: number, weight: number): void {
    if (term >= this.#count.length) this.#grow(term);
    const packed = ((slot << 8) | weight) >>> 0;
    const count = this.#count[term]!;
    if (count === 0) this.#first[term] = packed;
    else {
      let rest = this.#rest[term] ?? EMPTY;
      if (count > rest.length) {
        const larger = new Uint32Array(rest.length < 2 ? 2 : Math.ceil(rest.length * 1.6));
        larger.set(rest);
        this.#rest[term] = larger;
        rest = larger;
      }
      rest[count - 1] = packed;
    }
    this.#count[term] = count + 1;
  }

  /** How many products have the term, those removed since the last sweep included. */
  count(term: number): number {
    return this.#count[term] ?? 0;
  }

  /** The first of `count(term)` postings; meaningless when there are none. */
  first(term: number): number {
    return this.#first[term]!;
  }

  /** The postings after the first, `count(term) - 1` of them; the array may be longer. */
  rest(term: number): Uint32Array {
    return this.#rest[term] ?? EMPTY;
  }

  /** Drops the postings of slots for which `dead` is 1. @returns how many are left */
  sweep(term: number, dead: Uint8Array): number {
    const count = this.#count[term] ?? 0;
    if (count === 0) return 0;
    const rest = this.#rest[term] ?? EMPTY;
    let kept = 0;
    for (let i = 0; i < count; i += 1) {
      const packed = i === 0 ? this.#first[term]! : rest[i - 1]!;
      if (dead[packed >>> 8] === 1) continue;
      if (kept === 0) this.#first[term] = packed;
      else rest[kept - 1] = packed;
      kept += 1;
    }
    this.#count[term] = kept;
    if (kept <= 1) this.#rest[term] = EMPTY;
    else if (kept * 4 < rest.length) this.#rest[term] = rest.slice(0, kept - 1);
    return kept;
  }

  #grow(term: number): void {
    const size = Math.max(term + 1, this.#count.length * 2);
    const count = new Uint32Array(size);
    count.set(this.#count);
    this.#count = count;
    const first = new Uint32Array(size);
    first.set(this.#first);
    this.#first = first;
    while (this.#rest.length < size) this.#rest.push(EMPTY);
  }
}
