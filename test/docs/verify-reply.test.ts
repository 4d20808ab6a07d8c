import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createShopwright, type Shopwright } from '../../server/app.ts';
import { loadConfig } from '../../server/config.ts';
import { listen } from '../../server/platform/http/listen.ts';
import { createLogger } from '../../server/platform/telemetry/logger.ts';

let shop: Shopwright;
let served: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  const config = loadConfig({}, { environment: 'test', logLevel: 'silent' });
  shop = await createShopwright({ config, logger: createLogger(config), storePath: ':memory:' });
  await shop.start();
  served = await listen(shop.createApp(), { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  served.server.close();
  await shop.close();
});

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
    (address, init) => fetch(String(address).replace('http://127.0.0.1:3000', served.url), init),
    print,
  );
  expect(`${lines.join('\n')}\n`).toBe(printed);
});
