import type { Reader, Store } from '../../platform/store/port.ts';
import type { Destination } from '../carts/model.ts';
import type { KeyedHash } from '../secrets.ts';
import type { Market } from '../shop/model.ts';
import type { ShopService } from '../shop/service.ts';
import { priceCart } from './breakdown.ts';
import {
  type Breakdown,
  type Discount,
  discounts,
  discountUses,
  type PricingLine,
  type ShippingOption,
} from './model.ts';

export interface PricingRequest {
  lines: readonly PricingLine[];
  market: Market;
  destination?: Destination | undefined;
  shippingRateId?: string | undefined;
  codes: readonly string[];
  customerGroups: readonly string[];
  /** The buyer, for limits per customer; unknown until checkout. */
  email?: string | undefined;
  now: number;
  locale: string;
}

/** Prices carts with the shop's discounts, taxes and shipping rates. */
export class PricingService {
  readonly #store: Store;
  readonly #shop: ShopService;
  readonly #hash: KeyedHash;
  #automatic: Discount[] | undefined;

  constructor(deps: { store: Store; shop: ShopService; hash: KeyedHash }) {
    this.#store = deps.store;
    this.#shop = deps.shop;
    this.#hash = deps.hash;
    this.#store.onCommit((changes) => {
      if (changes.some((change) => change.collection === discounts.name)) this.#automatic = undefined;
    });
  }

  /** Pass the transaction as `reader` where use counts must be exact. */
  async price(
    request: PricingRequest,
    reader: Reader = this.#store,
  ): Promise<Breakdown & { shippingOptions: ShippingOption[] }> {
    const candidates = [...(await this.#automaticDiscounts())];
    for (const code of new Set(request.codes.map((c) => c.trim().toUpperCase()))) {
      const [found] = await reader.find(discounts, { where: { code }, limit: 1 });
      if (found) candidates.push(found);
    }
    const usedByDiscount = new Map<string, number>();
    if (request.email !== undefined) {
      const customerKey = this.customerKey(request.email);
      for (const discount of candidates) {
        if (discount.usageLimitPerCustomer === undefined) continue;
        usedByDiscount.set(
          discount._id,
          await reader.count(discountUses, { discountId: discount._id, customerKey }),
        );
      }
    }
    return priceCart({
      lines: request.lines,
      shop: await this.#shop.get(),
      market: request.market,
      ...(request.destination && { destination: request.destination }),
      ...(request.shippingRateId !== undefined && { shippingRateId: request.shippingRateId }),
      discounts: candidates,
      codes: request.codes,
      customer: { groups: request.customerGroups, usedByDiscount },
      now: request.now,
      locale: request.locale,
    });
  }

  /** The same for all addresses of one mailbox, as far as its form tells: `ada+offer@…` is `ada@…`. */
  customerKey(email: string): string {
    return this.#hash(
      email
        .trim()
        .toLowerCase()
        .replace(/(?<=.)\+.*(?=@)/, ''),
    );
  }

  async #automaticDiscounts(): Promise<Discount[]> {
    if (!this.#automatic) {
      const active = await this.#store.find(discounts, { where: { active: true }, limit: 10_000 });
      this.#automatic = active.filter((d) => d.code === undefined);
    }
    return this.#automatic;
  }
}
