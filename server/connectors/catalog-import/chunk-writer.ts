import type { CategoryInput, ProductInput } from '../../commerce/catalog/product-input.ts';
import type { ProductFault, PutResult } from '../../commerce/catalog/write.ts';
import { CommerceError } from '../../commerce/errors.ts';
import { crashPoint } from '../../platform/crash-point.ts';
import { ConflictError, DuplicateKeyError } from '../../platform/store/port.ts';
import { type ImportProgress, type ImportReport, MAX_LISTED, type RowFault } from './report.ts';
import type { CatalogTarget } from './target.ts';

/** A product that its schema takes, with the row or rows it comes from. */
export interface GoodRow {
  line: number;
  input: ProductInput;
  /** The line and the column behind a path of the product. */
  placeOf?: ((path: string) => { line: number; field: string }) | undefined;
  /** Categories that the row names; those that do not exist yet are made. */
  categories?: readonly CategoryInput[] | undefined;
}

const MAX_PRODUCTS = 50;
const MIN_PRODUCTS = 4;
const MAX_VARIANTS = 200;
/** While a chunk is written nothing else runs: short enough that a search behind it stays fast. */
const SLOW_MS = 12;

/** Gathers rows into chunks, writes each in one transaction and counts what became of them. */
export class ChunkWriter {
  readonly report: ImportReport = {
    dryRun: false,
    source: 'default',
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    refused: 0,
    retired: 0,
    retiredProducts: [],
    categories: 0,
    shopSettings: 'kept',
    seconds: 0,
    stopped: false,
    faults: [],
    faultCount: 0,
    warnings: [],
    warningCount: 0,
  };
  /** Takes a row in without a SKU that belongs to another variant. */
  leaveOutSku = false;
  /** Chunks written so far. */
  chunks = 0;
  /** Told of every fault and warning, also of those that the report no longer lists. */
  onFault: ((kind: 'fault' | 'warning', fault: RowFault) => void) | undefined;
  readonly #target: CatalogTarget;
  #rows: GoodRow[] = [];
  #variants = 0;
  #size = MAX_PRODUCTS;
  /** Known to exist. */
  readonly #categories = new Set<string>();

  constructor(target: CatalogTarget) {
    this.#target = target;
  }

  progress(): Omit<ImportProgress, 'bytes' | 'totalBytes'> {
    const { read, created, updated, unchanged, refused, retired } = this.report;
    return { read, created, updated, unchanged, refused, retired };
  }

  /** @param faults with lines of their own where the product has several */
  refuse(
    line: number,
    id: string | undefined,
    faults: readonly { line?: number; field?: string; reason: string }[],
  ): void {
    this.report.refused += 1;
    for (const fault of faults) {
      this.report.faultCount += 1;
      this.#list('fault', this.report.faults, line, id, fault);
    }
  }

  warn(
    line: number,
    id: string | undefined,
    warning: { line?: number; field?: string; reason: string },
  ): void {
    this.report.warningCount += 1;
    this.#list('warning', this.report.warnings, line, id, warning);
  }

  /** Keeps the row, and writes the chunk when it is full. */
  async add(row: GoodRow): Promise<void> {
    this.#rows.push(row);
    this.#variants += row.input.variants.length;
    if (this.#rows.length >= this.#size || this.#variants >= MAX_VARIANTS) await this.#flush();
  }

  async putCategory(line: number, category: CategoryInput): Promise<void> {
    await this.finish();
    try {
      await this.#target.putCategory(category);
      this.report.categories += 1;
    } catch (error) {
      if (!isOfRow(error)) throw error;
      this.refuse(line, category.id, [{ field: 'category', reason: error.message }]);
    }
  }

  async finish(): Promise<void> {
    if (this.#rows.length > 0) await this.#flush();
  }

  async #flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    this.#variants = 0;
    await this.#makeCategories(rows);
    const startedAt = performance.now();
    const again = await this.#write(rows);
    const took = performance.now() - startedAt;
    if (again.length > 0) await this.#write(again);
    this.chunks += 1;
    crashPoint('import.chunk');
    if (took > SLOW_MS) this.#size = Math.max(MIN_PRODUCTS, Math.floor(this.#size / 2));
    else if (took < SLOW_MS / 2) this.#size = Math.min(MAX_PRODUCTS, this.#size + 4);
  }

  async #makeCategories(rows: readonly GoodRow[]): Promise<void> {
    const wanted = new Map(rows.flatMap((row) => row.categories ?? []).map((c) => [c.id, c]));
    for (const category of wanted.values()) {
      if (this.#categories.has(category.id)) continue;
      if (!(await this.#target.hasCategory(category.id))) {
        await this.#target.putCategory(category);
        this.report.categories += 1;
      }
      this.#categories.add(category.id);
    }
  }

  /** @returns rows to write once more, without the SKUs that are taken */
  async #write(rows: readonly GoodRow[]): Promise<GoodRow[]> {
    let results: PutResult[];
    try {
      results = await this.#target.put(rows.map((row) => row.input));
    } catch (error) {
      if (!isOfRow(error)) throw error;
      const [only] = rows;
      if (rows.length === 1 && only) {
        this.refuse(only.line, only.input.id, [{ reason: error.message }]);
        return [];
      }
      // One row spoilt the transaction of all: alone, each stands for itself.
      const again: GoodRow[] = [];
      for (const row of rows) again.push(...(await this.#write([row])));
      return again;
    }
    const again: GoodRow[] = [];
    rows.forEach((row, index) => {
      const result = results[index]!;
      if (result.status !== 'refused') this.report[result.status] += 1;
      else if (this.leaveOutSku && result.faults.every(isSku))
        again.push(this.#withoutSkus(row, result.faults));
      else
        this.refuse(
          row.line,
          row.input.id,
          result.faults.map((f) => ({ field: f.field, ...row.placeOf?.(f.field), reason: f.message })),
        );
    });
    return again;
  }

  #withoutSkus(row: GoodRow, faults: readonly ProductFault[]): GoodRow {
    for (const { field, message } of faults) {
      this.warn(row.line, row.input.id, {
        field,
        ...row.placeOf?.(field),
        reason: `${message}; it was left out here`,
      });
    }
    const variants = row.input.variants.map((variant, index) => {
      if (!faults.some((fault) => fault.field === `variants.${index}.sku`)) return variant;
      const { sku: _left, ...rest } = variant;
      return rest;
    });
    return { ...row, input: { ...row.input, variants } };
  }

  #list(
    kind: 'fault' | 'warning',
    into: RowFault[],
    line: number,
    id: string | undefined,
    { field, reason, line: own = line }: { line?: number; field?: string; reason: string },
  ): void {
    const fault = {
      line: own,
      ...(id !== undefined && { id }),
      ...(field !== undefined && { field }),
      reason,
    };
    this.onFault?.(kind, fault);
    if (into.length < MAX_LISTED) into.push(fault);
  }
}

const isSku = (fault: ProductFault): boolean => /^variants\.\d+\.sku$/.test(fault.field);

/** Errors that one row causes and that leave the store usable; a full disk is not among them. */
function isOfRow(error: unknown): error is Error {
  return (
    error instanceof CommerceError ||
    error instanceof DuplicateKeyError ||
    error instanceof ConflictError ||
    (error instanceof Error && error.name === 'InvalidDocumentError')
  );
}
