import { LRUCache } from 'lru-cache';
import type { Store } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import type { ShopService } from '../shop/service.ts';
import { availableAt } from './allocation.ts';
import { type Availability, type StockLevel, stockLevels } from './model.ts';
import { adjustStock, type StockAdjustment, type StockSetting, setStock } from './write.ts';

const CACHED_VARIANTS = 100_000;

export class InventoryService {
  readonly #store: Store;
  readonly #shop: ShopService;
  readonly #cache = new LRUCache<string, Availability>({ max: CACHED_VARIANTS });
  /** Counts commits to stock, so that a read that a commit overtook is not kept. */
  #epoch = 0;

  constructor(deps: { store: Store; shop: ShopService }) {
    this.#store = deps.store;
    this.#shop = deps.shop;
    this.#store.onCommit((changes) => {
      for (const change of changes) {
        if (change.collection !== stockLevels.name) continue;
        const at = change._id.lastIndexOf('@');
        this.#cache.delete(change._id.slice(0, at));
        this.#epoch += 1;
      }
    });
  }

  /** What can be bought now: on hand less held. Variants without any stock level are answered with 0. */
  async availability(variantIds: readonly string[]): Promise<Map<string, Availability>> {
    const result = new Map<string, Availability>();
    const missing: string[] = [];
    for (const id of variantIds) {
      const cached = this.#cache.get(id);
      if (cached) result.set(id, cached);
      else missing.push(id);
    }
    for (let start = 0; start < missing.length; start += 500) {
      const part = missing.slice(start, start + 500);
      const epoch = this.#epoch;
      const levels = await this.#store.find(stockLevels, {
        where: { variantId: { in: part } },
        limit: 10_000,
      });
      const byVariant = Map.groupBy(levels, (level) => level.variantId);
      for (const id of part) {
        const own = byVariant.get(id) ?? [];
        const entry: Availability = {
          variantId: id,
          available: own.reduce((sum, level) => sum + availableAt(level), 0),
          byLocation: own.map((level) => ({ locationId: level.locationId, available: availableAt(level) })),
        };
        if (epoch === this.#epoch) this.#cache.set(id, entry);
        result.set(id, entry);
      }
    }
    return result;
  }

  async available(variantId: string): Promise<number> {
    return (await this.availability([variantId])).get(variantId)?.available ?? 0;
  }

  async levels(variantId: string): Promise<StockLevel[]> {
    return this.#store.find(stockLevels, { where: { variantId } });
  }

  /** @throws CommerceError `stale_update`, `invalid_input` */
  async set(setting: StockSetting): Promise<StockLevel> {
    await this.checkLocation(setting.locationId);
    return this.#store.transaction((tx) => setStock(tx, setting));
  }

  /** Adds to what is on hand, or takes away. @throws CommerceError `stale_update`, `conflict`, `invalid_input` */
  async adjust(change: StockAdjustment): Promise<StockLevel> {
    await this.checkLocation(change.locationId);
    return this.#store.transaction((tx) => adjustStock(tx, change));
  }

  /** @throws CommerceError `invalid_input` for a location that the shop does not have */
  async checkLocation(id: string): Promise<void> {
    const shop = await this.#shop.get();
    if (!shop.locations.some((l) => l.id === id)) {
      const known = shop.locations.map((l) => l.id).join(', ');
      throw new CommerceError('invalid_input', `There is no location "${id}"; use one of: ${known}.`, {
        field: 'location',
      });
    }
  }
}
