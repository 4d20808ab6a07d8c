import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CategoryInput, ProductInput } from '../../commerce/catalog/product-input.ts';
import { productId } from '../../commerce/catalog/rules.ts';
import type { CatalogService } from '../../commerce/catalog/service.ts';
import type { Shop } from '../../commerce/shop/model.ts';
import { SHOP_ID } from '../../commerce/shop/model.ts';
import type { ShopService } from '../../commerce/shop/service.ts';
import { starterShop } from '../../commerce/shop/starter.ts';
import type { Store } from '../../platform/store/port.ts';
import { ChunkWriter } from './chunk-writer.ts';
import { type FeedFile, spooledFeed } from './file/feed-file.ts';
import { finishDraft, type Mapped, resolveTerms, type Terms } from './finish.ts';
import { type Gathered, gather } from './gather.ts';
import type { ImportPlan } from './plan.ts';
import { type PreparedFeed, type PrepareOptions, prepareFeed } from './prepare.ts';
import { ImportError, type ImportProgress, type ImportReport, type RowFault } from './report.ts';
import { findMissing, listed, type Missing, retireProducts } from './retire.ts';
import { readRows } from './rows.ts';
import type { Row } from './shapes/draft.ts';
import { ShopSettings } from './shop-settings.ts';
import { catalogTarget, previewTarget } from './target.ts';

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

const MAX_FAULTS_PER_ROW = 10;
/** Judging rows gives way to other work after this. */
const TURN_MS = 5;

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

class ImportRun {
  readonly #options: ImportOptions;
  readonly #feed: PreparedFeed;
  readonly #writer: ChunkWriter;
  readonly #report: ImportReport;
  /** What a database without a shop would be given. */
  #preview: Shop | undefined;
  #terms: Terms | undefined;
  #shopKnown = false;
  /** Products of the file and the lines on which they begin. */
  readonly #lines = new Map<string, number>();
  #bytes = 0;
  #missing: Missing | undefined;

  constructor(options: ImportOptions, feed: PreparedFeed) {
    this.#options = options;
    this.#feed = feed;
    const { source } = feed.plan;
    this.#writer = new ChunkWriter(
      options.dryRun
        ? previewTarget(options.store, () => this.#shop())
        : catalogTarget(options.catalog, source),
    );
    this.#writer.leaveOutSku = feed.mapping?.unfit_sku === 'leave_out';
    this.#writer.onFault = options.onFault;
    this.#report = this.#writer.report;
    this.#report.source = source;
    this.#report.dryRun = options.dryRun === true;
  }

  /** What is wrong for the whole file. @throws ImportError */
  async check(): Promise<void> {
    const { mapping } = this.#feed;
    const shop = await this.#options.shop.find();
    if (mapping && shop) this.#terms = resolveTerms(mapping, shop);
    this.#missing = await this.#findMissing();
  }

  async write(): Promise<ImportReport> {
    const { signal } = this.#options;
    const { shape, census, text, kind } = this.#feed;
    const report = this.#report;
    const missing = this.#missing;
    const rows = readRows(
      text.read((bytes) => {
        this.#bytes = bytes;
      }),
      kind,
    );
    let told = 0;
    let turn = performance.now();
    try {
      for await (const gathered of gather(rows, shape, census)) {
        signal?.throwIfAborted();
        await this.#judge(gathered);
        if (this.#writer.chunks > told) {
          told = this.#writer.chunks;
          this.#tell();
        } else if (performance.now() - turn < TURN_MS) continue;
        await nextTurn();
        turn = performance.now();
      }
    } catch (error) {
      if (!signal?.aborted) throw error;
      report.stopped = true;
    }
    await this.#writer.finish();
    if (missing && !report.stopped) await this.#retire(missing);
    report.faults.sort((a, b) => a.line - b.line);
    report.warnings.sort((a, b) => a.line - b.line);
    this.#tell();
    return report;
  }

  async #judge(gathered: Gathered): Promise<void> {
    if ('fault' in gathered) {
      this.#report.read += 1;
      this.#writer.refuse(gathered.line, gathered.id, [{ reason: gathered.fault }]);
      return;
    }
    const { rows, spoiltOn } = gathered;
    this.#report.read += rows.length;
    const [row] = rows;
    if (this.#feed.plan.native && (await this.#takeSettings(row!))) return;
    const { mapped, placeOf } = await this.#map(rows);
    const id = typeof mapped.input.id === 'string' ? mapped.input.id : undefined;
    const refuse = (faults: readonly { line?: number; field?: string; reason: string }[]) =>
      this.#writer.refuse(row!.line, id, faults.slice(0, MAX_FAULTS_PER_ROW));
    const before = id === undefined ? undefined : this.#lines.get(productId(id));
    if (spoiltOn !== undefined) {
      refuse([{ reason: `line ${spoiltOn}, which cannot be read, is or may be a row of this product` }]);
    } else if (mapped.faults.length > 0) {
      refuse(mapped.faults.map(({ path, reason }) => ({ ...placeOf(path), reason })));
    } else {
      const parsed = ProductInput.safeParse(mapped.input);
      if (!parsed.success) {
        const issues = parsed.error.issues.map((issue) => readable(issue, mapped.input));
        refuse(issues.map(({ field, reason }) => ({ ...placeOf(field), reason })));
      } else if (before !== undefined) {
        refuse([{ ...placeOf('id'), reason: `the product "${id}" stands on line ${before} already` }]);
      } else {
        this.#lines.set(productId(parsed.data.id), row!.line);
        for (const { path, reason } of mapped.leftOut)
          this.#writer.warn(row!.line, id, { ...placeOf(path), reason });
        await this.#makeShop();
        await this.#writer.add({
          line: row!.line,
          input: parsed.data,
          categories: mapped.categories,
          placeOf,
        });
      }
    }
  }

  async #map(
    rows: readonly Row[],
  ): Promise<{ mapped: Mapped; placeOf: (path: string) => { line: number; field: string } }> {
    const { mapping, shape } = this.#feed;
    const [row] = rows;
    const line = row!.line;
    if (!mapping) {
      const mapped = { input: row!.value, faults: [], leftOut: [], categories: [] };
      return { mapped, placeOf: (field) => ({ line, field }) };
    }
    this.#terms ??= resolveTerms(mapping, await this.#shop());
    const draft = shape.draft(rows);
    const placeOf = (path: string) => {
      const index = /^variants\.(\d+)/.exec(path)?.[1];
      const own = index === undefined ? undefined : draft.variants[Number(index)]?.line;
      return { line: own ?? line, field: shape.columnOf(path) };
    };
    return { mapped: finishDraft(draft, mapping, this.#terms), placeOf };
  }

  /** The shop's settings, or those that it would be given. */
  async #shop(): Promise<Shop> {
    return (await this.#options.shop.find()) ?? this.#starter();
  }

  /** A product needs a market: a shop without settings gets those that the file speaks of. */
  #starter(): Shop {
    if (this.#preview) return this.#preview;
    const { mapping, currency, head } = this.#feed;
    const example = head.find(({ value }) => Array.isArray(value?.variants));
    const first = mapping ? undefined : ProductInput.safeParse(example?.value).data?.variants[0];
    const [price, stock] = [first?.prices[0], first?.stock?.[0]];
    this.#preview = previewShop(
      starterShop({
        currency: mapping?.defaults.currency ?? currency ?? price?.currency,
        market: mapping?.defaults.market ?? price?.market,
        location: mapping?.defaults.location ?? stock?.location,
      }),
    );
    return this.#preview;
  }

  /** Before the first thing is written that needs them. */
  async #makeShop(): Promise<void> {
    if (this.#shopKnown) return;
    this.#shopKnown = true;
    const { shop, dryRun } = this.#options;
    if (await shop.find()) return;
    const { _id, version, createdAt, updatedAt, ...settings } = this.#starter();
    if (!dryRun) await shop.put(settings);
    this.#report.shopSettings = 'made';
  }

  /** Lines of an export that are not products: `{"category": …}` and `{"shop": …}`. */
  async #takeSettings({ line, value }: Row): Promise<boolean> {
    const names = Object.keys(value);
    const kind = names[0];
    if (names.length !== 1 || (kind !== 'category' && kind !== 'shop')) return false;
    const { shop, dryRun } = this.#options;
    const parsed = (kind === 'shop' ? ShopSettings : CategoryInput).safeParse(value[kind]);
    if (!parsed.success) {
      this.#writer.refuse(
        line,
        undefined,
        parsed.error.issues.map((issue) => readable(issue, value[kind])),
      );
    } else if (kind === 'category') {
      await this.#makeShop();
      await this.#writer.putCategory(line, parsed.data as CategoryInput);
    } else if (this.#shopKnown || (await shop.find())) {
      this.#writer.warn(line, undefined, { field: 'shop', reason: 'this shop keeps its own settings' });
    } else {
      const settings = parsed.data as ShopSettings;
      this.#shopKnown = true;
      this.#preview = previewShop(settings);
      if (!dryRun) await shop.put(settings);
      this.#report.shopSettings = 'imported';
    }
    return true;
  }

  /** Before anything is written. @throws ImportError when more would go than may */
  async #findMissing(): Promise<Missing | undefined> {
    const { retire, store } = this.#options;
    if (!retire) return undefined;
    const { census, plan } = this.#feed;
    const missing = await findMissing(store, plan.source, census.ids());
    if (census.unknown > 0) {
      this.#report.notRetired = `${census.unknown} rows cannot be read, and may be of products that would be retired. Mend them first.`;
      return undefined;
    }
    const gone = missing.products.length;
    const percent = missing.onSale === 0 ? 0 : (gone / missing.onSale) * 100;
    if (percent > retire.limitPercent && !retire.force) {
      const told = `${gone} of ${missing.onSale} products of "${plan.source}" on sale are not in this file (${percent.toFixed(0)} %), more than the ${retire.limitPercent} % that may be retired at once.`;
      if (!this.#options.dryRun)
        throw new ImportError(`${told} Nothing was imported. If the file is whole, say --force.`);
      this.#report.notRetired = `${told} If the file is whole, say --force.`;
    }
    return missing;
  }

  async #retire(missing: Missing): Promise<void> {
    const report = this.#report;
    report.retiredProducts = listed(missing);
    if (this.#options.dryRun) {
      report.retired = missing.products.length;
      return;
    }
    report.retired = await retireProducts(this.#options.store, this.#feed.plan.source, missing, (retired) => {
      report.retired = retired;
      this.#tell();
    });
  }

  #tell(): void {
    this.#options.onProgress?.({
      ...this.#writer.progress(),
      bytes: this.#bytes,
      totalBytes: this.#feed.text.size,
    });
  }
}

const previewShop = (settings: Omit<Shop, '_id' | 'version' | 'createdAt' | 'updatedAt'>): Shop => ({
  ...settings,
  _id: SHOP_ID,
  version: 0,
  createdAt: 0,
  updatedAt: 0,
});

function readable(
  issue: { path: PropertyKey[]; code: string; message: string },
  input: unknown,
): { field: string; reason: string } {
  const given = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  );
  const reason =
    given === undefined && issue.path.length > 0
      ? 'is missing'
      : issue.code === 'invalid_union'
        ? 'has the wrong type, or is too long'
        : issue.message;
  return { field: issue.path.map(String).join('.') || '(row)', reason };
}
