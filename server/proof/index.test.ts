import { createServer } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { type JSONWebKeySet, readUnverified, verifyQuote } from './index.ts';

const ISSUED = Date.UTC(2026, 0, 5, 12);
const EXPIRES = ISSUED + 15 * 60_000;
const claims: JWTPayload = {
  iss: 'https://shop.example',
  iat: ISSUED / 1000,
  exp: EXPIRES / 1000,
  jti: 'q_1',
  quote: {
    productId: 'prod_1',
    variantId: 'var_1',
    unitPrice: { amount: 1999, currency: 'USD' },
    market: 'us',
    taxIncluded: false,
    priceId: 'prc_1',
    priceVersion: 1,
    bound: false,
  },
};
const now = { at: ISSUED };

let signingKey: CryptoKey;
let jwks: JSONWebKeySet;
const header = { alg: 'EdDSA', kid: 'k01', typ: 'shopwright-quote+jwt' };
const sign = (payload: JWTPayload = claims, protectedHeader = header, key = signingKey) =>
  new SignJWT(payload).setProtectedHeader(protectedHeader).sign(key);
const rewrite = (part: string, change: (value: JWTPayload & { quote: object }) => object) =>
  Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(part, 'base64url').toString())))).toString(
    'base64url',
  );

beforeAll(async () => {
  const pair = await generateKeyPair('EdDSA', { extractable: true });
  signingKey = pair.privateKey;
  jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k01', alg: 'EdDSA', use: 'sig' }] };
});

test('a genuine proof says what was promised, from when and until when', async () => {
  expect(await verifyQuote(await sign(), jwks, now)).toEqual({
    valid: true,
    quote: {
      ...(claims.quote as object),
      id: 'q_1',
      issuer: 'https://shop.example',
      issuedAt: ISSUED,
      expiresAt: EXPIRES,
    },
  });
});

describe('fails', () => {
  test.each([
    ['price', { unitPrice: { amount: 1, currency: 'USD' } }, {}],
    ['currency', { unitPrice: { amount: 1999, currency: 'JPY' } }, {}],
    ['variant', { variantId: 'var_2' }, {}],
    ['expiry', {}, { exp: EXPIRES / 1000 + 60 }],
  ])('an altered %s', async (_what, inQuote, inClaims) => {
    const [head, payload, signature] = (await sign()).split('.');
    const altered = rewrite(payload!, (c) => ({ ...c, ...inClaims, quote: { ...c.quote, ...inQuote } }));
    const result = await verifyQuote(`${head}.${altered}.${signature}`, jwks, now);
    expect(result).toMatchObject({ valid: false, reason: 'bad_signature' });
  });

  test('a proof with any one character changed', async () => {
    const proof = await sign();
    for (let at = 0; at < proof.length; at += 1) {
      const flipped = proof[at] === 'A' ? 'B' : 'A';
      const results = [flipped, String.fromCharCode(proof.charCodeAt(at) ^ 1)].map((character) =>
        verifyQuote(proof.slice(0, at) + character + proof.slice(at + 1), jwks, now),
      );
      for (const result of await Promise.all(results)) expect(result.valid).toBe(false);
    }
  });

  test('a proof that says it is not signed, or is signed with the public key as a shared secret', async () => {
    const [, payload] = (await sign()).split('.');
    const unsigned = Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url');
    expect(await verifyQuote(`${unsigned}.${payload}.`, jwks, now)).toMatchObject({ valid: false });
    const secret = Buffer.from(jwks.keys[0]!.x as string, 'base64url');
    const confused = await new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(secret);
    expect(await verifyQuote(confused, jwks, now)).toMatchObject({ valid: false });
  });

  test('another key under the same id, and a key that is not in the set', async () => {
    const { privateKey } = await generateKeyPair('EdDSA');
    const impostor = await sign(claims, header, privateKey);
    expect(await verifyQuote(impostor, jwks, now)).toMatchObject({ reason: 'bad_signature' });
    const foreign = await sign(claims, { ...header, kid: 'k02' });
    expect(await verifyQuote(foreign, jwks, now)).toMatchObject({ reason: 'unknown_key' });
  });

  test('at the moment of expiry, before the issue, and now', async () => {
    const proof = await sign();
    expect(await verifyQuote(proof, jwks, { at: EXPIRES - 1 })).toMatchObject({ valid: true });
    expect(await verifyQuote(proof, jwks, { at: EXPIRES })).toMatchObject({ reason: 'expired' });
    expect(await verifyQuote(proof, jwks, { at: ISSUED - 1 })).toMatchObject({ reason: 'not_yet_issued' });
    const longAgo = await sign({ ...claims, iat: 1_000_000_000, exp: 1_000_000_900 });
    expect(await verifyQuote(longAgo, jwks)).toMatchObject({ reason: 'expired' });
  });

  test('another shop’s proof', async () => {
    const result = await verifyQuote(await sign(), jwks, { ...now, issuer: 'https://other.example' });
    expect(result).toMatchObject({ valid: false, reason: 'other_issuer' });
  });

  test('a genuine proof shown for another price or variant', async () => {
    const proof = await sign();
    const dearer = { unitPrice: { amount: 2999, currency: 'USD' } };
    expect(await verifyQuote(proof, jwks, { ...now, expected: dearer })).toMatchObject({
      reason: 'differs',
      message: expect.stringContaining('unitPrice'),
    });
    expect(await verifyQuote(proof, jwks, { ...now, expected: { variantId: 'var_2' } })).toMatchObject({
      reason: 'differs',
    });
    expect(await verifyQuote(proof, jwks, { ...now, expected: { variantId: 'var_1' } })).toMatchObject({
      valid: true,
    });
  });

  test('what the shop signed for another purpose or in another shape', async () => {
    const certificate = await sign(claims, { ...header, typ: 'other+jwt' });
    const fractional = await sign({
      ...claims,
      quote: { ...(claims.quote as object), unitPrice: { amount: 1.5, currency: 'USD' } },
    });
    const { jti: _jti, ...anonymous } = claims;
    for (const proof of [certificate, fractional, await sign(anonymous), '', 'a.b.c', '…']) {
      expect(await verifyQuote(proof, jwks, now)).toMatchObject({ valid: false, reason: 'malformed' });
    }
  });
});

describe('with the address of the key set', () => {
  test('fetches it once for many proofs', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.setHeader('content-type', 'application/json').end(JSON.stringify(jwks));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const jwksUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/.well-known/jwks.json`;
    for (let i = 0; i < 3; i += 1) {
      expect(await verifyQuote(await sign(), { jwksUrl }, now)).toMatchObject({ valid: true });
    }
    await new Promise((resolve) => server.close(resolve));
    expect(requests).toBe(1);
  });

  test('says when the keys cannot be had', async () => {
    const jwksUrl = 'http://127.0.0.1:1/jwks.json';
    expect(await verifyQuote(await sign(), { jwksUrl }, now)).toMatchObject({ reason: 'keys_unavailable' });
  });
});

test('a proof can be read unchecked, to learn whose keys to fetch', async () => {
  expect(readUnverified(await sign())?.issuer).toBe('https://shop.example');
  expect(readUnverified('nonsense')).toBeUndefined();
});
