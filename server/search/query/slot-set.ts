/** A set of slots, one bit each. */
export class SlotSet {
  #bits = new Int32Array(0);

  /** Empties it, and makes room for slots below `bound`. */
  clear(bound: number): void {
    if (this.#bits.length * 32 < bound) this.#bits = new Int32Array(Math.ceil(bound / 32));
    else this.#bits.fill(0);
  }

  /** Makes room for slots below `bound`. */
  grow(bound: number): void {
    if (this.#bits.length * 32 >= bound) return;
    const bits = new Int32Array(Math.ceil(bound / 32));
    bits.set(this.#bits);
    this.#bits = bits;
  }

  add(slot: number): void {
    this.#bits[slot >>> 5]! |= 1 << (slot & 31);
  }

  has(slot: number): boolean {
    return ((this.#bits[slot >>> 5]! >>> (slot & 31)) & 1) === 1;
  }

  /** Ascending. */
  slots(): Int32Array {
    let count = 0;
    for (const bits of this.#bits) for (let left = bits; left !== 0; left &= left - 1) count += 1;
    const slots = new Int32Array(count);
    let n = 0;
    for (let block = 0; n < count; block += 1)
      for (let left = this.#bits[block]!; left !== 0; left &= left - 1)
        slots[n++] = block * 32 + 31 - Math.clz32(left & -left);
    return slots;
  }
}
