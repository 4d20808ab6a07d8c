import type { Clock } from '../../platform/clock.ts';
import { defineGuard } from '../../platform/guard.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import { ConflictError, DuplicateKeyError, type Store } from '../../platform/store/port.ts';
import { lineTitle } from '../carts/lines.ts';
import { carts } from '../carts/model.ts';
import { unitsByVariant } from '../carts/rules.ts';
import type { CatalogService } from '../catalog/service.ts';
import { checkouts, idempotencyRecords } from '../checkouts/model.ts';
import { type CheckoutService, requireOpen, unknownCheckout } from '../checkouts/service.ts';
import { CommerceError } from '../errors.ts';
import { takeHold } from '../inventory/holds.ts';
import { orderLines } from '../orders/create.ts';
import type { PricingService } from '../pricing/service.ts';
import type { Principal } from '../principals/model.ts';
import type { KeyedHash } from '../secrets.ts';
import type { ShopService } from '../shop/service.ts';
import { type Confirmation, confirm } from './confirm.ts';
import { takeDiscountUses } from './discount-use.ts';
import { paymentAttempts } from './model.ts';
import type { ChargeRequest, PaymentProvider } from './port.ts';

export interface CompleteRequest extends Confirmation {
  checkoutId: string;
  /** Scope of the idempotency key: the credential and, for anonymous callers, the session. */
  keyOwner: string;
  idempotencyKey: string;
  /** The provider's token for card or wallet. */
  token: string;
  principal: Principal;
}

export interface BeginDeps {
  store: Store;
  clock: Clock;
  jobs: Jobs;
  shop: ShopService;
  catalog: CatalogService;
  pricing: PricingService;
  checkouts: CheckoutService;
  provider: PaymentProvider;
  /** Keyed hash for network addresses. */
  addressHash: KeyedHash;
  /** Milliseconds that a hold waits for the buyer. */
  holdTtlMs: number;
  /** Milliseconds to wait for the provider's answer. */
  providerTimeoutMs: number;
}

const incomplete = defineGuard(
  'payment:complete',
  'Nothing is charged while goods, address or delivery are in doubt.',
);

const IDEMPOTENCY_TTL_MS = 48 * 3_600_000;

/**
 * Commits to a payment before the provider hears of it: hold on stock, discount uses, attempt, idempotency record,
 * checkout, what the provider keeps, and the job that looks later, in one transaction.
 * @throws CommerceError when nothing was begun
 */
export async function beginPayment(
  deps: BeginDeps,
  request: CompleteRequest,
  charge: ChargeRequest,
  { recordId, requestHash }: { recordId: string; requestHash: string },
): Promise<void> {
  const { store, clock, shop: shopService, catalog, pricing, jobs, provider, holdTtlMs } = deps;
  const { attemptId } = charge;
  const now = clock.now();
  const stored = await store.get(checkouts, request.checkoutId);
  if (!stored) throw unknownCheckout(request.checkoutId);
  requireOpen(stored, now);
  const { checkout, evaluation } = await deps.checkouts.view(stored, request.principal);
  const errors = evaluation.messages.filter((m) => m.level === 'error');
  if (incomplete(errors.length > 0)) {
    throw new CommerceError('checkout_incomplete', errors.map((m) => m.text).join(' '), {
      details: { missing: errors.map((m) => m.path ?? m.code) },
    });
  }
  const { breakdown, items, shippingOptions, selectedOptionId } = evaluation;
  confirm(request, checkout, evaluation);
  const option = shippingOptions.find((o) => o.id === selectedOptionId);
  const lines = await orderLines(catalog, checkout, breakdown);
  const shop = await shopService.get();
  const customerKey = pricing.customerKey(checkout.buyer!.email);
  try {
    await store.transaction(async (tx) => {
      const current = await tx.get(checkouts, checkout._id);
      if (!current || current.version !== checkout.version)
        throw new ConflictError('checkouts', checkout._id);
      const cart = await tx.get(carts, checkout.cartId);
      if (cart?.status === 'ordered')
        throw new CommerceError('cart_closed', 'This cart has been ordered already. Look at get_order.');
      await takeDiscountUses(tx, breakdown.applied, attemptId, customerKey);
      await takeHold(tx, shop, {
        attemptId,
        checkoutId: checkout._id,
        principalId: checkout.principalId,
        sessionId: checkout.sessionId,
        ...(request.principal.address !== undefined && {
          addressKey: deps.addressHash(request.principal.address),
        }),
        ...(checkout.shippingAddress && { country: checkout.shippingAddress.country }),
        units: unitsByVariant(checkout.lines),
        expiresAt: now + holdTtlMs,
        titleOf: (id) => {
          const item = items.find((i) => i.variant.id === id);
          return item ? lineTitle(item, checkout.locale) : id;
        },
      });
      await tx.insert(idempotencyRecords, {
        _id: recordId,
        requestHash,
        checkoutId: checkout._id,
        attemptId,
        expiresAt: now + IDEMPOTENCY_TTL_MS,
      });
      await tx.replace(checkouts, {
        ...current,
        state: 'completing',
        agreed: {
          attemptId,
          breakdown: withoutOptions(breakdown),
          lines,
          ...(option && {
            shipping: { title: option.title, earliest: option.earliest, latest: option.latest },
          }),
        },
      });
      await jobs.enqueue(tx, {
        kind: 'payment.settle',
        key: attemptId,
        payload: { attemptId },
        runAt: now + 3 * deps.providerTimeoutMs,
        maxAttempts: 30,
      });
      await tx.insert(paymentAttempts, {
        _id: attemptId,
        checkoutId: checkout._id,
        provider: provider.name,
        amount: breakdown.total,
        status: 'started',
        startedAt: now,
      });
      await provider.prepare?.(tx, charge);
    });
  } catch (error) {
    if (error instanceof DuplicateKeyError || error instanceof ConflictError) {
      throw new CommerceError(
        'in_progress',
        'This checkout was changed at the same moment. Read get_checkout and confirm again.',
      );
    }
    throw error;
  }
}

function withoutOptions<T extends object>(breakdown: T): Omit<T, 'shippingOptions'> {
  const { shippingOptions: _options, ...rest } = breakdown as T & { shippingOptions?: unknown };
  return rest as Omit<T, 'shippingOptions'>;
}
