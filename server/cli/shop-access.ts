import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { collections } from '../collections.ts';
import { CatalogService } from '../commerce/catalog/service.ts';
import { EventRecorder } from '../commerce/events/recorder.ts';
import { ApiKeyService } from '../commerce/principals/api-keys.ts';
import { ShopService } from '../commerce/shop/service.ts';
import type { Config } from '../config.ts';
import { systemClock } from '../platform/clock.ts';
import { randomIds } from '../platform/ids.ts';
import type { Store } from '../platform/store/port.ts';
import { acquireFileLock, readLockOwner } from '../platform/store/sqlite/lock.ts';
import { openSqliteStore } from '../platform/store/sqlite/store.ts';
import { PROGRAM } from '../version.ts';
import type { RunningServer } from './admin-client.ts';
import { type CliContext, note } from './context.ts';
import { CliError } from './errors.ts';

/** The shop's data, opened by this process because no server runs. */
export interface OwnedShop {
  store: Store;
  catalog: CatalogService;
  shop: ShopService;
  apiKeys: ApiKeyService;
}

const START_MS = 5_000;
const RETRY_MS = 100;

export const databaseFile = (config: Config): string => join(config.dataDir, 'shop.db');

/**
 * The server that owns the data folder; undefined when nobody does. Waits for one that is just starting.
 * @throws CliError when the owner is not a server
 */
export async function findServer(config: Config): Promise<RunningServer | undefined> {
  if (!existsSync(config.dataDir)) return undefined;
  for (let waited = 0; ; waited += RETRY_MS) {
    const owner = readLockOwner(config.dataDir);
    if (!owner) return undefined;
    if (owner.url !== undefined && owner.controlToken !== undefined) {
      return { url: owner.url, token: owner.controlToken, pid: owner.pid };
    }
    if (waited >= START_MS) {
      throw new CliError(
        `Another command (process ${owner.pid}) is using ${config.dataDir}. Wait until it has finished, then try again.`,
      );
    }
    await wait(RETRY_MS);
  }
}

/** Runs `attached` where a server owns the data, and `owned` on the data itself where none does. */
export async function withShop<R>(
  context: CliContext,
  config: Config,
  ways: { attached: (server: RunningServer) => Promise<R>; owned: (shop: OwnedShop) => Promise<R> },
): Promise<R> {
  const server = await findServer(config);
  if (server) return ways.attached(server);
  const lock = acquireFileLock(config.dataDir);
  try {
    const store = await openSqliteStore({
      path: databaseFile(config),
      clock: systemClock,
      collections,
      program: PROGRAM,
      upgradeBackups: config.upgradeBackups,
      onUpgrade: (text) => note(context, text),
    });
    try {
      const [clock, ids] = [systemClock, randomIds];
      await EventRecorder.open({ store, ids });
      const shop = new ShopService(store);
      return await ways.owned({
        store,
        shop,
        catalog: new CatalogService({ store, ids, clock, shop }),
        apiKeys: new ApiKeyService({ store, clock, ids }),
      });
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}
