import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';
import { Money } from '../money.ts';

/**
 * A price that the shop stands by: whoever presents its id in its market before `expiresAt` pays exactly `unitPrice`.
 * Times are milliseconds, UTC, whole minutes.
 */
export const Quote = z.strictObject({
  id: z.string().max(60).describe('Pass it to update_cart to buy at exactly this price'),
  productId: z.string(),
  variantId: z.string(),
  unitPrice: Money,
  /** The struck-through earlier price. */
  compareAt: Money.optional(),
  market: z.string(),
  taxIncluded: z.boolean(),
  priceId: z.string(),
  priceVersion: z.int(),
  issuedAt: z.int(),
  /** From this moment on the quote is void. */
  expiresAt: z.int(),
});
export type Quote = Readonly<z.infer<typeof Quote>>;

/** What of a price row a quote rests on; the current price of a variant with what its product and market add. */
export interface QuotablePrice {
  /** `prc_` and 22 base62 characters. */
  readonly priceId: string;
  readonly productId: string;
  readonly variantId: string;
  readonly market: string;
  readonly currency: string;
  /** Minor units. */
  readonly amount: number;
  readonly compareAt?: number | undefined;
  readonly customerGroup?: string | undefined;
  readonly taxIncluded: boolean;
  readonly priceVersion: number;
}

/**
 * One key pair and secret of the ring. `_id` is the key id: three base62 characters. Private parts are removed when the key
 * can no longer be needed to check a quote; the public part stays published for proofs in disputes.
 */
export const SigningKey = z.strictObject({
  ...documentFields,
  /** Published from its creation on, used from here on. Milliseconds, UTC. */
  activeFrom: z.int(),
  /** Ed25519, raw, base64url (`x` and `d` of RFC 8037). */
  publicKey: z.string(),
  privateKey: z.string().optional(),
  /** 32 bytes, base64url. */
  hmacSecret: z.string().optional(),
});
export type SigningKey = z.infer<typeof SigningKey>;
export const signingKeys = defineCollection('signingKeys', SigningKey, {
  byActive: { fields: ['activeFrom'] },
});
