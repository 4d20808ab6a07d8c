import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShopwrightServer, startShopwright } from '../../../test/fixtures/shopwright-server.ts';

let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright();
});
afterAll(() => server.close());

const get = (query = '', headers: Record<string, string> = {}) =>
  fetch(`${server.url}/widget.js${query}`, { headers: { 'Accept-Encoding': 'identity', ...headers } });

test('the script is for pages of any origin, and asked for again by its entity tag', async () => {
  const first = await get();
  expect(first.status).toBe(200);
  expect(Object.fromEntries(first.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': expect.stringContaining('max-age=3600'),
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    vary: expect.stringContaining('Accept-Encoding'),
  });
  const again = await get('', { 'If-None-Match': first.headers.get('etag')! });
  expect(again.status).toBe(304);
  expect((await get('', { 'If-None-Match': '"other"' })).status).toBe(200);
});

test('an address with the version is kept for a year; with another version it is not', async () => {
  const version = (await get()).headers.get('x-widget-version')!;
  expect((await get(`?v=${version}`)).headers.get('cache-control')).toBe(
    'public, max-age=31536000, immutable',
  );
  expect((await get('?v=older')).headers.get('cache-control')).not.toContain('immutable');
});

test('it comes compressed to who takes that', async () => {
  const plain = await (await get()).text();
  const compressed = await get('', { 'Accept-Encoding': 'gzip' });
  expect(compressed.headers.get('content-encoding')).toBe('gzip');
  expect(await compressed.text()).toBe(plain);
});

test('where the chat is switched off there is no widget', async () => {
  const silent = await startShopwright({ chat: false });
  expect((await fetch(`${silent.url}/widget.js`)).status).toBe(404);
  await silent.close();
});
