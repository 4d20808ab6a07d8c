import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../../platform/clock.ts';
import { randomBase62, randomIds } from '../../platform/ids.ts';
import type { New, Store } from '../../platform/store/port.ts';
import { openSqliteStore } from '../../platform/store/sqlite/store.ts';
import { type ProvenQuote, verifyQuote } from '../../proof/index.ts';
import { type PriceRow, prices } from '../catalog/model.ts';
import { anonymous, DEFAULT_SCOPES, type Principal } from '../principals/model.ts';
import { KeyRing } from './key-ring.ts';
import { Quote, signingKeys } from './model.ts';
import { formatQuoteId, MAX_LIFETIME_MINUTES, parseQuoteId } from './quote-id.ts';
import { QuoteService } from './service.ts';

const MINUTE = 60_000;
const ISSUER = 'https://shop.example';
const visitor = anonymous();
const member: Principal = {
  kind: 'customer',
  id: 'cus_1',
  scopes: DEFAULT_SCOPES.customer,
  customerGroups: ['trade'],
};
const publicRow: New<PriceRow> = {
  _id: `prc_${randomBase62(22)}`,
  productId: 'prod_1',
  variantId: 'var_1',
  market: 'us',
  currency: 'USD',
  amount: 1999,
  compareAt: 2499,
  taxIncluded: false,
  priceVersion: 3,
};
const tradeRow: New<PriceRow> = {
  ...publicRow,
  _id: `prc_${randomBase62(22)}`,
  amount: 1499,
  customerGroup: 'trade',
};
const priceOf = (row: New<PriceRow>) => ({ ...row, priceId: row._id });

let clock: ManualClock;
let store: Store;
let keys: KeyRing;
let quotes: QuoteService;

beforeEach(async () => {
  clock = new ManualClock();
  store = await openSqliteStore({ path: ':memory:', clock, collections: [prices, signingKeys] });
  keys = await KeyRing.open({ store, clock, ids: randomIds });
  quotes = new QuoteService({ store, clock, keys, issuer: ISSUER });
  await store.transaction(async (tx) => {
    await tx.insert(prices, publicRow);
    await tx.insert(prices, tradeRow);
  });
});
afterEach(async () => {
  quotes.close();
  keys.close();
  await store.close();
});

const revoke = (id: string) =>
  store.transaction(async (tx) => {
    const row = (await tx.get(prices, id))!;
    await tx.replace(prices, { ...row, revokedAt: clock.now() });
  });
const here = { principal: visitor, market: 'us' };

describe('issue', () => {
  test('promises the price of the row, under a short id, for fifteen minutes', () => {
    const quote = quotes.issue(priceOf(publicRow), visitor);
    expect(quote).toEqual({
      id: quote.id,
      productId: 'prod_1',
      variantId: 'var_1',
      unitPrice: { amount: 1999, currency: 'USD' },
      compareAt: { amount: 2499, currency: 'USD' },
      market: 'us',
      taxIncluded: false,
      priceId: publicRow._id,
      priceVersion: 3,
      issuedAt: clock.now(),
      expiresAt: clock.now() + 15 * MINUTE,
    });
    expect(quote.id.length).toBeLessThanOrEqual(60);
    expect(Quote.safeParse(quote).success).toBe(true);
  });

  test('writes nothing', async () => {
    let writes = 0;
    store.onCommit(() => {
      writes += 1;
    });
    quotes.proof(quotes.issue(priceOf(publicRow), visitor));
    await store.flush();
    expect(writes).toBe(0);
  });

  test('within one minute everybody gets the same public quote; the next minute a new one', () => {
    const quote = quotes.issue(priceOf(publicRow), visitor);
    clock.advance(MINUTE - 1);
    expect(quotes.issue(priceOf(publicRow), member)).toBe(quote);
    clock.advance(1);
    expect(quotes.issue(priceOf(publicRow), visitor).id).not.toBe(quote.id);
  });

  test('refuses a group price to somebody outside the group', () => {
    expect(() => quotes.issue(priceOf(tradeRow), visitor)).toThrow(TypeError);
  });

  test('cannot be changed afterwards, and a copy gets no proof', () => {
    const quote = quotes.issue(priceOf(publicRow), visitor);
    expect(() => Object.assign(quote.unitPrice, { amount: 1 })).toThrow(TypeError);
    expect(() => quotes.proof({ ...quote, unitPrice: { amount: 1, currency: 'USD' } })).toThrow(TypeError);
  });
});

describe('verify', () => {
  test('accepts a quote until it expires, not a millisecond longer', async () => {
    const quote = quotes.issue(priceOf(publicRow), visitor);
    clock.advance(15 * MINUTE - 1);
    expect(await quotes.verify(quote.id, here)).toEqual({ ok: true, quote });
    clock.advance(1);
    const late = await quotes.verify(quote.id, here);
    expect(late).toMatchObject({ ok: false, reason: 'expired', quote });
    expect(late).toMatchObject({
      message: expect.stringContaining('2026-01-05T12:15:00.000Z; call get_product'),
    });
  });

  test('honours a payment that began in time', async () => {
    const quote = quotes.issue(priceOf(publicRow), visitor);
    const began = clock.now() + 14 * MINUTE;
    clock.advance(60 * MINUTE);
    expect(await quotes.verify(quote.id, { ...here, at: began })).toMatchObject({ ok: true });
  });

  test('holds although the price rose', async () => {
    const quote = quotes.issue(priceOf(publicRow), visitor);
    const dearer = { ...publicRow, _id: `prc_${randomBase62(22)}`, amount: 9999, priceVersion: 4 };
    await store.transaction((tx) => tx.insert(prices, dearer));
    expect(await quotes.verify(quote.id, here)).toMatchObject({ quote: { unitPrice: { amount: 1999 } } });
  });

  test('refuses a revoked price from the commit on, also where the row was known; a payment begun before stands', async () => {
    const quote = quotes.issue(priceOf(publicRow), visitor);
    expect(await quotes.verify(quote.id, here)).toMatchObject({ ok: true });
    clock.advance(1000);
    await revoke(publicRow._id);
    expect(await quotes.verify(quote.id, here)).toMatchObject({ ok: false, reason: 'revoked' });
    expect(await quotes.verify(quote.id, { ...here, at: clock.now() - 1 })).toMatchObject({ ok: true });
  });

  test('inside a transaction sees the row as it stands there', async () => {
    const quote = quotes.issue(priceOf(publicRow), visitor);
    const verdict = await store.transaction(async (tx) => {
      const row = (await tx.get(prices, publicRow._id))!;
      await tx.replace(prices, { ...row, revokedAt: clock.now() });
      return quotes.verify(quote.id, { ...here, reader: tx });
    });
    expect(verdict).toMatchObject({ ok: false, reason: 'revoked' });
  });

  test('refuses another market and says which one it is for', async () => {
    const quote = quotes.issue(priceOf(publicRow), visitor);
    const verdict = await quotes.verify(quote.id, { principal: visitor, market: 'eu' });
    expect(verdict).toMatchObject({ ok: false, reason: 'other_market', quote });
    expect(verdict).toMatchObject({ message: expect.stringMatching(/market us only.*market eu/) });
    expect(await quotes.verify(quote.id, { principal: visitor })).toMatchObject({ ok: true });
  });

  test('a public quote is its bearer’s; a group’s is its principal’s and unknown to all others', async () => {
    const open = quotes.issue(priceOf(publicRow), visitor);
    expect(await quotes.verify(open.id, { ...here, principal: member })).toMatchObject({ ok: true });
    const bound = quotes.issue(priceOf(tradeRow), member);
    expect(await quotes.verify(bound.id, { ...here, principal: member })).toMatchObject({ ok: true });
    const unknown = await quotes.verify(bound.id.replace(tradeRow._id.slice(4), '0'.repeat(22)), here);
    expect(unknown).toMatchObject({ ok: false, reason: 'unknown' });
    const strangers = [visitor, { ...member, id: 'cus_2' }, { ...member, kind: 'api_key' } as const];
    for (const principal of strangers) {
      expect(await quotes.verify(bound.id, { ...here, principal })).toEqual(unknown);
      expect(await quotes.verify(bound.id, { principal, market: 'eu' })).toEqual(unknown);
    }
    clock.advance(60 * MINUTE);
    await revoke(tradeRow._id);
    expect(await quotes.verify(bound.id, here)).toEqual(unknown);
  });

  test('no id with one character changed is accepted', async () => {
    for (const [row, principal] of [
      [publicRow, visitor],
      [tradeRow, member],
    ] as const) {
      const { id } = quotes.issue(priceOf(row), principal);
      for (let at = 0; at < id.length; at += 1) {
        for (const character of [
          '0',
          'z',
          '-',
          id[at] === 'a' ? 'b' : 'a',
          String.fromCharCode(id.charCodeAt(at) ^ 1),
        ]) {
          if (character === id[at]) continue;
          const forged = id.slice(0, at) + character + id.slice(at + 1);
          const verdict = await quotes.verify(forged, { principal, market: 'us' });
          expect(verdict.ok).toBe(false);
          expect(verdict).not.toHaveProperty('quote');
        }
      }
    }
  });

  test('a later issue, a longer life, other tax or another price under the same MAC is forged', async () => {
    const { id } = quotes.issue(priceOf(publicRow), visitor);
    const parts = parseQuoteId(id)!;
    const forgeries = [
      { ...parts, minute: parts.minute + 1 },
      { ...parts, lifetimeMinutes: 30 },
      { ...parts, taxIncluded: true },
      { ...parts, keyId: 'zzz' },
    ].map(formatQuoteId);
    for (const forged of forgeries) {
      expect(await quotes.verify(forged, here)).toMatchObject({ ok: false, reason: 'forged' });
    }
    const swapped = formatQuoteId({ ...parts, priceId: tradeRow._id });
    expect(await quotes.verify(swapped, { ...here, principal: member })).toMatchObject({ reason: 'unknown' });
  });

  test('a row whose amount was changed behind the shop’s back voids its quotes', async () => {
    const quote = quotes.issue(priceOf(publicRow), visitor);
    await store.transaction(async (tx) => {
      const row = (await tx.get(prices, publicRow._id))!;
      await tx.replace(prices, { ...row, amount: 1 });
    });
    expect(await quotes.verify(quote.id, here)).toMatchObject({ ok: false, reason: 'forged' });
  });

  test('answers any text with a reason, and never throws', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^q_[0-9A-Za-z]{33}[\w-]{22}$/));
    await fc.assert(
      fc.asyncProperty(text, async (id) => {
        expect(await quotes.verify(id, here)).toMatchObject({
          ok: false,
          message: expect.stringMatching(/get_product|copy/i),
        });
      }),
      { numRuns: 200 },
    );
  });

  test('any price comes back exactly as it was issued, in a new process too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          currency: fc.constantFrom('USD', 'JPY', 'KWD'),
          amount: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
          market: fc.string({ minLength: 1 }),
          variantId: fc.string({ minLength: 1, unit: 'binary' }),
          taxIncluded: fc.boolean(),
        }),
        fc.integer({ min: 1, max: 30 * 24 * 60 }),
        async (facts, minutes) => {
          const { compareAt: _compareAt, ...base } = publicRow;
          const row = { ...base, ...facts, _id: `prc_${randomBase62(22)}` };
          await store.transaction((tx) => tx.insert(prices, row));
          const issuing = new QuoteService({
            store,
            clock,
            keys,
            issuer: ISSUER,
            lifetimeMs: minutes * MINUTE,
          });
          const quote = issuing.issue(priceOf(row), visitor);
          issuing.close();
          const verdict = await quotes.verify(quote.id, { principal: visitor, market: facts.market });
          expect(verdict).toEqual({ ok: true, quote });
          expect(quote.expiresAt - quote.issuedAt).toBe(minutes * MINUTE);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('proof', () => {
  test('says offline what the quote says', async () => {
    const quote = quotes.issue(priceOf(publicRow), visitor);
    const proof = quotes.proof(quote);
    const result = await verifyQuote(proof, keys.jwks(), {
      issuer: ISSUER,
      expected: quote,
      at: clock.now(),
    });
    const proven: ProvenQuote = { ...quote, issuer: ISSUER, bound: false };
    expect(result).toEqual({ valid: true, quote: proven });
  });

  test('is made once for a price and minute, and again for a quote that comes back by its id', async () => {
    const quote = quotes.issue(priceOf(publicRow), visitor);
    const proof = quotes.proof(quote);
    expect(quotes.proof(quotes.issue(priceOf(publicRow), member))).toBe(proof);
    const elsewhere = new QuoteService({ store, clock, keys, issuer: () => ISSUER });
    const verdict = await elsewhere.verify(quote.id, here);
    expect(verdict.ok && elsewhere.proof(verdict.quote)).toBe(proof);
    elsewhere.close();
  });

  test('marks a quote that only one customer can use', async () => {
    const proof = quotes.proof(quotes.issue(priceOf(tradeRow), member));
    const result = await verifyQuote(proof, keys.jwks(), { at: clock.now() });
    expect(result).toMatchObject({ valid: true, quote: { bound: true, unitPrice: { amount: 1499 } } });
    expect(JSON.stringify(result)).not.toContain(member.id);
  });
});

describe('quote ids', () => {
  test('are read as they were written', () => {
    const character = /^[0-9A-Za-z]$/;
    const base62 = (length: number) =>
      fc.array(fc.stringMatching(character), { minLength: length, maxLength: length }).map((a) => a.join(''));
    fc.assert(
      fc.property(
        fc.record({
          priceId: base62(22).map((text) => `prc_${text}`),
          minute: fc.nat({ max: 62 ** 5 - 1 }),
          lifetimeMinutes: fc.integer({ min: 1, max: MAX_LIFETIME_MINUTES }),
          taxIncluded: fc.boolean(),
          keyId: base62(3),
          mac: base62(22),
        }),
        (parts) => {
          expect(parseQuoteId(formatQuoteId(parts))).toEqual(parts);
        },
      ),
    );
  });

  test('a price row with an id of another form is a mistake of the caller', () => {
    expect(() => quotes.issue({ ...priceOf(publicRow), priceId: 'prc_1' }, visitor)).toThrow(TypeError);
  });

  test('a lifetime that cannot be written is refused', () => {
    for (const lifetimeMs of [0, -1, Number.NaN, 400 * 24 * 60 * MINUTE]) {
      expect(() => new QuoteService({ store, clock, keys, issuer: ISSUER, lifetimeMs })).toThrow(RangeError);
    }
  });
});
