import type { Clock } from '../../platform/clock.ts';
import { defineGuard } from '../../platform/guard.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Reader, Store, Transaction } from '../../platform/store/port.ts';
import { merged, type Touch } from '../affiliates/credit.ts';
import { localized } from '../catalog/model.ts';
import type { CatalogService } from '../catalog/service.ts';
import { CommerceError } from '../errors.ts';
import { availableAt } from '../inventory/allocation.ts';
import { stockLevels } from '../inventory/model.ts';
import type { InventoryService } from '../inventory/service.ts';
import { type Once, once } from '../once/once.ts';
import type { Breakdown, ShippingOption } from '../pricing/model.ts';
import type { PricingService } from '../pricing/service.ts';
import type { Principal } from '../principals/model.ts';
import type { Quote } from '../quotes/model.ts';
import type { QuoteService } from '../quotes/service.ts';
import type { Session } from '../sessions/model.ts';
import type { SessionService } from '../sessions/service.ts';
import type { Market } from '../shop/model.ts';
import { type LineChange, type LineItem, pricingLines, quoteVariant, refreshLines } from './lines.ts';
import { type Cart, type CartLine, carts } from './model.ts';
import { applyChanges, type CartChanges, shortage, unitsByVariant } from './rules.ts';

const otherVariant = defineGuard('cart:quote_variant', 'The quote of one variant does not pay for another.');

export interface Caller {
  principal: Principal;
  session: Session;
  market: Market;
  locale: string;
  /** Kept 24 hours. */
  once?: Once;
}

export interface CartView {
  cart: Cart;
  items: LineItem[];
  lost: CartLine[];
  changes: LineChange[];
  breakdown: Breakdown;
  shippingOptions: ShippingOption[];
  /** Units available by variant, for warnings. */
  available: ReadonlyMap<string, number>;
}

export interface CartDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  catalog: CatalogService;
  inventory: InventoryService;
  pricing: PricingService;
  quotes: QuoteService;
  sessions: SessionService;
  /** The sessions of the person whose session it is, itself among them. */
  sessionsOf: (sessionId: string, reader?: Reader) => Promise<readonly string[]>;
  /** Milliseconds that a cart lives after its last change. */
  cartTtlMs: number;
}

/** One open cart a person and market: a session alone, or all that are linked with it. */
export class CartService {
  readonly #deps: CartDeps;
  constructor(deps: CartDeps) {
    this.#deps = deps;
  }

  async find(caller: Caller): Promise<Cart | undefined> {
    const { store, clock } = this.#deps;
    const open = await this.#open(store, caller);
    return theOne(
      open.filter(({ expiresAt }) => expiresAt > clock.now()),
      caller,
    );
  }

  async #open(reader: Reader, { session }: Caller): Promise<Cart[]> {
    const ids = await this.#deps.sessionsOf(session._id, reader);
    return reader.find(carts, { where: { sessionId: { in: [...ids] }, status: 'open' } });
  }

  /** The session's cart, brought up to date; an empty one that is not stored when there is none. */
  async get(caller: Caller): Promise<CartView> {
    const cart = await this.find(caller);
    if (!cart) return this.#view(this.#empty(caller), caller);
    const view = await this.#view(cart, caller);
    if (!view.items.some((item, index) => item.line !== cart.lines[index])) return view;
    return this.#keepFreshQuotes(view, caller);
  }

  /** All changes in one, or none. @throws CommerceError */
  async update(caller: Caller, changes: CartChanges): Promise<CartView> {
    const fresh = await Promise.all((changes.add ?? []).map((item) => this.#lineFor(item, caller)));
    const now = this.#deps.clock.now();
    const request = { principalId: caller.session._id, once: caller.once, request: changes };
    const cart = await once(this.#deps, request, async (tx) => {
      if (caller.session.market === caller.market.id)
        await this.#deps.sessions.ensureDurable(tx, caller.session);
      else await this.#deps.sessions.update(tx, caller.session, { market: caller.market.id });
      const current = await this.#openCart(tx, caller);
      if (changes.expectedVersion !== undefined && changes.expectedVersion !== (current?.version ?? 0)) {
        throw new CommerceError(
          'version_conflict',
          `The cart is at version ${current?.version ?? 0}, not ${changes.expectedVersion}. Read it with get_cart and decide again.`,
          { field: 'expected_version', details: { version: current?.version ?? 0 } },
        );
      }
      const base = current?.lines.length
        ? current
        : { ...(current ?? this.#empty(caller)), market: caller.market.id, currency: caller.market.currency };
      this.#refuseOtherMarket(base, caller);
      const next = withTouches(applyChanges(base, changes, fresh), [
        ...(changes.touches ?? []),
        ...touchOf(caller.session, now),
      ]);
      await this.#refuseShortage(tx, base, next, caller.locale);
      next.expiresAt = now + this.#deps.cartTtlMs;
      if (!current) {
        const { version, createdAt, updatedAt, ...document } = next;
        return tx.insert(carts, document);
      }
      return tx.replace(carts, next);
    });
    return this.#view(cart, caller);
  }

  async #openCart(tx: Transaction, caller: Caller): Promise<Cart | undefined> {
    const live: Cart[] = [];
    for (const cart of await this.#open(tx, caller)) {
      if (cart.expiresAt > this.#deps.clock.now()) live.push(cart);
      else await tx.replace(carts, { ...cart, status: 'abandoned' });
    }
    return theOne(live, caller);
  }

  #empty(caller: Caller): Cart {
    const now = this.#deps.clock.now();
    const { principal, session, market } = caller;
    return {
      _id: this.#deps.ids.next('cart'),
      version: 0,
      createdAt: now,
      updatedAt: now,
      sessionId: session._id,
      principalId: principal.id,
      ...(session.publisherId !== undefined && { publisherId: session.publisherId }),
      status: 'open',
      market: market.id,
      currency: market.currency,
      lines: [],
      codes: [],
      expiresAt: now + this.#deps.cartTtlMs,
    };
  }

  #refuseOtherMarket(cart: Cart, caller: Caller): void {
    if (cart.lines.length === 0 || cart.market === caller.market.id) return;
    throw new CommerceError(
      'conflict',
      `The cart holds ${cart.currency} prices of market ${cart.market}. Remove its lines before buying in market ${caller.market.id}, or pass market "${cart.market}".`,
      { field: 'market' },
    );
  }

  async #lineFor(item: NonNullable<CartChanges['add']>[number], caller: Caller): Promise<CartLine> {
    const { product, variant } = await this.#deps.catalog.getVariant(item.variantId);
    let quote: Quote | undefined;
    if (item.quoteId !== undefined) {
      const verdict = await this.#deps.quotes.verify(item.quoteId, {
        principal: caller.principal,
        market: caller.market.id,
        at: this.#deps.clock.now(),
      });
      if (!verdict.ok)
        throw new CommerceError('quote_invalid', verdict.message, {
          field: 'quote_id',
          details: { reason: verdict.reason },
        });
      if (otherVariant(verdict.quote.variantId !== variant.id)) {
        throw new CommerceError(
          'quote_invalid',
          `This quote is for variant ${verdict.quote.variantId}, not ${variant.id}. Pass the quote of the same variant, or none.`,
          { field: 'quote_id', details: { reason: 'other_variant' } },
        );
      }
      quote = verdict.quote;
    }
    quote ??= quoteVariant(this.#deps, product, variant, caller);
    return {
      lineId: this.#deps.ids.next('line'),
      productId: product._id,
      variantId: variant.id,
      quantity: item.quantity,
      quoteId: quote.id,
      unitPrice: quote.unitPrice,
      quoteExpiresAt: quote.expiresAt,
    };
  }

  /** Only lines that grow are checked, so that a cart whose goods sold out can still be made smaller. */
  async #refuseShortage(tx: Transaction, before: Cart, after: Cart, locale: string): Promise<void> {
    const unitsBefore = unitsByVariant(before.lines);
    for (const [variantId, units] of unitsByVariant(after.lines)) {
      if (units <= (unitsBefore.get(variantId) ?? 0)) continue;
      const levels = await tx.find(stockLevels, { where: { variantId } });
      const available = levels.reduce((sum, level) => sum + availableAt(level), 0);
      if (units <= available) continue;
      const found = await this.#deps.catalog.findVariant(variantId);
      throw shortage(found ? localized(found.product.title, locale) : variantId, variantId, available);
    }
  }

  async #view(cart: Cart, caller: Caller): Promise<CartView> {
    this.#refuseOtherMarket(cart, caller);
    const now = this.#deps.clock.now();
    const { items, lost, changes } = await refreshLines(this.#deps, cart.lines, caller, now);
    const available = new Map<string, number>();
    for (const [id, entry] of await this.#deps.inventory.availability(items.map((i) => i.variant.id))) {
      available.set(id, entry.available);
    }
    const { shippingOptions, ...breakdown } = await this.#deps.pricing.price({
      lines: await pricingLines(this.#deps.catalog, items),
      market: caller.market,
      destination: cart.destination,
      codes: cart.codes,
      customerGroups: caller.principal.customerGroups,
      now,
      locale: caller.locale,
    });
    return { cart, items, lost, changes, breakdown, shippingOptions, available };
  }

  /** A price shown is a price promised: the new quotes go into the cart before it is answered. */
  async #keepFreshQuotes(view: CartView, caller: Caller): Promise<CartView> {
    const byId = new Map(view.items.map((item) => [item.line.lineId, item.line]));
    const stored = await this.#deps.store.transaction(async (tx) => {
      const current = await tx.get(carts, view.cart._id);
      if (!current || current.version !== view.cart.version) return undefined;
      return tx.replace(carts, {
        ...current,
        lines: current.lines.map((line) => byId.get(line.lineId) ?? line),
      });
    });
    return stored ? { ...view, cart: stored } : this.get(caller);
  }
}

/** Of the carts of one person the one of this market, with something in it, of this session, or changed last. */
function theOne(open: readonly Cart[], { market, session }: Caller): Cart | undefined {
  const rank = (cart: Cart): number =>
    (cart.market === market.id && cart.lines.length > 0 ? 4 : 0) +
    (cart.lines.length > 0 ? 2 : 0) +
    (cart.sessionId === session._id ? 1 : 0);
  return open.toSorted((a, b) => rank(b) - rank(a) || b.updatedAt - a.updatedAt)[0];
}

/** The work of a publisher's session on a cart. */
export const touchOf = ({ publisherId }: Pick<Session, 'publisherId'>, at: number): Touch[] =>
  publisherId === undefined ? [] : [{ publisherId, firstAt: at, lastAt: at }];

/** Of touches at the same moment those that came with the goods are the first. */
export function withTouches(cart: Cart, touches: readonly Touch[]): Cart {
  const { createdAt, version } = cart;
  // Carts of before touches were noted have the publisher alone.
  const known = cart.touches ?? (version === 0 ? [] : touchOf(cart, createdAt));
  return touches.length === 0 ? cart : { ...cart, touches: merged(known, touches) };
}
