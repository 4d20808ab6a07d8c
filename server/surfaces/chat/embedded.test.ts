import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPublisher } from '../../../test/fixtures/publishers.ts';
import { type ShopwrightServer, startShopwright } from '../../../test/fixtures/shopwright-server.ts';
import { identityHash, SHOP_ISSUER } from '../../commerce/customers/web-identity.ts';
import { sessions } from '../../commerce/sessions/model.ts';
import { sessionKey } from '../../commerce/sessions/service.ts';

/** Conversations that begin on other websites. */

const BLOG = 'https://blog.example';

let server: ShopwrightServer;
let key: string;
let publisherId: string;
beforeAll(async () => {
  server = await startShopwright({ frameAncestors: [BLOG] });
  publisherId = (await addPublisher(server.shop))._id;
  const made = { name: 'Page', kind: 'publisher', publisherId, origins: [BLOG] } as const;
  key = (await server.shop.services.apiKeys.create(made)).secret;
});
afterAll(() => server.close());

const open = (body: object, origin?: string) =>
  server.ask('/v1/conversations', { method: 'POST', body, headers: origin ? { Origin: origin } : {} });
const idOf = (answer: Awaited<ReturnType<typeof open>>) => String(answer.json!.conversation_id);
const sessionOf = async (id: string) => {
  await server.shop.store.flush();
  return (await server.shop.store.get(sessions, sessionKey(id)))!;
};
const identify = (id: string, user: string, hash: string, phone?: string) =>
  server.ask(`/v1/conversations/${id}/identity`, { method: 'POST', body: { user_id: user, hash, phone } });

test('a publisher’s key names who sent the visitor, who is a visitor like any other', async () => {
  const opened = await open({ publisher_key: key }, BLOG);
  expect(opened.status).toBe(201);
  expect(await sessionOf(idOf(opened))).toMatchObject({ principalKind: 'anonymous', publisherId });
  expect((await server.ask(`/v1/conversations/${idOf(opened)}/messages`)).status).toBe(200);
});

test.each([
  ['another origin', () => open({ publisher_key: key }, 'https://evil.example'), 403],
  ['no origin', () => open({ publisher_key: key }), 403],
  ['a key nobody made', () => open({ publisher_key: `pk_${'a'.repeat(22)}` }, BLOG), 401],
])('refuses %s', async (_, ask, status) => {
  expect((await ask()).status).toBe(status);
});

test('refuses a secret key, which would be everybody’s in a page, and one that was revoked', async () => {
  const { apiKeys } = server.shop.services;
  const secret = await apiKeys.create({ name: 'Server', kind: 'publisher_server', publisherId });
  expect((await open({ publisher_key: secret.secret }, BLOG)).status).toBe(401);
  const other = await apiKeys.create({ name: 'x', kind: 'publisher', publisherId, origins: [BLOG] });
  await apiKeys.revoke(other.id);
  expect((await open({ publisher_key: other.secret }, BLOG)).status).toBe(401);
});

test('only a website that may frame the checkout is told to', async () => {
  expect((await open({}, BLOG)).json).toMatchObject({ checkout_in_frame: true });
  expect((await open({}, 'https://other.example')).json).toMatchObject({ checkout_in_frame: false });
});

test('what led here is kept with the session', async () => {
  const came_from = { url: 'https://blog.example/lamps', click_id: 'c1', utm: { source: 'mail' } };
  expect(await sessionOf(idOf(await open({ came_from })))).toMatchObject({
    referral: { source: 'ad', url: 'https://blog.example/lamps', clickId: 'c1', utm: { source: 'mail' } },
  });
});

test('who is signed in counts only with the hash that the website’s server made', async () => {
  const { webIdentities } = server.shop.services;
  const secret = await webIdentities.secret(SHOP_ISSUER);
  const id = idOf(await open({}));
  const hash = identityHash(secret, 'ada');
  const forged = [
    identityHash('guess', 'ada'),
    identityHash(secret, 'bob'),
    identityHash(await webIdentities.secret(publisherId), 'ada'),
    `${hash}0`,
    hash.slice(1),
    '',
  ];
  for (const wrong of forged) expect((await identify(id, 'ada', wrong)).status).toBe(403);
  expect((await sessionOf(id)).webIdentity).toBeUndefined();
  expect((await identify(id, 'ada', hash.toUpperCase())).status).toBe(204);
  expect((await identify(id, 'ada', hash)).status).toBe(204);
  const { webIdentity } = await sessionOf(id);
  expect(webIdentity).toMatchObject({ issuer: 'shop' });
  expect(JSON.stringify(webIdentity)).not.toContain('ada');
});

test('a phone number counts where the shop’s own website signed it along', async () => {
  const { webIdentities } = server.shop.services;
  const phone = '+16505551234';
  const secret = await webIdentities.secret(SHOP_ISSUER);
  const id = idOf(await open({}));
  expect((await identify(id, 'ada', identityHash(secret, 'ada'), phone)).status).toBe(403);
  expect((await identify(id, 'ada', identityHash(secret, 'ada', '+16505550000'), phone)).status).toBe(403);
  expect((await identify(id, `ada\n${phone}`, identityHash(secret, 'ada', phone))).status).toBe(422);
  expect((await sessionOf(id)).verifiedContact).toBeUndefined();
  expect((await identify(id, 'ada', identityHash(secret, 'ada'))).status).toBe(204);
  expect((await identify(id, 'ada', identityHash(secret, 'ada', phone), phone)).status).toBe(204);
  expect((await sessionOf(id)).verifiedContact).toMatchObject({ kind: 'phone', value: phone });
  const blog = idOf(await open({ publisher_key: key }, BLOG));
  const theirs = identityHash(await webIdentities.secret(publisherId), 'ada', phone);
  expect((await identify(blog, 'ada', theirs, phone)).status).toBe(403);
});

test('another user needs another conversation', async () => {
  const secret = await server.shop.services.webIdentities.secret(SHOP_ISSUER);
  const id = idOf(await open({}));
  expect((await identify(id, 'ada', identityHash(secret, 'ada'))).status).toBe(204);
  expect((await identify(id, 'bob', identityHash(secret, 'bob'))).status).toBe(409);
});

test('on a publisher’s page its own secret counts, and after a change the new one only', async () => {
  const { webIdentities } = server.shop.services;
  const id = idOf(await open({ publisher_key: key }, BLOG));
  const old = await webIdentities.secret(publisherId);
  const now = await webIdentities.rotate(publisherId);
  expect(now).not.toBe(old);
  expect((await identify(id, 'ada', identityHash(old, 'ada'))).status).toBe(403);
  expect((await identify(id, 'ada', identityHash(now, 'ada'))).status).toBe(204);
});
