import type { RequestListener } from 'node:http';
import { createShopwright } from '../../../server/app.ts';
import { loadConfig, withPort } from '../../../server/config.ts';
import { type Clock, systemClock } from '../../../server/platform/clock.ts';
import { listen } from '../../../server/platform/http/listen.ts';
import { createLogger } from '../../../server/platform/telemetry/logger.ts';
import { TEST_SHOP, testProduct } from '../../fixtures/shop.ts';
import { startWhatsApp } from '../../fixtures/whatsapp/server.ts';
import { settingsFor } from '../../fixtures/whatsapp/settings.ts';

/**
 * A shop with three products and a real clock that talks with its customers on the fake of WhatsApp, in one process.
 * @param dataDir a folder for its files; in memory when absent
 */
export async function openWhatsAppShop(dataDir: string | undefined) {
  const clock: Clock = systemClock;
  // Its own limits are no matter here: how many messages a second a number may send.
  const whatsapp = await startWhatsApp({ clock, throughput: Number.POSITIVE_INFINITY, pairBurst: 1000 });
  let handler: RequestListener = (_req, res) => void res.writeHead(503).end();
  const http = await listen((req, res) => handler(req, res), { host: '127.0.0.1', port: 0 });
  const config = withPort(
    loadConfig(
      {},
      {
        environment: 'test',
        sampleShop: false,
        adminKey: 'operator-key-for-tests-only',
        logLevel: 'error',
        ...(dataDir !== undefined && { dataDir }),
        ...settingsFor(whatsapp),
      },
    ),
    http.port,
  );
  const faults: string[] = [];
  const logger = createLogger(config, { write: (line) => void faults.push(line) });
  const shop = await createShopwright({
    ...{ config, logger, clock },
    ...(dataDir === undefined && { storePath: ':memory:' }),
  });
  await shop.services.shop.put(TEST_SHOP);
  const products = ['cup', 'kettle', 'lamp'].map((id, n) => testProduct({ id, price: 1999 + n * 1000 }));
  for (const result of await shop.services.catalog.putMany(products))
    if (result.status === 'refused') throw new Error(JSON.stringify(result.faults));
  await shop.start();
  handler = shop.createApp();
  const webhook = `${http.url}/channels/whatsapp/webhook`;
  await whatsapp.subscribe(webhook);
  return {
    shop,
    whatsapp,
    webhook,
    /** What was logged as an error. */
    faults,
    close: async (): Promise<void> => {
      await whatsapp.close();
      http.server.closeAllConnections();
      await new Promise((closed) => http.server.close(closed));
      await shop.close();
    },
  };
}
export type WhatsAppShop = Awaited<ReturnType<typeof openWhatsAppShop>>;
