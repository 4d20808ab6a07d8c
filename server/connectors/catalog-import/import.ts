import { Readable } from 'node:stream';
import type { CatalogService } from '../../commerce/catalog/service.ts';
import type { ShopService } from '../../commerce/shop/service.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Store } from '../../platform/store/port.ts';
import { type FeedFile, spooledFeed } from './file/feed-file.ts';
import { ImportRun } from './import-run.ts';
import type { ImportPlan } from './plan.ts';
import { type PreparedFeed, type PrepareOptions, prepareFeed } from './prepare.ts';
import type { ImportProgress, ImportReport, RowFault } from './report.ts';

export interface RetireOptions {
  /** Refused when more than this share of the feed's products on sale would go, in percent. */
  limitPercent: number;
  /** Retires however many there are. */
  force: boolean;
}

export interface ImportOptions extends Omit<PrepareOptions, 'keepIds'> {
  /** A file, or a stream that is taken in whole before it is judged. */
  input: FeedFile | Readable;
  /** Instead of preparing `input` again. Made with `keepIds` when `retire` is asked for. */
  prepared?: PreparedFeed | undefined;
  catalog: CatalogService;
  shop: ShopService;
  store: Store;
  ids: Ids;
  /** Writes nothing and tells what would be. */
  dryRun?: boolean | undefined;
  /** Takes products of the same source off sale that the file no longer holds. */
  retire?: RetireOptions | undefined;
  /** Told once, before the first row is written. */
  onPlan?: ((plan: ImportPlan) => void) | undefined;
  /** After each chunk. */
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Told of every fault and warning, also of those that the report no longer lists. */
  onFault?: ((kind: 'fault' | 'warning', fault: RowFault) => void) | undefined;
}

/**
 * Reads a catalogue file twice: once to its end, to see that it is whole and what it holds; then again, writing products in
 * small chunks, one transaction each, so that the shop goes on serving meanwhile. A product is taken in whole or refused
 * whole; the good ones are kept whatever becomes of the others. Products are updated by id; those that the file does not
 * mention stay as they are, unless `retire` is asked for.
 *
 * @throws ImportError when the file or the mapping as a whole is wrong; then nothing was written
 */
export async function importCatalog(options: ImportOptions): Promise<ImportReport> {
  const startedAt = performance.now();
  const { input } = options;
  const file = input instanceof Readable ? await spooledFeed(input) : input;
  try {
    const prepared =
      options.prepared ?? (await prepareFeed(file, { ...options, keepIds: options.retire !== undefined }));
    await file.confirmUnchanged();
    const run = new ImportRun(options, prepared);
    await run.check();
    options.onPlan?.(prepared.plan);
    const report = await run.write();
    report.seconds = Math.round(performance.now() - startedAt) / 1000;
    return report;
  } finally {
    if (file !== input) await file.close();
  }
}
