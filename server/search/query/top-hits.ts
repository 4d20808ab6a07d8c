/** Where a product stands in the order: higher `key` first, then in stock, then by id. */
export interface Rank {
  readonly key: number;
  readonly inStock: number;
  readonly id: string;
}

/** Less than zero when `a` stands before `b`. */
export const compareRanks = (a: Rank, b: Rank): number =>
  b.key - a.key || b.inStock - a.inStock || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Product ids by slot. */
export interface Ids {
  idOf(slot: number): string;
  compareIds(a: number, b: number): number;
}

/** Keeps the first `limit` of all that is offered: a heap with the last of them on top. */
export class TopHits {
  readonly #limit: number;
  readonly #ids: Ids;
  readonly #keys: number[] = [];
  readonly #stock: number[] = [];
  readonly #slots: number[] = [];

  constructor(limit: number, ids: Ids) {
    this.#limit = limit;
    this.#ids = ids;
  }

  /** What has a lower key is offered in vain. */
  get least(): number {
    return this.#slots.length < this.#limit ? Number.NEGATIVE_INFINITY : this.#keys[0]!;
  }

  offer(slot: number, key: number, inStock: number): void {
    const size = this.#slots.length;
    if (size < this.#limit) {
      this.#set(size, slot, key, inStock);
      this.#up(size);
    } else if (key >= this.#keys[0]! && this.#before(slot, key, inStock, 0)) {
      this.#set(0, slot, key, inStock);
      this.#down();
    }
  }

  /** In order; empties the heap. */
  take(): { slot: number; key: number; inStock: number }[] {
    const hits = this.#slots.map((slot, i) => ({
      slot,
      rank: { key: this.#keys[i]!, inStock: this.#stock[i]!, id: this.#ids.idOf(slot) },
    }));
    hits.sort((a, b) => compareRanks(a.rank, b.rank));
    return hits.map(({ slot, rank }) => ({ slot, key: rank.key, inStock: rank.inStock }));
  }

  #before(slot: number, key: number, inStock: number, at: number): boolean {
    if (key !== this.#keys[at]) return key > this.#keys[at]!;
    if (inStock !== this.#stock[at]) return inStock > this.#stock[at]!;
    return this.#ids.compareIds(slot, this.#slots[at]!) < 0;
  }

  #set(at: number, slot: number, key: number, inStock: number): void {
    this.#slots[at] = slot;
    this.#keys[at] = key;
    this.#stock[at] = inStock;
  }

  #up(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#before(this.#slots[parent]!, this.#keys[parent]!, this.#stock[parent]!, at)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #down(): void {
    const size = this.#slots.length;
    for (let at = 0; ; ) {
      let last = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < size && this.#before(this.#slots[last]!, this.#keys[last]!, this.#stock[last]!, child))
          last = child;
      }
      if (last === at) return;
      this.#swap(at, last);
      at = last;
    }
  }

  #swap(a: number, b: number): void {
    const slot = this.#slots[a]!;
    const key = this.#keys[a]!;
    const stock = this.#stock[a]!;
    this.#set(a, this.#slots[b]!, this.#keys[b]!, this.#stock[b]!);
    this.#set(b, slot, key, stock);
  }
}
