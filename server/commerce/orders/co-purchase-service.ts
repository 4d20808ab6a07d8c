import type { Store } from '../../platform/store/port.ts';
import { type CoPurchase, CoPurchases } from './co-purchases.ts';
import { type Order, orders } from './model.ts';

/** Fewer orders say nothing, and might tell of a single customer. */
export const LEAST_ORDERS = 3;
/** The newest orders that count. */
const MOST_ORDERS = 50_000;
const PAGE = 200;

/**
 * Which products are bought together, held in memory and counted from the orders: all of them at the start, then each as
 * it is committed. What was canceled, returned or refunded in full does not count. Nothing of it is stored.
 */
export class CoPurchaseService {
  readonly #store: Store;
  readonly #counts = new CoPurchases(MOST_ORDERS);
  readonly #stopListening: () => void;
  /** Orders committed while all are read: what is read of them may be older. */
  #fresh: Set<string> | undefined;
  #building: Promise<void> | undefined;
  #closed = false;

  constructor({ store }: { store: Store }) {
    this.#store = store;
    this.#stopListening = store.onCommit((changes) => {
      for (const change of changes) {
        if (change.collection !== orders.name) continue;
        const { _id, document } = change;
        this.#fresh?.add(_id);
        this.#counts.put(_id, document ? productsOf(document as Order) : []);
      }
    });
  }

  /** Reads the newest orders, a page at a time. */
  build(): Promise<void> {
    this.#building ??= this.#read().finally(() => {
      this.#building = undefined;
      this.#fresh = undefined;
    });
    return this.#building;
  }

  /** What is bought together with a product in `LEAST_ORDERS` orders or more, the strongest first. */
  with(productId: string): CoPurchase[] {
    return this.#counts.with(productId, LEAST_ORDERS);
  }

  /** Before the store closes. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    await this.#building;
  }

  async #read(): Promise<void> {
    this.#fresh = new Set();
    const found: [id: string, products: string[]][] = [];
    let after: { value: number; _id: string } | undefined;
    while (!this.#closed && found.length < MOST_ORDERS) {
      const page: Order[] = await this.#store.find(orders, {
        sort: { field: 'createdAt', direction: 'desc' },
        limit: PAGE,
        ...(after && { after }),
      });
      for (const order of page) found.push([order._id, productsOf(order)]);
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      after = { value: last.createdAt, _id: last._id };
    }
    // The oldest first: they are the first to be forgotten.
    for (const [id, products] of found.reverse()) if (!this.#fresh.has(id)) this.#counts.put(id, products);
  }
}

/** What the customer kept. */
export function productsOf(order: Order): string[] {
  const { total } = order.breakdown;
  const refunded = total.amount > 0 && order.refunded.amount >= total.amount;
  if (order.status === 'canceled' || refunded) return [];
  const kept = order.lines.filter((line) => line.quantity > line.canceled + line.returned);
  return kept.map((line) => line.productId);
}
