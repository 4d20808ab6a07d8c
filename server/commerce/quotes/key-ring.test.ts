import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../../platform/clock.ts';
import { randomBase62, randomIds } from '../../platform/ids.ts';
import type { Store } from '../../platform/store/port.ts';
import { openSqliteStore } from '../../platform/store/sqlite/store.ts';
import { verifyQuote } from '../../proof/index.ts';
import { prices } from '../catalog/model.ts';
import { anonymous } from '../principals/model.ts';
import { KeyRing } from './key-ring.ts';
import { signingKeys } from './model.ts';
import { parseQuoteId } from './quote-id.ts';
import { QuoteService } from './service.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ANNOUNCED = 60 * MINUTE;
const visitor = anonymous();
const row = {
  _id: `prc_${randomBase62(22)}`,
  productId: 'prod_1',
  variantId: 'var_1',
  market: 'us',
  currency: 'USD',
  amount: 1999,
  taxIncluded: false,
  priceVersion: 1,
};
const price = { ...row, priceId: row._id };

let clock: ManualClock;
let store: Store;
let ring: KeyRing;
const open = () => KeyRing.open({ store, clock, ids: randomIds, rotateEveryDays: 30 });
const service = (keys: KeyRing) =>
  new QuoteService({ store, clock, keys, issuer: 'https://shop.example', lifetimeMs: DAY });
const kids = (keys: KeyRing) => keys.jwks().keys.map((key) => key.kid);

beforeEach(async () => {
  clock = new ManualClock();
  store = await openSqliteStore({ path: ':memory:', clock, collections: [prices, signingKeys] });
  await store.transaction((tx) => tx.insert(prices, row));
  ring = await open();
});
afterEach(async () => {
  ring.close();
  await store.close();
});

test('the key set is published without private parts', () => {
  const { keys } = ring.jwks();
  expect(keys).toEqual([
    {
      kty: 'OKP',
      crv: 'Ed25519',
      alg: 'EdDSA',
      use: 'sig',
      kid: expect.stringMatching(/^\w{3}$/),
      x: expect.any(String),
    },
  ]);
});

test('the keys survive a restart', async () => {
  const quote = service(ring).issue(price, visitor);
  const again = await open();
  expect(kids(again)).toEqual(kids(ring));
  expect(await service(again).verify(quote.id, { principal: visitor })).toMatchObject({ ok: true });
  again.close();
});

describe('rotation', () => {
  test('publishes the next key an hour before it is used, in every process', async () => {
    const elsewhere = await open();
    clock.advance(30 * DAY - ANNOUNCED);
    const first = ring.current().id;
    await ring.maintain();
    const [next] = kids(ring).filter((kid) => kid !== first);
    expect(next).toBeDefined();
    expect(kids(elsewhere)).toEqual(kids(ring));
    clock.advance(ANNOUNCED - 1);
    expect(ring.current().id).toBe(first);
    clock.advance(1);
    expect([ring.current().id, elsewhere.current().id]).toEqual([next, next]);
    await ring.maintain();
    await elsewhere.maintain();
    expect(kids(ring)).toHaveLength(2);
    elsewhere.close();
  });

  test('quotes and proofs of the old key hold', async () => {
    clock.advance(30 * DAY - ANNOUNCED);
    await ring.maintain();
    clock.advance(ANNOUNCED - MINUTE);
    const quotes = service(ring);
    const before = quotes.issue(price, visitor);
    const proof = quotes.proof(before);
    clock.advance(MINUTE);
    const after = quotes.issue(price, visitor);
    expect(parseQuoteId(after.id)?.keyId).not.toBe(parseQuoteId(before.id)?.keyId);
    for (const { id } of [before, after]) {
      expect(await quotes.verify(id, { principal: visitor })).toMatchObject({ ok: true });
    }
    for (const each of [proof, quotes.proof(after)]) {
      expect(await verifyQuote(each, ring.jwks(), { at: clock.now() })).toMatchObject({ valid: true });
    }
  });

  test('after a long silence the old key serves until the new one was announced', async () => {
    const first = ring.current().id;
    clock.advance(200 * DAY);
    await ring.maintain();
    expect(ring.current().id).toBe(first);
    clock.advance(ANNOUNCED);
    expect(ring.current().id).not.toBe(first);
  });

  test('forgets what a retired key could sign with, keeps its public part for disputes, then forgets that too', async () => {
    const quotes = service(ring);
    const old = quotes.issue(price, visitor);
    const proof = quotes.proof(old);
    const issuedAt = clock.now();
    const first = ring.current().id;
    for (let days = 0; days < 90; days += 1) {
      clock.advance(DAY);
      await ring.maintain();
    }
    expect(await store.get(signingKeys, first)).not.toHaveProperty('privateKey');
    expect(await store.get(signingKeys, first)).not.toHaveProperty('hmacSecret');
    expect(await quotes.verify(old.id, { principal: visitor })).toMatchObject({
      ok: false,
      reason: 'expired',
    });
    expect(await verifyQuote(proof, ring.jwks(), { at: issuedAt })).toMatchObject({ valid: true });
    for (let days = 0; days < 800; days += 10) {
      clock.advance(10 * DAY);
      await ring.maintain();
    }
    expect(await verifyQuote(proof, ring.jwks(), { at: issuedAt })).toMatchObject({ reason: 'unknown_key' });
    expect(kids(ring).length).toBeLessThan(40);
  });
});
