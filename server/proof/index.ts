/**
 * Checks quotes of a Shopwright shop without asking the shop: published as `shopwright/proof`, for Node and browsers.
 *
 * A proof is a compact JWS (RFC 7515) signed with Ed25519 (RFC 8037). Tools return it beside each price, and
 * `GET /v1/quotes/{id}` returns it again.
 *
 * @example
 * import { verifyQuote } from 'shopwright/proof';
 *
 * const result = await verifyQuote(proof, { jwksUrl: 'https://shop.example/.well-known/jwks.json' }, {
 *   issuer: 'https://shop.example',
 *   expected: { variantId: 'var_1001-blue', unitPrice: { amount: 1999, currency: 'USD' } },
 * });
 * if (result.valid) console.log(`honoured until ${new Date(result.quote.expiresAt).toISOString()}`);
 * else console.log(result.reason, result.message);
 *
 * @module
 */
import { decodeJwt, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { defineGuard } from '../platform/guard.ts';
import { COMPACT_JWS, keysFrom, reasonOf } from './jws.ts';

export type { JSONWebKeySet } from 'jose';
export {
  type Certificate,
  type CertificateRefusal,
  type CertificateResult,
  type ChainResult,
  type ProvenStatement,
  verifyCertificate,
  verifyChain,
} from './certificate.ts';

/** What the shop signed. Amounts in minor units; times in milliseconds since the epoch, UTC. */
export interface ProvenQuote {
  readonly id: string;
  readonly issuer: string;
  readonly productId: string;
  readonly variantId: string;
  readonly unitPrice: { readonly amount: number; readonly currency: string };
  readonly compareAt?: { readonly amount: number; readonly currency: string };
  readonly market: string;
  readonly taxIncluded: boolean;
  readonly priceId: string;
  readonly priceVersion: number;
  /** True: only the customer it was made for can buy with it. False: whoever holds its id can. */
  readonly bound: boolean;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export interface VerifyQuoteOptions {
  /** The shop's public URL. Give it whenever keys of several shops could meet. */
  issuer?: string;
  /** What somebody says the quote promised; anything that differs from the signed quote fails. */
  expected?: Partial<ProvenQuote>;
  /** The moment that counts, milliseconds UTC; now when absent. For a dispute: when the payment began. */
  at?: number;
}

const early = defineGuard('proof:not_yet_issued', 'A promise does not hold before it was made.');
const differs = defineGuard('proof:differs', 'The proof of one price does not prove another.');

export type ProofRefusal =
  | 'malformed'
  | 'bad_signature'
  | 'unknown_key'
  | 'keys_unavailable'
  | 'other_issuer'
  | 'not_yet_issued'
  | 'expired'
  | 'differs';

export type ProofResult =
  | { readonly valid: true; readonly quote: ProvenQuote }
  | { readonly valid: false; readonly reason: ProofRefusal; readonly message: string };

const MESSAGES: Readonly<Record<ProofRefusal, string>> = {
  malformed: 'This is not the proof of a quote.',
  bad_signature: 'The proof was altered, or the shop did not sign it.',
  unknown_key: 'None of the keys given made this proof.',
  keys_unavailable: 'The keys of the shop could not be fetched.',
  other_issuer: 'The proof is of another shop.',
  not_yet_issued: 'The quote was issued after the moment that counts.',
  expired: 'The quote had expired.',
  differs: 'The proof is genuine but says something else.',
};

const refused = (reason: ProofRefusal, detail = ''): ProofResult => ({
  valid: false,
  reason,
  message: MESSAGES[reason] + detail,
});

/**
 * Whether a shop promised this price, and the promise held at the moment that counts. With a key set at hand nothing is
 * fetched; with `jwksUrl` only the shop's public keys are, once.
 * Never throws for a bad proof; a revocation by the shop cannot be seen offline.
 * @param proof compact JWS, as tools return it
 * @param jwks the shop's key set, or where it is published
 */
export async function verifyQuote(
  proof: string,
  jwks: JSONWebKeySet | { readonly jwksUrl: string },
  options: VerifyQuoteOptions = {},
): Promise<ProofResult> {
  if (!COMPACT_JWS.test(proof)) return refused('malformed');
  let payload: JWTPayload;
  try {
    const verified = await jwtVerify(proof, keysFrom(jwks), {
      algorithms: ['EdDSA'],
      typ: 'shopwright-quote+jwt',
      requiredClaims: ['iss', 'iat', 'exp', 'jti', 'quote'],
      ...(options.issuer !== undefined && { issuer: options.issuer }),
      ...(options.at !== undefined && { currentDate: new Date(options.at) }),
    });
    payload = verified.payload;
  } catch (error) {
    return refused(reasonOf(error));
  }
  const quote = quoteOf(payload);
  if (!quote) return refused('malformed');
  if (early(options.at !== undefined && options.at < quote.issuedAt)) return refused('not_yet_issued');
  const field = differs(options.expected && firstDifference(quote, options.expected));
  return field === undefined ? { valid: true, quote } : refused('differs', ` Look at ${field}.`);
}

/**
 * What a proof says, unchecked: to show it, or to learn whose keys to fetch. Undefined when it is not a proof.
 * @example readUnverified(proof)?.issuer // 'https://shop.example'
 */
export function readUnverified(proof: string): ProvenQuote | undefined {
  try {
    return quoteOf(decodeJwt(proof));
  } catch {
    return undefined;
  }
}

function firstDifference(quote: ProvenQuote, expected: Partial<ProvenQuote>): string | undefined {
  const fields = Object.keys(expected) as (keyof ProvenQuote)[];
  return fields.find((field) => {
    const said = expected[field];
    const signed = quote[field];
    if (typeof said !== 'object' || typeof signed !== 'object') return said !== undefined && said !== signed;
    return said.amount !== signed.amount || said.currency !== signed.currency;
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function moneyOf(value: unknown): { amount: number; currency: string } | undefined {
  if (!isObject(value) || !Number.isSafeInteger(value.amount) || typeof value.currency !== 'string')
    return undefined;
  return { amount: value.amount as number, currency: value.currency };
}

function quoteOf({ iss, iat, exp, jti, quote }: JWTPayload): ProvenQuote | undefined {
  if (iss === undefined || iat === undefined || exp === undefined || jti === undefined || !isObject(quote)) {
    return undefined;
  }
  const { productId, variantId, market, taxIncluded, priceId, priceVersion, bound } = quote;
  const unitPrice = moneyOf(quote.unitPrice);
  const compareAt = moneyOf(quote.compareAt);
  if (
    typeof productId !== 'string' ||
    typeof variantId !== 'string' ||
    typeof market !== 'string' ||
    typeof priceId !== 'string' ||
    typeof priceVersion !== 'number' ||
    typeof taxIncluded !== 'boolean' ||
    typeof bound !== 'boolean' ||
    !unitPrice ||
    (quote.compareAt !== undefined && !compareAt)
  ) {
    return undefined;
  }
  return {
    id: jti,
    issuer: iss,
    productId,
    variantId,
    unitPrice,
    ...(compareAt && { compareAt }),
    market,
    taxIncluded,
    priceId,
    priceVersion,
    bound,
    issuedAt: iat * 1000,
    expiresAt: exp * 1000,
  };
}
