import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';

let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright({ sampleShop: true });
  await server.shop.start();
});
afterAll(() => server.close());

it('docs/verify-reply.md: the example does what the page says', async () => {
  const page = readFileSync(new URL('../../docs/verify-reply.md', import.meta.url), 'utf8');
  const code = /```js\n(.*?)```/s.exec(page)![1]!;
  const printed = /```text\n(.*?)```/s.exec(page)![1]!;
  const lines: string[] = [];
  const print = { log: (...words: unknown[]) => lines.push(words.map(String).join(' ')) };
  const run = new Function('fetch', 'console', `return (async () => {${code}})();`) as (
    fetched: typeof fetch,
    printer: typeof print,
  ) => Promise<void>;
  await run(
    (address, init) => fetch(String(address).replace('http://127.0.0.1:3000', server.url), init),
    print,
  );
  expect(`${lines.join('\n')}\n`).toBe(printed);
});
