import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../../platform/clock.ts';
import { randomIds } from '../../platform/ids.ts';
import type { Store } from '../../platform/store/port.ts';
import { openSqliteStore } from '../../platform/store/sqlite/store.ts';
import { ApiKeyService } from './api-keys.ts';
import { anonymous, apiKeys, DEFAULT_SCOPES } from './model.ts';

const OPERATOR_SECRET = 'correct horse battery staple'.replaceAll(' ', '-');

/** A key that stands in a web page. */
const BROWSER = { kind: 'publisher', publisherId: 'pub_1', origins: ['https://blog.example'] } as const;

let clock: ManualClock;
let store: Store;
let keys: ApiKeyService;

beforeEach(async () => {
  clock = new ManualClock();
  store = await openSqliteStore({ path: ':memory:', clock, collections: [apiKeys] });
  keys = new ApiKeyService({ store, clock, ids: randomIds, adminSecret: OPERATOR_SECRET });
});
afterEach(async () => {
  keys.close();
  await store.close();
});

describe('a new key', () => {
  test('authenticates as the principal it was made for', async () => {
    const { id, secret } = await keys.create({
      name: 'Assistant',
      kind: 'api_key',
      scopes: ['catalog:read'],
      customerGroups: ['trade'],
    });
    expect(secret).toMatch(/^sk_[0-9A-Za-z]{22}$/);
    const principal = await keys.authenticate(secret, '203.0.113.7');
    expect(principal).toEqual({
      kind: 'api_key',
      id,
      scopes: new Set(['catalog:read']),
      customerGroups: ['trade'],
      address: '203.0.113.7',
    });
  });

  test('of a publisher begins with pk_ and carries its publisher', async () => {
    const { secret } = await keys.create({ name: 'Blog', ...BROWSER });
    expect(secret).toMatch(/^pk_/);
    const principal = await keys.authenticate(secret, undefined, 'https://blog.example');
    expect(principal).toMatchObject({ kind: 'publisher', publisherId: 'pub_1' });
    expect([...principal!.scopes]).toEqual(['catalog:read', 'stock:read', 'cart:write']);
  });

  test('for the servers of a publisher is secret, and reads its commissions', async () => {
    const { secret } = await keys.create({ name: 'Bot', kind: 'publisher_server', publisherId: 'pub_1' });
    expect(secret).toMatch(/^sk_/);
    const principal = await keys.authenticate(secret);
    expect(principal).toMatchObject({ kind: 'publisher', publisherId: 'pub_1' });
    expect(principal?.scopes).toContain('publisher:read');
    expect(principal?.scopes).toContain('checkout:write');
  });

  test('is stored without its secret and listed without its hash', async () => {
    const { id, secret } = await keys.create({ name: 'Assistant', kind: 'api_key' });
    const stored = JSON.stringify(await store.get(apiKeys, id));
    expect(stored).not.toContain(secret.slice(3));
    const [listed] = await keys.list();
    expect(listed).toMatchObject({ id, name: 'Assistant', hint: `sk_…${secret.slice(-4)}` });
    expect(JSON.stringify(listed)).not.toMatch(/[0-9a-f]{64}/);
  });

  test.each([
    ['an admin scope on another kind', { kind: 'api_key', scopes: ['admin:orders'] }, 'scopes'],
    [
      'an admin scope on a publisher',
      { kind: 'publisher', publisherId: 'p', scopes: ['admin:keys'] },
      'scopes',
    ],
    ['commissions for a web page', { ...BROWSER, scopes: ['publisher:read'] }, 'scopes'],
    ['a checkout for a web page', { ...BROWSER, scopes: ['checkout:write'] }, 'scopes'],
    ['commissions for no publisher', { kind: 'api_key', scopes: ['publisher:read'] }, 'scopes'],
    ['a web page without its origin', { ...BROWSER, origins: [] }, 'origins'],
    ['an origin with a path', { ...BROWSER, origins: ['https://blog.example/a'] }, 'origins'],
    ['any origin', { ...BROWSER, origins: ['*'] }, 'origins'],
    ['origins for a server', { kind: 'api_key', origins: ['https://blog.example'] }, 'origins'],
    ['a publisher’s server without an id', { kind: 'publisher_server' }, 'publisherId'],
    ['no scope at all', { kind: 'api_key', scopes: [] }, 'scopes'],
    ['a publisher without an id', { kind: 'publisher' }, 'publisherId'],
    ['an expiry in the past', { kind: 'api_key', expiresAt: 1 }, 'expiresAt'],
    ['an empty name', { kind: 'api_key', name: ' ' }, 'name'],
  ] as const)('is refused with %s', async (_what, input, field) => {
    await expect(keys.create({ name: 'x', ...input })).rejects.toMatchObject({
      code: 'invalid_input',
      field,
    });
    expect(await keys.list()).toEqual([]);
  });
});

describe('authenticate', () => {
  test.each(['https://evil.example', 'http://blog.example', 'https://blog.example:8443', 'null', undefined])(
    'fails for a browser key from %s',
    async (origin) => {
      const { secret } = await keys.create({ name: 'Blog', ...BROWSER });
      await expect(keys.authenticate(secret, undefined, origin)).rejects.toMatchObject({ code: 'forbidden' });
      expect(await keys.authenticate(secret, undefined, 'https://blog.example')).toBeDefined();
    },
  );

  test('fails for what is no key, another secret, and the hash itself', async () => {
    const { id, secret } = await keys.create({ name: 'x', kind: 'api_key' });
    const { secretHash } = (await store.get(apiKeys, id))!;
    const wrong = [
      '',
      'sk_',
      id,
      secretHash,
      `pk_${secret.slice(3)}`,
      `${secret}x`,
      `${secret}\0`,
      'sk_'.repeat(1000),
    ];
    for (const attempt of wrong) expect(await keys.authenticate(attempt)).toBeUndefined();
  });

  test('fails from the moment of expiry on', async () => {
    const { secret } = await keys.create({ name: 'x', kind: 'api_key', expiresAt: clock.now() + 1000 });
    clock.advance(999);
    expect(await keys.authenticate(secret)).toBeDefined();
    clock.advance(1);
    expect(await keys.authenticate(secret)).toBeUndefined();
  });

  test('fails at once after the key was revoked, also where it was known', async () => {
    const { id, secret } = await keys.create({ name: 'x', kind: 'admin' });
    const elsewhere = new ApiKeyService({ store, clock, ids: randomIds });
    expect(await elsewhere.authenticate(secret)).toBeDefined();
    expect(await keys.authenticate(secret)).toBeDefined();
    await keys.revoke(id);
    expect(await keys.authenticate(secret)).toBeUndefined();
    expect(await elsewhere.authenticate(secret)).toBeUndefined();
    expect((await keys.revoke(id)).revokedAt).toBe(clock.now());
    elsewhere.close();
  });

  test('fails for a key that is revoked while it is being read', async () => {
    const { id, secret } = await keys.create({ name: 'x', kind: 'api_key' });
    const [, after] = await Promise.all([
      keys.authenticate(secret),
      keys.revoke(id).then(() => keys.authenticate(secret)),
    ]);
    expect(after).toBeUndefined();
  });

  test('knows the operator by the key in the settings', async () => {
    const operator = await keys.authenticate(OPERATOR_SECRET);
    expect(operator).toMatchObject({ kind: 'admin', id: 'operator' });
    expect(operator?.scopes).toEqual(DEFAULT_SCOPES.admin);
    expect(await keys.authenticate(`${OPERATOR_SECRET}x`)).toBeUndefined();
  });
});

test('revoking a key that never was says so', async () => {
  await expect(keys.revoke('key_none')).rejects.toMatchObject({ code: 'not_found' });
});

test('nobody but an admin has an admin scope by default', () => {
  for (const kind of ['anonymous', 'api_key', 'publisher', 'customer'] as const) {
    expect([...DEFAULT_SCOPES[kind]].filter((scope) => scope.startsWith('admin:'))).toEqual([]);
  }
  expect(anonymous('203.0.113.7')).toMatchObject({ id: 'anonymous', address: '203.0.113.7' });
});
