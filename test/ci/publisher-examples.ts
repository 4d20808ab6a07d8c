import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { interpreter } from '../clients/python.ts';
import { startFakeOpenAi } from '../fakes/openai/server.ts';
import { orderIn, runExample, scriptPurchase } from '../fixtures/publisher-bot.ts';
import { addPublisher, earnedBy } from '../fixtures/publishers.ts';
import { startShopwright } from '../fixtures/shopwright-server.ts';

/**
 * The publishers' bots, in TypeScript and in Python with the official `mcp` client, against a model that leads a purchase:
 * `node test/ci/publisher-examples.ts`. Exit code 1 unless each earns exactly what it should.
 */
const cache = fileURLToPath(new URL('../../node_modules/.cache/clients/', import.meta.url));
await mkdir(cache, { recursive: true });
const server = await startShopwright();
const model = await startFakeOpenAi();
const related = [{ product_id: 'bulb', kind: 'complement' as const }];
await server.put(
  { id: 'bulb', price: 333 },
  { id: 'lamp', title: 'Reading lamp', price: 1999, extra: { related } },
);
const commands = [
  [process.execPath, 'publisher-bot.ts'],
  [await interpreter(cache), 'publisher-bot.py'],
] as const;
let failed = 0;
for (const [command, file] of commands) {
  const { _id: publisherId } = await addPublisher(server.shop, file);
  const { secret } = await server.shop.services.apiKeys.create({
    ...{ name: file, kind: 'publisher_server', publisherId },
  });
  scriptPurchase(model);
  try {
    const printed = await runExample(command, file, {
      ...{ SHOP_URL: server.url, SHOP_KEY: secret, OPENAI_BASE_URL: model.url },
    });
    const earned = await earnedBy(server.shop.store, orderIn(printed));
    // Ten percent of 19.99 and twice 3.33.
    if (earned !== 267) throw new Error(`earned ${earned}, not 267`);
    console.log(`pass  examples/${file}: sold for 26.65 and earned 2.67`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  examples/${file}: ${error instanceof Error ? error.message : error}`);
  }
}
await model.close();
await server.close();
process.exitCode = failed === 0 ? 0 : 1;
