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
/** What publishers may do beside a shopper's work. */
const PUBLISHER = ['publisher:read'] as const;
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
  'admin:publishers',
  'admin:events',
  'admin:webhooks',
  'admin:feed',
] as const;

/** What a credential may do. `admin:*` scopes exist on admin keys only, `publisher:*` on secret keys of publishers. */
export const Scope = z.enum([...STOREFRONT, ...PUBLISHER, ...ADMIN]);
export type Scope = z.infer<typeof Scope>;

export const STOREFRONT_SCOPES: ReadonlySet<Scope> = new Set(STOREFRONT);
export const ADMIN_SCOPES: ReadonlySet<Scope> = new Set(ADMIN);
export const PUBLISHER_SCOPES: ReadonlySet<Scope> = new Set(PUBLISHER);

export const PrincipalKind = z.enum(['anonymous', 'api_key', 'publisher', 'customer', 'admin']);
export type PrincipalKind = z.infer<typeof PrincipalKind>;

/** What a key in a web page can do at most: it is everybody's who looks. */
export const BROWSER_SCOPES: ReadonlySet<Scope> = new Set(['catalog:read', 'stock:read', 'cart:write']);

/** What a principal of each kind, and a key of each kind, gets when nothing narrower is said. */
export const DEFAULT_SCOPES: Readonly<Record<PrincipalKind | 'publisher_server', ReadonlySet<Scope>>> = {
  anonymous: STOREFRONT_SCOPES,
  api_key: STOREFRONT_SCOPES,
  publisher: BROWSER_SCOPES,
  publisher_server: new Set([...STOREFRONT, ...PUBLISHER]),
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

/**
 * `publisher`: in the web pages of a publisher, public (`pk_`), good from its own origins only. `publisher_server`: on the
 * publisher's servers, secret; its principal is of kind `publisher` too.
 */
export const ApiKeyKind = z.enum(['api_key', 'publisher', 'publisher_server', 'admin']);
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
  /** Of a publisher's browser key: the web origins that may call with it. Absent on older ones, which work from any. */
  origins: z.array(z.string()).optional(),
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
  [{ what: 'the scope admin:privacy' }, { what: 'keys of publishers: origins, servers, and their scopes' }],
);
