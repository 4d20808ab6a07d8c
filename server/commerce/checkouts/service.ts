import type { Clock } from '../../platform/clock.ts';
import { defineGuard } from '../../platform/guard.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { Touch } from '../affiliates/credit.ts';
import { carts } from '../carts/model.ts';
import { normalCode } from '../carts/rules.ts';
import { type Caller, type CartService, touchOf, withTouches } from '../carts/service.ts';
import { CommerceError } from '../errors.ts';
import { anonymous, type Principal } from '../principals/model.ts';
import type { Session } from '../sessions/model.ts';
import type { SessionService } from '../sessions/service.ts';
import type { ShopService } from '../shop/service.ts';
import { type EvaluateDeps, type Evaluation, evaluateCheckout } from './evaluate.ts';
import { type Address, type Buyer, type Checkout, checkouts } from './model.ts';
import type { PageLinks } from './page-link.ts';

const foreign = defineGuard('checkout:session', 'Nobody sees or pays the checkout of another session.');

export interface CheckoutChanges {
  buyer?: Buyer | undefined;
  shippingAddress?: Address | undefined;
  shippingOptionId?: string | undefined;
  /** Replaces the codes. */
  codes?: string[] | undefined;
}

export interface CheckoutView {
  checkout: Checkout;
  evaluation: Evaluation;
  continueUrl: string;
}

export interface CheckoutDeps extends EvaluateDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  shop: ShopService;
  carts: CartService;
  sessions: SessionService;
  links: PageLinks;
  /** Milliseconds that a checkout lives. */
  checkoutTtlMs: number;
}

export class CheckoutService {
  readonly #deps: CheckoutDeps;
  constructor(deps: CheckoutDeps) {
    this.#deps = deps;
  }

  /** Of the session's cart as it is now. A checkout of this cart that is still open is brought up to date instead. */
  async create(caller: Caller, changes: CheckoutChanges): Promise<CheckoutView> {
    const { store, clock, ids, carts, sessions, checkoutTtlMs } = this.#deps;
    const { cart, items, lost } = await carts.get(caller);
    if (items.length + lost.length === 0) {
      throw new CommerceError('cart_empty', 'The cart is empty. Add something with update_cart first.');
    }
    const lines = [...items.map((item) => item.line), ...lost];
    const checkout = await store.transaction(async (tx) => {
      await sessions.ensureDurable(tx, caller.session);
      // Canceled ones, of which there may be any number, are left out.
      const known = await tx.find(checkouts, {
        where: { cartId: cart._id, state: { in: ['active', 'completing', 'needs_buyer'] } },
        limit: 10_000,
      });
      const busy = known.find((c) => c.state === 'completing' || c.state === 'needs_buyer');
      if (busy) throw inProgress(busy);
      const open = known.find(
        (c) => c.state === 'active' && c.expiresAt > clock.now() && c.sessionId === caller.session._id,
      );
      // Of another conversation of this person: contact and address that were told there stay there.
      for (const other of known.filter((c) => c.sessionId !== caller.session._id))
        await tx.replace(checkouts, { ...other, state: 'canceled' });
      const expiresAt = clock.now() + checkoutTtlMs;
      await noteTouch(tx, cart._id, touchOf(caller.session, clock.now()));
      const terms = {
        lines,
        market: caller.market.id,
        currency: caller.market.currency,
        locale: caller.locale,
        expiresAt,
      };
      if (open)
        return tx.replace(checkouts, withChanges({ ...open, ...terms }, { codes: cart.codes, ...changes }));
      const fresh = withChanges(
        {
          cartId: cart._id,
          sessionId: caller.session._id,
          principalKind: caller.principal.kind,
          principalId: caller.principal.id,
          customerGroups: [...caller.principal.customerGroups],
          ...(caller.session.publisherId !== undefined && { publisherId: caller.session.publisherId }),
          state: 'active' as const,
          ...terms,
          codes: cart.codes,
          contactFromPage: false,
          fulfillment: [],
          pageNonce: 0,
        },
        changes,
      );
      return tx.insert(checkouts, { _id: ids.next('chk'), ...fresh });
    });
    return this.view(checkout, caller.principal);
  }

  /** @throws CommerceError `not_found` when it is unknown or another session's */
  async get(caller: Caller, id: string): Promise<CheckoutView> {
    return this.view(await this.owned(caller.session, id), caller.principal);
  }

  async update(caller: Caller, id: string, changes: CheckoutChanges): Promise<CheckoutView> {
    await this.owned(caller.session, id);
    return this.change(id, changes, caller.principal);
  }

  /**
   * Changes a checkout whose caller is already known to own it.
   * @param holder the browser of the hosted page in which it was typed
   */
  async change(
    id: string,
    changes: CheckoutChanges,
    principal: Principal,
    holder?: string,
  ): Promise<CheckoutView> {
    const { store, clock } = this.#deps;
    const checkout = await store.transaction(async (tx) => {
      const current = await tx.get(checkouts, id);
      if (!current) throw unknownCheckout(id);
      requireOpen(current, clock.now());
      const next = withChanges(current, changes);
      return tx.replace(checkouts, holder === undefined ? next : typedBy(holder, next, changes));
    });
    return this.view(checkout, principal);
  }

  /** Brings quotes up to date (and keeps the new ones: a price shown is a price promised). */
  async view(checkout: Checkout, principal: Principal): Promise<CheckoutView> {
    const { clock, shop, store, links } = this.#deps;
    const market = await shop.market(checkout.market);
    const evaluation = await evaluateCheckout(
      this.#deps,
      checkout,
      await shop.get(),
      { principal, market, locale: checkout.locale },
      clock.now(),
    );
    let current = checkout;
    if (
      checkout.state === 'active' &&
      (evaluation.linesChanged || evaluation.market.id !== checkout.market)
    ) {
      const kept = await store.transaction(async (tx) => {
        const stored = await tx.get(checkouts, checkout._id);
        if (stored?.version !== checkout.version) return undefined;
        const { id, currency } = evaluation.market;
        return tx.replace(checkouts, { ...stored, lines: evaluation.lines, market: id, currency });
      });
      if (!kept) return this.view((await store.get(checkouts, checkout._id))!, principal);
      current = kept;
    }
    return { checkout: current, evaluation, continueUrl: links.url(current) };
  }

  /** The session's checkouts that are open, the last changed first. */
  async openOfSession(session: Session): Promise<Checkout[]> {
    const { store, clock } = this.#deps;
    const found = await store.find(checkouts, { where: { sessionId: session._id }, limit: 100 });
    return found
      .filter(({ state, expiresAt }) => state === 'active' && expiresAt > clock.now())
      .sort((a, b) => b.updatedAt - a.updatedAt);
  }

  async owned(session: Session, id: string): Promise<Checkout> {
    const checkout = await this.#deps.store.get(checkouts, id);
    if (!checkout || foreign(checkout.sessionId !== session._id)) throw unknownCheckout(id);
    return checkout;
  }

  /** For the hosted page, which was opened by its own secret. */
  async byId(id: string): Promise<Checkout> {
    const checkout = await this.#deps.store.get(checkouts, id);
    if (!checkout) throw unknownCheckout(id);
    return checkout;
  }

  /** The principal whose terms a checkout keeps when the buyer alone is at the page. */
  principalOf(checkout: Checkout, address: string | undefined): Principal {
    const { principalKind: kind, principalId: id, customerGroups } = checkout;
    return { ...anonymous(address), kind, id, customerGroups };
  }

  /** Ends an open checkout; canceling twice is harmless. Payments in progress are the payment service's business. */
  async close(id: string): Promise<Checkout> {
    return this.#deps.store.transaction(async (tx) => {
      const checkout = await tx.get(checkouts, id);
      if (!checkout) throw unknownCheckout(id);
      if (checkout.state === 'canceled') return checkout;
      if (checkout.state === 'completed') {
        throw new CommerceError('checkout_closed', 'This checkout is completed; cancel the order instead.', {
          details: { order_id: checkout.orderId },
        });
      }
      if (checkout.state !== 'active') throw inProgress(checkout);
      return tx.replace(checkouts, { ...checkout, state: 'canceled' });
    });
  }
}

/** Leading a buyer to the checkout is work on the cart, too. */
async function noteTouch(tx: Transaction, cartId: string, touches: readonly Touch[]): Promise<void> {
  const cart = touches.length > 0 ? await tx.get(carts, cartId) : undefined;
  if (cart) await tx.replace(carts, withTouches(cart, touches));
}

export const unknownCheckout = (id: string): CommerceError =>
  new CommerceError(
    'not_found',
    `There is no checkout "${id}" in this session. Start one with create_checkout.`,
    { field: 'checkout_id' },
  );

export function inProgress(checkout: Checkout): CommerceError {
  return checkout.state === 'needs_buyer'
    ? new CommerceError(
        'in_progress',
        'A payment waits for the buyer at continue_url (see get_checkout). Let the buyer finish it, or cancel_checkout.',
        { details: { checkout_id: checkout._id } },
      )
    : new CommerceError(
        'in_progress',
        'A payment for this checkout is being made. Ask get_checkout in some seconds.',
        { details: { checkout_id: checkout._id } },
      );
}

/** @throws CommerceError when nothing may be changed any more */
export function requireOpen(checkout: Checkout, now: number): void {
  if (checkout.state === 'completed') {
    throw new CommerceError('checkout_closed', `This checkout is completed as order ${checkout.orderId}.`, {
      details: { order_id: checkout.orderId },
    });
  }
  if (checkout.state === 'canceled')
    throw new CommerceError(
      'checkout_closed',
      'This checkout was canceled. Start another with create_checkout.',
    );
  if (checkout.state !== 'active') throw inProgress(checkout);
  if (checkout.expiresAt <= now)
    throw new CommerceError(
      'checkout_closed',
      'This checkout has expired. Start another with create_checkout.',
    );
}

/** Contact and address belong to the browser that typed them: what another one typed before goes, unseen. */
function typedBy(holder: string, checkout: Checkout, changes: CheckoutChanges): Checkout {
  if (!changes.buyer && !changes.shippingAddress) return checkout;
  const next = { ...checkout, contactFromPage: true, contactHolder: holder };
  if (mayReadContact(checkout, holder)) return next;
  if (!changes.buyer) delete next.buyer;
  if (!changes.shippingAddress) delete next.shippingAddress;
  return next;
}

/** Whether the browser of the hosted page may see buyer and address: what an agent passed, and what was typed in it. */
export const mayReadContact = (
  { contactFromPage, contactHolder }: Pick<Checkout, 'contactFromPage' | 'contactHolder'>,
  holder: string,
): boolean => !contactFromPage || contactHolder === holder;

function withChanges<T extends Pick<Checkout, 'lines' | 'codes' | 'fulfillment'>>(
  checkout: T,
  changes: CheckoutChanges,
): T {
  const selected = changes.shippingOptionId ?? checkout.fulfillment[0]?.selectedOptionId;
  return {
    ...checkout,
    ...(changes.buyer && { buyer: changes.buyer }),
    ...(changes.shippingAddress && { shippingAddress: changes.shippingAddress }),
    ...(changes.codes && { codes: [...new Set(changes.codes.map(normalCode))] }),
    fulfillment: [
      {
        id: 'group_1',
        lineIds: checkout.lines.map((line) => line.lineId),
        ...(selected !== undefined && { selectedOptionId: selected }),
      },
    ],
  };
}
