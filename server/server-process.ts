import type { RequestListener } from 'node:http';
import { createShopwright, type Shopwright, type ShopwrightOptions } from './app.ts';
import { type Config, withPort } from './config.ts';
import { newControlToken } from './control-token.ts';
import { createLifecycle, type Lifecycle } from './platform/http/lifecycle.ts';
import { ListenError, listen } from './platform/http/listen.ts';
import { acquireFileLock } from './platform/store/sqlite/lock.ts';
import type { Logger } from './platform/telemetry/logger.ts';
import { startTelemetry } from './platform/telemetry/tracing.ts';

export interface ServerProcess {
  /** With the port that was bound and the public address that follows from it. */
  config: Config;
  /** Where it answers on this machine. */
  url: string;
  shop: Shopwright;
  lifecycle: Lifecycle;
  sampleLoaded: boolean;
  /** Made because there was no key to administer the shop with. It is stored nowhere: show it now. */
  newAdminKey?: string;
}

export interface StartOptions extends Pick<ShopwrightOptions, 'clock' | 'payments' | 'collections'> {
  config: Config;
  logger: Logger;
  /** Takes any free port where the configured one is in use. */
  anyPort?: boolean;
  /** Told when requests can come, before the shop is loaded: `/readyz` still answers 503. */
  onListening?: (url: string) => void;
}

/**
 * Owns the data folder, listens, then loads the shop. Everything that was opened is closed by `lifecycle.stop`, or before
 * this throws.
 *
 * @throws StoreLockedError, StoreFileError, ListenError
 */
export async function startServer({
  config: asked,
  logger,
  anyPort,
  onListening,
  ...parts
}: StartOptions): Promise<ServerProcess> {
  const lifecycle = createLifecycle({
    logger,
    shutdownGraceMs: asked.shutdownGraceMs,
    shutdownDelayMs: asked.shutdownDelayMs,
  });
  const lock = acquireFileLock(asked.dataDir);
  let opened: Shopwright | undefined;
  lifecycle.onStop('shop', () => opened?.close());
  lifecycle.onStop('lock', () => lock.release());
  try {
    let handler: RequestListener = notYet;
    const dispatch: RequestListener = (req, res) => handler(req, res);
    const { server, port, url } = await listenSomewhere(dispatch, asked, anyPort === true);
    lifecycle.serve(server);
    const config = withPort(asked, port);
    const telemetry = await startTelemetry(config);
    lifecycle.onStop('telemetry', () => telemetry.stop());
    const controlToken = newControlToken();
    const shop = await createShopwright({
      ...parts,
      config,
      logger,
      controlToken,
      stopping: lifecycle.signal,
    });
    opened = shop;
    handler = shop.createApp(lifecycle);
    lock.update({ url, controlToken });
    onListening?.(url);
    const { sampleLoaded } = await shop.start();
    const newAdminKey = await firstAdminKey(shop, config);
    lifecycle.ready();
    return { config, url, shop, lifecycle, sampleLoaded, ...(newAdminKey !== undefined && { newAdminKey }) };
  } catch (error) {
    await lifecycle.stop('the start failed');
    throw error;
  }
}

/** For the moment between the listening and the opening of the store. */
const notYet: RequestListener = (_req, res) => {
  res.writeHead(503, { 'Retry-After': '1', 'Content-Type': 'application/json' });
  res.end('{"status":"starting"}');
};

async function listenSomewhere(handler: RequestListener, config: Config, anyPort: boolean) {
  try {
    return await listen(handler, config);
  } catch (error) {
    if (!anyPort || !(error instanceof ListenError)) throw error;
    return listen(handler, { ...config, port: 0 });
  }
}

async function firstAdminKey(shop: Shopwright, config: Config): Promise<string | undefined> {
  if (config.adminKey !== undefined) return undefined;
  const keys = await shop.services.apiKeys.list();
  if (keys.some((key) => key.kind === 'admin' && key.revokedAt === undefined)) return undefined;
  const { secret } = await shop.services.apiKeys.create({ name: 'First admin key', kind: 'admin' });
  return secret;
}
