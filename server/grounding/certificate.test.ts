import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../test/fixtures/shop.ts';
import { type Certificate, verifyCertificate, verifyChain } from '../proof/index.ts';
import {
  certificates,
  createCertifier,
  erasedCertificate,
  type StoredCertificate,
  toCertificate,
} from './certificate.ts';
import type { Fact } from './fact.ts';
import type { RenderedReply } from './rendered-reply.ts';

const ISSUER = 'https://shop.example';
let shop: TestShop;
let chain: Certificate[];
let stored: StoredCertificate[];

const price = (amount: number): Fact => ({
  id: 'f2',
  kind: 'price',
  field: 'price',
  subject: { productId: 'prod_cup', variantId: 'var_cup' },
  value: { type: 'money', amount, currency: 'USD' },
  quoteId: 'q_1',
  expiresAt: 1_767_636_000_000,
  callId: 'call_1',
  observedAt: 1_767_610_000_000,
});
const reply = (said: string): RenderedReply => ({
  language: 'en',
  locale: 'en-US',
  blocks: [{ type: 'text', runs: [{ text: 'The cup costs ' }, { text: said, fact: 'f2' }, { text: '.' }] }],
});

beforeAll(async () => {
  shop = await openTestShop();
  const { keys } = shop.services;
  const certify = createCertifier({
    clock: shop.clock,
    sign: (typ, claims) => keys.sign(typ, claims),
    issuer: () => ISSUER,
    verifier: 'v1',
  });
  let previousHead = '';
  for (const [index, amount] of [1999, 2099, 2199].entries()) {
    const made = await shop.store.transaction((tx) =>
      certify(tx, {
        conversationId: 'c1',
        replyId: `rep_${index}`,
        sequence: index + 1,
        previousHead,
        rendered: reply(`$${amount / 100}`),
        facts: [price(amount)],
      }),
    );
    previousHead = made.head;
  }
  stored = await shop.store.find(certificates, { sort: { field: 'sequence', direction: 'asc' } });
  chain = stored.map(toCertificate);
});
afterAll(() => shop.close());
const check = (certificate: Certificate) =>
  verifyCertificate(certificate, shop.services.keys.jwks(), { issuer: ISSUER });

it('proves what was said, where, and on which quote and call it rests', async () => {
  const result = await check(chain[0]!);
  expect(result).toMatchObject({
    valid: true,
    erased: false,
    sequence: 1,
    reply: { text: 'The cup costs $19.99.' },
    statements: [
      { spans: [{ start: 14, end: 20, text: '$19.99' }], fact: { quoteId: 'q_1', callId: 'call_1' } },
    ],
  });
});

/** Every place in the certificate that holds a text or a number. */
function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    places(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function altered(certificate: Certificate, path: readonly (string | number)[], at: number): Certificate {
  const copy = structuredClone(certificate) as unknown as Record<string | number, unknown>;
  let owner = copy;
  for (const key of path.slice(0, -1)) owner = owner[key] as typeof owner;
  const key = path.at(-1)!;
  const old = owner[key];
  if (typeof old === 'number') owner[key] = old + 1;
  else {
    const text = String(old);
    const index = at % Math.max(text.length, 1);
    owner[key] = text.slice(0, index) + (text[index] === 'x' ? 'y' : 'x') + text.slice(index + 1);
  }
  return copy as unknown as Certificate;
}

it('fails when one character of anything in it is another', async () => {
  const paths = places(chain[1]);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), fc.nat(500), async (path, at) => {
      expect((await check(altered(chain[1]!, path, at))).valid, path.join('.')).toBe(false);
    }),
    { numRuns: 300 },
  );
  for (const path of paths) expect((await check(altered(chain[1]!, path, 3))).valid).toBe(false);
});

it('is of no other shop, and needs a key of this one', async () => {
  const jwks = shop.services.keys.jwks();
  expect(await verifyCertificate(chain[0]!, jwks, { issuer: 'https://other.example' })).toMatchObject({
    reason: 'other_issuer',
  });
  const foreign = { keys: jwks.keys.map((key) => ({ ...key, kid: 'zzz' })) };
  expect(await verifyCertificate(chain[0]!, foreign)).toMatchObject({ reason: 'unknown_key' });
  expect(await verifyCertificate({} as Certificate, jwks)).toMatchObject({ reason: 'malformed' });
});

it('shows a reply that was removed, moved or cut off at the end', async () => {
  const jwks = shop.services.keys.jwks();
  const [one, two, three] = chain as [Certificate, Certificate, Certificate];
  expect(await verifyChain(chain, jwks)).toEqual({ valid: true, count: 3, erased: 0 });
  expect(await verifyChain([one, three], jwks)).toMatchObject({ valid: false, reason: 'removed' });
  expect(await verifyChain([two, three], jwks)).toMatchObject({ valid: false, reason: 'removed' });
  expect(await verifyChain([one, three, two], jwks)).toMatchObject({ valid: false, reason: 'removed' });
  expect(await verifyChain([one, two], jwks, { latest: three.signature })).toMatchObject({
    reason: 'removed',
  });
  expect(await verifyChain(chain, jwks, { latest: two.signature })).toMatchObject({ valid: true });
});

it('verifies as erased once salts and contents are gone, and holds nothing of what was said', async () => {
  const gone = toCertificate(erasedCertificate(stored[1]!));
  expect(JSON.stringify(gone)).not.toMatch(/cup|20\.99|q_1|call_1/);
  expect(await check(gone)).toMatchObject({ valid: true, erased: true, statements: [], sequence: 2 });
  const jwks = shop.services.keys.jwks();
  expect(await verifyChain([chain[0]!, gone, chain[2]!], jwks)).toEqual({ valid: true, count: 3, erased: 1 });
});
