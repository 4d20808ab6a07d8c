import { setImmediate as nextTurn } from 'node:timers/promises';
import { CategoryInput, ProductInput } from '../../commerce/catalog/product-input.ts';
import { productId } from '../../commerce/catalog/rules.ts';
import { ChunkWriter } from './chunk-writer.ts';
import { productsOfFeed } from './feed-products.ts';
import { finishDraft, type Mapped, resolveTerms, type Terms } from './finish.ts';
import { type Gathered, gather } from './gather.ts';
import type { ImportOptions } from './import.ts';
import type { PreparedFeed } from './prepare.ts';
import { ImportError, type ImportReport } from './report.ts';
import { findMissing, listed, type Missing, retireProducts } from './retire.ts';
import { readRows } from './rows.ts';
import type { Row } from './shapes/draft.ts';
import { ShopOfImport } from './shop-of-import.ts';
import { ShopSettings } from './shop-settings.ts';
import { catalogTarget, previewTarget } from './target.ts';

type PlaceOf = (path: string) => { line: number; field: string };

const MAX_FAULTS_PER_ROW = 10;
/** Judging rows gives way to other work after this. */
const TURN_MS = 5;

/** One import of one prepared file. */
export class ImportRun {
  readonly #options: ImportOptions;
  readonly #feed: PreparedFeed;
  readonly #writer: ChunkWriter;
  readonly #report: ImportReport;
  readonly #shop: ShopOfImport;
  #terms: Terms | undefined;
  /** Products of the file and the lines on which they begin. */
  readonly #lines = new Map<string, number>();
  /** GTINs of the file and the lines on which they stand. */
  readonly #gtins = new Map<string, number>();
  /** Products that are remembered as this feed's. */
  readonly #known = new Set<string>();
  #bytes = 0;
  #missing: Missing | undefined;

  constructor(options: ImportOptions, feed: PreparedFeed) {
    this.#options = options;
    this.#feed = feed;
    const { source } = feed.plan;
    const dryRun = options.dryRun === true;
    this.#shop = new ShopOfImport(options.shop, feed, dryRun);
    const { catalog, store, ids } = options;
    this.#writer = new ChunkWriter(
      dryRun
        ? previewTarget(store, ids, () => this.#shop.settings())
        : catalogTarget(catalog, ids, source, this.#known),
    );
    this.#writer.leaveOutSku = feed.mapping?.unfit_sku === 'leave_out';
    this.#writer.onFault = options.onFault;
    this.#report = this.#writer.report;
    this.#report.source = source;
    this.#report.dryRun = dryRun;
  }

  /** What is wrong for the whole file. @throws ImportError */
  async check(): Promise<void> {
    const { mapping } = this.#feed;
    const shop = await this.#options.shop.find();
    if (mapping && shop) this.#terms = resolveTerms(mapping, shop);
    const { store } = this.#options;
    for (const id of await productsOfFeed(store, this.#feed.plan.source)) this.#known.add(id);
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
    report.shopSettings = this.#shop.became;
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
        this.#warnOfGtins(parsed.data, row!.line, placeOf);
        await this.#shop.make();
        await this.#writer.add({
          line: row!.line,
          input: parsed.data,
          categories: mapped.categories,
          placeOf,
        });
      }
    }
  }

  /** A GTIN names one thing: the same on two variants is a mistake in one of them. */
  #warnOfGtins(product: ProductInput, line: number, placeOf: PlaceOf): void {
    for (const [index, { gtin }] of product.variants.entries()) {
      if (gtin === undefined) continue;
      const place = placeOf(`variants.${index}.gtin`);
      const before = this.#gtins.get(gtin);
      if (before !== undefined)
        this.#writer.warn(line, product.id, {
          ...place,
          reason: `the GTIN ${gtin} stands on line ${before} too`,
        });
      else this.#gtins.set(gtin, place.line);
    }
  }

  async #map(rows: readonly Row[]): Promise<{ mapped: Mapped; placeOf: PlaceOf }> {
    const { mapping, shape } = this.#feed;
    const [row] = rows;
    const line = row!.line;
    if (!mapping) {
      const mapped = { input: row!.value, faults: [], leftOut: [], categories: [] };
      return { mapped, placeOf: (field) => ({ line, field }) };
    }
    this.#terms ??= resolveTerms(mapping, await this.#shop.settings());
    const draft = shape.draft(rows);
    const placeOf = (path: string) => {
      const index = /^variants\.(\d+)/.exec(path)?.[1];
      const own = index === undefined ? undefined : draft.variants[Number(index)]?.line;
      return { line: own ?? line, field: shape.columnOf(path) };
    };
    return { mapped: finishDraft(draft, mapping, this.#terms), placeOf };
  }

  /** Lines of an export that are not products: `{"category": …}` and `{"shop": …}`. */
  async #takeSettings({ line, value }: Row): Promise<boolean> {
    const names = Object.keys(value);
    const kind = names[0];
    if (names.length !== 1 || (kind !== 'category' && kind !== 'shop')) return false;
    const parsed = (kind === 'shop' ? ShopSettings : CategoryInput).safeParse(value[kind]);
    if (!parsed.success) {
      this.#writer.refuse(
        line,
        undefined,
        parsed.error.issues.map((issue) => readable(issue, value[kind])),
      );
    } else if (kind === 'category') {
      await this.#shop.make();
      await this.#writer.putCategory(line, parsed.data as CategoryInput);
    } else if (!(await this.#shop.take(parsed.data as ShopSettings))) {
      this.#writer.warn(line, undefined, { field: 'shop', reason: 'this shop keeps its own settings' });
    }
    return true;
  }

  /** Before anything is written. @throws ImportError when more would go than may */
  async #findMissing(): Promise<Missing | undefined> {
    const { retire, store, clock } = this.#options;
    if (!retire) return undefined;
    const { census, plan } = this.#feed;
    const missing = await findMissing(store, clock, plan.source, this.#known, census.ids());
    if (census.unknown > 0) {
      this.#report.notRetired = `${census.unknown} ${census.unknown === 1 ? 'row' : 'rows'} cannot be read, and may be of products that would be retired. Mend them first.`;
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
