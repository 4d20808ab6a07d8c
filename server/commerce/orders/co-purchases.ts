/** Two products bought together. */
export interface CoPurchase {
  readonly productId: string;
  /** Orders that have both. */
  readonly orders: number;
}

/** Of so many products an order says nothing of each pair. */
const LARGEST_BASKET = 25;

/**
 * Counts which products are ordered together. It knows of an order nothing but its id and its products. All but asking
 * takes microseconds.
 */
export class CoPurchases {
  readonly #most: number;
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** Product -> orders that have it with any other. */
  readonly #orders: number[] = [];
  /** Product -> product -> orders that have both. */
  readonly #pairs: Map<number, number>[] = [];
  /** Order -> its products, the order that is forgotten next first. */
  readonly #baskets = new Map<string, Uint32Array>();

  /** @param most orders that are kept; beyond it those put first are forgotten */
  constructor(most = 50_000) {
    this.#most = most;
  }

  /** Orders that count. */
  get size(): number {
    return this.#baskets.size;
  }

  /** Takes an order in, in place of what was known of it. Fewer than two products: it no longer counts. */
  put(orderId: string, productIds: readonly string[]): void {
    const distinct = [...new Set(productIds)];
    const counts = distinct.length > 1 && distinct.length <= LARGEST_BASKET;
    const before = this.#baskets.get(orderId);
    if (before) {
      this.#count(before, -1);
      if (!counts) this.#baskets.delete(orderId);
    }
    if (!counts) return;
    const basket = Uint32Array.from(distinct, (id) => this.#numberOf(id));
    this.#baskets.set(orderId, basket);
    this.#count(basket, 1);
    if (this.#baskets.size > this.#most) {
      const [oldest] = this.#baskets;
      this.#count(oldest![1], -1);
      this.#baskets.delete(oldest![0]);
    }
  }

  /**
   * What is bought together with a product in `least` orders or more: first what is so more often than its own and the
   * product's popularity would make it (cosine).
   */
  with(productId: string, least: number): CoPurchase[] {
    const number = this.#numbers.get(productId);
    if (number === undefined) return [];
    return [...this.#pairs[number]!]
      .filter(([, orders]) => orders >= least)
      .map(([other, orders]) => ({
        productId: this.#names[other]!,
        orders,
        strength: orders / Math.sqrt(this.#orders[other]!),
      }))
      .sort((a, b) => b.strength - a.strength || b.orders - a.orders || (a.productId < b.productId ? -1 : 1))
      .map(({ productId: other, orders }) => ({ productId: other, orders }));
  }

  #count(basket: Uint32Array, by: 1 | -1): void {
    for (const product of basket) {
      this.#orders[product]! += by;
      const pairs = this.#pairs[product]!;
      for (const other of basket) {
        if (other === product) continue;
        const orders = (pairs.get(other) ?? 0) + by;
        if (orders === 0) pairs.delete(other);
        else pairs.set(other, orders);
      }
    }
  }

  #numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.#names.push(id) - 1;
    this.#numbers.set(id, number);
    this.#orders.push(0);
    this.#pairs.push(new Map());
    return number;
  }
}
