import { ProductInput } from '../../commerce/catalog/product-input.ts';
import { SHOP_ID, type Shop } from '../../commerce/shop/model.ts';
import type { ShopService } from '../../commerce/shop/service.ts';
import { starterShop } from '../../commerce/shop/starter.ts';
import type { PreparedFeed } from './prepare.ts';
import type { ImportReport } from './report.ts';
import type { ShopSettings } from './shop-settings.ts';

/** The settings of the shop that is imported into: those that it has, takes from the file, or is given. */
export class ShopOfImport {
  became: ImportReport['shopSettings'] = 'kept';
  readonly #shop: ShopService;
  readonly #feed: PreparedFeed;
  readonly #dryRun: boolean;
  #given: Shop | undefined;
  #known = false;

  constructor(shop: ShopService, feed: PreparedFeed, dryRun: boolean) {
    this.#shop = shop;
    this.#feed = feed;
    this.#dryRun = dryRun;
  }

  /** What it has, or would be given. */
  async settings(): Promise<Shop> {
    const own = await this.#shop.find();
    if (own) return own;
    this.#given ??= unstored(this.#starter());
    return this.#given;
  }

  /** Before the first thing is written that needs settings. */
  async make(): Promise<void> {
    if (this.#known) return;
    this.#known = true;
    if (await this.#shop.find()) return;
    const { _id, version, createdAt, updatedAt, ...settings } = await this.settings();
    if (!this.#dryRun) await this.#shop.put(settings);
    this.became = 'made';
  }

  /** @returns whether the shop takes settings from the file: it does when it has none */
  async take(settings: ShopSettings): Promise<boolean> {
    if (this.#known || (await this.#shop.find())) return false;
    this.#known = true;
    this.#given = unstored(settings);
    if (!this.#dryRun) await this.#shop.put(settings);
    this.became = 'imported';
    return true;
  }

  /** A product needs a market: what the file speaks of. */
  #starter(): ShopSettings {
    const { mapping, currency, head } = this.#feed;
    const example = head.find(({ value }) => Array.isArray(value?.variants));
    const first = mapping ? undefined : ProductInput.safeParse(example?.value).data?.variants[0];
    const [price, stock] = [first?.prices[0], first?.stock?.[0]];
    return starterShop({
      currency: mapping?.defaults.currency ?? currency ?? price?.currency,
      market: mapping?.defaults.market ?? price?.market,
      location: mapping?.defaults.location ?? stock?.location,
    });
  }
}

const unstored = (settings: ShopSettings): Shop => ({
  ...settings,
  _id: SHOP_ID,
  version: 0,
  createdAt: 0,
  updatedAt: 0,
});
