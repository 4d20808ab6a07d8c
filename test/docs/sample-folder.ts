import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createShopwright } from '../../server/app.ts';
import { loadConfig } from '../../server/config.ts';
import { createLogger } from '../../server/platform/telemetry/logger.ts';

/** A data folder with the sample shop in it, which nobody serves. Whoever asks for it removes it. */
export async function sampleFolder(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'shopwright-docs-'));
  const config = loadConfig({}, { dataDir, environment: 'test', logLevel: 'silent' });
  const shop = await createShopwright({ config, logger: createLogger(config) });
  await shop.start();
  await shop.close();
  return dataDir;
}
