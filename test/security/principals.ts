import { ADMIN_SCOPES, STOREFRONT_SCOPES } from '../../server/commerce/principals/model.ts';
import { OPERATOR_KEY, type ShopwrightServer } from '../fixtures/shopwright-server.ts';

export interface Caller {
  name: string;
  key: string | undefined;
  /** Undefined: no valid credential at all, so every request with it is answered 401. */
  scopes: ReadonlySet<string> | undefined;
}

/** One caller of each kind there is, and of each way in which a credential fails. */
export async function everyCaller(server: ShopwrightServer): Promise<Caller[]> {
  const { apiKeys } = server.shop.services;
  const make = async (
    name: string,
    input: Omit<Parameters<typeof apiKeys.create>[0], 'name'>,
  ): Promise<Caller> => {
    const { secret, key } = await apiKeys.create({ name, ...input });
    return { name, key: secret, scopes: new Set(key.scopes) };
  };
  const publisher = await server.shop.services.publishers.create({ name: 'Blog' });
  const revoked = await apiKeys.create({ name: 'revoked', kind: 'admin' });
  await apiKeys.revoke(revoked.id);
  const expired = await apiKeys.create({
    name: 'expired',
    kind: 'admin',
    expiresAt: server.clock.now() + 1000,
  });
  server.clock.advance(2000);
  return [
    { name: 'anonymous', key: undefined, scopes: STOREFRONT_SCOPES },
    await make('API key', { kind: 'api_key' }),
    await make('API key with one scope', { kind: 'api_key', scopes: ['catalog:read'] }),
    await make('publisher', { kind: 'publisher_server', publisherId: publisher._id }),
    await make('admin with one scope', { kind: 'admin', scopes: ['admin:leads'] }),
    await make('admin with every admin scope', { kind: 'admin', scopes: [...ADMIN_SCOPES] }),
    { name: 'operator', key: OPERATOR_KEY, scopes: new Set([...STOREFRONT_SCOPES, ...ADMIN_SCOPES]) },
    { name: 'wrong key', key: 'sk_0000000000000000000000', scopes: undefined },
    { name: 'key of another shape', key: 'hello', scopes: undefined },
    { name: 'revoked key', key: revoked.secret, scopes: undefined },
    { name: 'expired key', key: expired.secret, scopes: undefined },
  ];
}
