import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';

const STOREFRONT = [
  'catalog:read',
  'stock:read',
  'cart:write',
  'checkout:write',
  'orders:read',
  'leads:write',
  'handoff:write',
] as const;
const ADMIN = [
  'admin:shop',
  'admin:products',
  'admin:prices',
  'admin:stock',
  'admin:discounts',
  'admin:policies',
  'admin:orders',
  'admin:leads',
  'admin:handoffs',
  'admin:keys',
  'admin:jobs',
  'admin:audit',
  'admin:import',
  'admin:export',
  'admin:metrics',
  'admin:privacy',
] as const;

/** What a credential may do. `admin:*` scopes exist on admin keys only. */
export const Scope = z.enum([...STOREFRONT, ...ADMIN]);
export type Scope = z.infer<typeof Scope>;

export const STOREFRONT_SCOPES: ReadonlySet<Scope> = new Set(STOREFRONT);
export const ADMIN_SCOPES: ReadonlySet<Scope> = new Set(ADMIN);

export const PrincipalKind = z.enum(['anonymous', 'api_key', 'publisher', 'customer', 'admin']);
export type PrincipalKind = z.infer<typeof PrincipalKind>;

/** What a principal of each kind gets when nothing narrower is said. */
export const DEFAULT_SCOPES: Readonly<Record<PrincipalKind, ReadonlySet<Scope>>> = {
  anonymous: STOREFRONT_SCOPES,
  api_key: STOREFRONT_SCOPES,
  publisher: STOREFRONT_SCOPES,
  customer: STOREFRONT_SCOPES,
  admin: new Set([...STOREFRONT, ...ADMIN]),
};

/**
 * Who calls. Everything in it comes from the credential, never from arguments. `id` is unique over all kinds: the key's id,
 * the customer's id, or `anonymous` for everybody without a credential.
 */
export interface Principal {
  readonly kind: PrincipalKind;
  readonly id: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly publisherId?: string;
  readonly customerGroups: readonly string[];
  /** The client's network address, for caps and rate limits. */
  readonly address?: string;
}

export const ANONYMOUS_ID = 'anonymous';

/** The storefront visitor without a credential. */
export function anonymous(address?: string): Principal {
  const base = {
    kind: 'anonymous',
    id: ANONYMOUS_ID,
    scopes: STOREFRONT_SCOPES,
    customerGroups: [],
  } as const;
  return address === undefined ? base : { ...base, address };
}

export const ApiKeyKind = z.enum(['api_key', 'publisher', 'admin']);
export type ApiKeyKind = z.infer<typeof ApiKeyKind>;

/** A key as it is stored: the secret only as its SHA-256 (it is random, so a slow hash would add nothing). */
export const ApiKey = z.strictObject({
  ...documentFields,
  name: z.string(),
  kind: ApiKeyKind,
  /** Hex. */
  secretHash: z.string(),
  /** Prefix and last four characters, so that a person recognises the key: `sk_…9aF2`. */
  hint: z.string(),
  scopes: z.array(Scope),
  publisherId: z.string().optional(),
  customerGroups: z.array(z.string()),
  /** Milliseconds, UTC: from this moment on the key fails. */
  expiresAt: z.int().optional(),
  revokedAt: z.int().optional(),
});
export type ApiKey = z.infer<typeof ApiKey>;
export const apiKeys = defineCollection(
  'apiKeys',
  ApiKey,
  {
    bySecret: { fields: ['secretHash'], unique: true },
    byCreated: { fields: ['createdAt'] },
  },
  [{ what: 'the scope admin:privacy' }],
);
