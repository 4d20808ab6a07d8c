import { join } from 'node:path';
import { type KeyedHash, keyedHash, loadSecret } from '../commerce/secrets.ts';
import { folderBlobs } from '../platform/blobs.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Jobs } from '../platform/jobs/port.ts';
import type { Store } from '../platform/store/port.ts';
import { ErasureList, LIST_NAME } from './list-file.ts';
import type { RunDeps } from './run.ts';
import { ErasureService } from './service.ts';

/** Every backup of this shop has its secret, so what its hashes stand for can be found in each. */
export const erasureKey = async (store: Store): Promise<KeyedHash> =>
  keyedHash(await loadSecret(store, 'master'), 'erasure');

/** Wires erasure over a store. @param deps `dataDir`: absent where the store is no file */
export async function openErasures(deps: {
  store: Store;
  clock: Clock;
  ids: Ids;
  jobs: Jobs;
  dataDir: string | undefined;
  onStep?: RunDeps['onStep'];
}): Promise<ErasureService> {
  const { store, dataDir } = deps;
  const secret = await loadSecret(store, 'master');
  const shop = keyedHash(secret, 'erasure list')('shop');
  const blobs = dataDir === undefined ? undefined : folderBlobs(join(dataDir, 'media'));
  return new ErasureService({
    ...deps,
    hash: await erasureKey(store),
    list: dataDir === undefined ? undefined : new ErasureList(join(dataDir, LIST_NAME), shop),
    forgetMedia: async (id) => blobs?.delete(id),
  });
}
