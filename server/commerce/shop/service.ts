import type { Store } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import { type Market, SHOP_ID, type Shop, shops } from './model.ts';

/** The shop's settings, held in memory and renewed when they are stored anew. */
export class ShopService {
  readonly #store: Store;
  #shop: Shop | undefined;

  constructor(store: Store) {
    this.#store = store;
    store.onCommit((changes) => {
      for (const change of changes) if (change.collection === shops.name) this.#shop = undefined;
    });
  }

  async get(): Promise<Shop> {
    const shop = await this.find();
    if (!shop)
      throw new Error('the shop has no settings yet: start the server once, or import a shop document');
    return shop;
  }

  /** Undefined in a database that is still empty. */
  async find(): Promise<Shop | undefined> {
    this.#shop ??= await this.#store.get(shops, SHOP_ID);
    return this.#shop;
  }

  async put(input: Omit<Shop, '_id' | 'version' | 'createdAt' | 'updatedAt'>): Promise<Shop> {
    return this.#store.transaction(async (tx) => {
      const current = await tx.get(shops, SHOP_ID);
      if (!current) return tx.insert(shops, { _id: SHOP_ID, ...input });
      const { _id, version, createdAt, updatedAt } = current;
      return tx.replace(shops, { _id, ...input, version, createdAt, updatedAt });
    });
  }

  /** @throws CommerceError when there is no such market */
  async market(id: string): Promise<Market> {
    const shop = await this.get();
    const market = shop.markets.find((m) => m.id === id);
    if (!market) {
      const known = shop.markets.map((m) => m.id).join(', ');
      throw new CommerceError('invalid_input', `There is no market "${id}"; use one of: ${known}.`, {
        field: 'market',
      });
    }
    return market;
  }
}
