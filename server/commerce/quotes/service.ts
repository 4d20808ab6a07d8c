import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../platform/clock.ts';
import { defineGuard } from '../../platform/guard.ts';
import type { Reader, Store } from '../../platform/store/port.ts';
import { type PriceRow, prices } from '../catalog/model.ts';
import { money } from '../money.ts';
import type { Principal } from '../principals/model.ts';
import { ReadCache } from '../read-cache.ts';
import type { KeyRing } from './key-ring.ts';
import type { QuotablePrice, Quote } from './model.ts';
import {
  formatQuoteId,
  MAC_LENGTH,
  MAX_LIFETIME_MINUTES,
  parseQuoteId,
  type QuoteIdParts,
} from './quote-id.ts';
import { type QuoteRefusal, refusalMessage } from './reasons.ts';

const forged = defineGuard(
  'quote:forged',
  'Nobody pays a price that this shop did not quote, or quoted to somebody else.',
);
const revoked = defineGuard('quote:revoked', 'A price that the merchant withdrew is not paid.');
const otherMarket = defineGuard('quote:other_market', 'A price of one market is not paid in another.');
const expired = defineGuard('quote:expired', 'An old price is not paid.');
const otherGroup = defineGuard(
  'quote:customer_group',
  'The price of a customer group is quoted to nobody else.',
);

export const PROOF_TYPE = 'shopwright-quote+jwt';

const MINUTE = 60_000;
const CACHED_QUOTES = 20_000;
const CACHED_ROWS = 20_000;

export interface QuoteContext {
  principal: Pick<Principal, 'kind' | 'id'>;
  /** The market of the cart. Absent: the quote is only looked at, whatever its market. */
  market?: string | undefined;
  /** The moment that counts, milliseconds UTC: when the payment began, or now when absent. */
  at?: number | undefined;
  /** A transaction, to see the price row as it stands there rather than as last read. */
  reader?: Reader | undefined;
}

export type Verdict =
  | { readonly ok: true; readonly quote: Quote }
  | {
      readonly ok: false;
      readonly reason: QuoteRefusal;
      /** What is wrong and how to mend it. */
      readonly message: string;
      /** Present when the quote is genuine and the caller's to see. */
      readonly quote?: Quote;
    };

interface Issued {
  /** For whom, when it is not anybody's. */
  binding: string;
  proof?: string;
}

/** Makes quotes, their proofs, and says whether a quote holds. Issuing writes nothing: the id says all there is to know. */
export class QuoteService {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #keys: KeyRing;
  readonly #issuer: () => string;
  readonly #lifetimeMinutes: number;
  readonly #quotes = new LRUCache<string, Quote>({ max: CACHED_QUOTES });
  readonly #rows = new ReadCache<PriceRow>(CACHED_ROWS);
  /** Only objects made here can be signed, so a quote altered on its way never gets a proof. */
  readonly #issued = new WeakMap<Quote, Issued>();
  readonly #stop: () => void;

  /**
   * @param deps `issuer`: the shop's public URL, `iss` of proofs; `lifetimeMs`: whole minutes, rounded up (default 15 minutes)
   */
  constructor(deps: {
    store: Store;
    clock: Clock;
    keys: KeyRing;
    issuer: string | (() => string);
    lifetimeMs?: number;
  }) {
    const { issuer } = deps;
    this.#store = deps.store;
    this.#clock = deps.clock;
    this.#keys = deps.keys;
    this.#issuer = typeof issuer === 'string' ? () => issuer : issuer;
    this.#lifetimeMinutes = Math.ceil((deps.lifetimeMs ?? 15 * MINUTE) / MINUTE);
    if (!(this.#lifetimeMinutes >= 1 && this.#lifetimeMinutes <= MAX_LIFETIME_MINUTES)) {
      throw new RangeError(`a quote cannot live ${deps.lifetimeMs} ms`);
    }
    this.#stop = deps.store.onCommit((changes) => {
      for (const change of changes) if (change.collection === prices.name) this.#rows.invalidate(change._id);
    });
  }

  close(): void {
    this.#stop();
  }

  /**
   * The same object for the same price, minute and, for a group's price, principal. Its life counts from the start of the
   * minute, so that all who ask within it share one proof.
   * @param price must be the newest row's: a quote that differs from its row is refused later as forged
   * @throws TypeError when the price belongs to a customer group that the principal is not in
   */
  issue(price: QuotablePrice, principal: Pick<Principal, 'kind' | 'id' | 'customerGroups'>): Quote {
    const { customerGroup: group } = price;
    if (otherGroup(group !== undefined && !principal.customerGroups.includes(group))) {
      throw new TypeError(`${price.priceId} is for another customer group`);
    }
    const minute = Math.floor(this.#clock.now() / MINUTE);
    const binding = bindingOf(price, principal);
    const key = cacheKey(price.priceId, minute, price.taxIncluded, binding);
    const known = this.#quotes.get(key);
    if (known) return known;
    const { id: keyId, mac: secret } = this.#keys.current();
    const terms = {
      priceId: price.priceId,
      minute,
      lifetimeMinutes: this.#lifetimeMinutes,
      taxIncluded: price.taxIncluded,
      keyId,
    };
    const quote = this.#make(price, { ...terms, mac: macOf(secret, terms, price, binding) }, binding);
    this.#quotes.set(key, quote);
    return quote;
  }

  /**
   * The signed proof of a quote that this service issued or verified: a compact JWS, `typ` `shopwright-quote+jwt`, that anyone
   * can check with `shopwright/proof`.
   * @throws TypeError for any other object, also a copy: `verify` its id first
   */
  proof(quote: Quote): string {
    const issued = this.#issued.get(quote);
    if (!issued) throw new TypeError('only a quote from issue() or verify() can be proven');
    issued.proof ??= this.#keys.sign(PROOF_TYPE, {
      iss: this.#issuer(),
      iat: quote.issuedAt / 1000,
      exp: quote.expiresAt / 1000,
      jti: quote.id,
      quote: {
        productId: quote.productId,
        variantId: quote.variantId,
        unitPrice: quote.unitPrice,
        ...(quote.compareAt && { compareAt: quote.compareAt }),
        market: quote.market,
        taxIncluded: quote.taxIncluded,
        priceId: quote.priceId,
        priceVersion: quote.priceVersion,
        bound: issued.binding !== '',
      },
    });
    return issued.proof;
  }

  /** Whether the quote of this id is genuine, this caller's, for this market, neither revoked nor expired, in this order. */
  async verify(id: string, context: QuoteContext): Promise<Verdict> {
    const parts = parseQuoteId(id);
    if (!parts) return refused('malformed');
    const row = await this.#row(parts.priceId, context.reader);
    return this.#judge(id, parts, row, context);
  }

  #judge(id: string, parts: QuoteIdParts, row: PriceRow | undefined, context: QuoteContext): Verdict {
    if (!row) return refused('unknown');
    const at = context.at ?? this.#clock.now();
    const price = { ...row, priceId: row._id };
    const binding = bindingOf(price, context.principal);
    const secret = this.#keys.macKey(parts.keyId);
    if (forged(!secret || !sameMac(parts.mac, macOf(secret, parts, price, binding)))) {
      // A group's price must look like none to those outside, so there is no telling a forged quote from another's.
      if (binding !== '') return refused('unknown');
      const isOver = (parts.minute + parts.lifetimeMinutes) * MINUTE <= at;
      return refused(!secret && isOver ? 'expired' : 'forged');
    }
    const known = this.#quotes.get(cacheKey(row._id, parts.minute, parts.taxIncluded, binding));
    const quote = known?.id === id ? known : this.#make(price, parts, binding);
    if (revoked(row.revokedAt !== undefined && row.revokedAt <= at)) return refused('revoked', quote);
    if (otherMarket(context.market !== undefined && context.market !== row.market)) {
      return refused('other_market', quote, context.market);
    }
    if (expired(quote.expiresAt <= at)) return refused('expired', quote);
    return { ok: true, quote };
  }

  async #row(priceId: string, reader: Reader | undefined): Promise<PriceRow | undefined> {
    if (reader) return reader.get(prices, priceId);
    return this.#rows.get(priceId) ?? this.#rows.load(priceId, () => this.#store.get(prices, priceId));
  }

  #make(price: QuotablePrice, parts: QuoteIdParts, binding: string): Quote {
    const quote: Quote = Object.freeze({
      id: formatQuoteId(parts),
      productId: price.productId,
      variantId: price.variantId,
      unitPrice: Object.freeze(money(price.amount, price.currency)),
      ...(price.compareAt !== undefined && {
        compareAt: Object.freeze(money(price.compareAt, price.currency)),
      }),
      market: price.market,
      taxIncluded: parts.taxIncluded,
      priceId: price.priceId,
      priceVersion: price.priceVersion,
      issuedAt: parts.minute * MINUTE,
      expiresAt: (parts.minute + parts.lifetimeMinutes) * MINUTE,
    });
    this.#issued.set(quote, { binding });
    return quote;
  }
}

const refused = (reason: QuoteRefusal, quote?: Quote, market?: string): Verdict => ({
  ok: false,
  reason,
  message: refusalMessage(reason, quote, market),
  ...(quote && { quote }),
});

const bindingOf = (
  price: Pick<QuotablePrice, 'customerGroup'>,
  principal: Pick<Principal, 'kind' | 'id'>,
): string => (price.customerGroup === undefined ? '' : `${principal.kind}:${principal.id}`);

const cacheKey = (priceId: string, minute: number, taxIncluded: boolean, binding: string): string =>
  `${priceId} ${minute} ${taxIncluded ? 1 : 0} ${binding}`;

/** Covers what the id says and what the row promises, so that neither can change under a quote that is out. */
function macOf(
  secret: KeyObject,
  parts: Omit<QuoteIdParts, 'mac'>,
  price: QuotablePrice,
  binding: string,
): string {
  const input = JSON.stringify([
    'quote',
    parts.priceId,
    parts.minute,
    parts.lifetimeMinutes,
    parts.taxIncluded,
    parts.keyId,
    price.variantId,
    price.market,
    price.currency,
    price.amount,
    price.customerGroup ?? null,
    binding,
  ]);
  return createHmac('sha256', secret).update(input).digest('base64url').slice(0, MAC_LENGTH);
}

const sameMac = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));
