import { Budget } from './budget.ts';
import type { Quantised } from './quantised.ts';
import { VectorFile, type VectorRecord } from './vector-file.ts';
import { VectorTable } from './vector-table.ts';

/** A file with more than so much that no longer counts is written anew: entries, and this many for each that counts. */
const WASTE = 1_000;
const WASTE_PART = 1;

/** The vectors of one model: in memory, and in a file that a start reads. The file can be deleted at any time. */
export class VectorStore {
  readonly #path: string | undefined;
  readonly #model: string;
  readonly budget: Budget;
  #file: VectorFile | undefined;
  #table: VectorTable | undefined;
  /** Entries of the file. */
  #records: number;

  private constructor(
    path: string | undefined,
    model: string,
    state: {
      budget: Budget;
      file?: VectorFile | undefined;
      table?: VectorTable | undefined;
      records: number;
    },
  ) {
    this.#path = path;
    this.#model = model;
    this.budget = state.budget;
    this.#file = state.file;
    this.#table = state.table;
    this.#records = state.records;
  }

  /**
   * Reads the file, if it is of this model.
   * @param path without one, nothing outlasts the process
   */
  static async open(options: {
    path?: string | undefined;
    model: string;
    /** Characters a day; 0 is no limit. */
    dailyCharacters: number;
    now: () => number;
  }): Promise<VectorStore> {
    const { path, model, dailyCharacters, now } = options;
    let spent: { day: number; characters: number } | undefined;
    let table: VectorTable | undefined;
    let records = 0;
    const read = (record: VectorRecord): void => {
      records += 1;
      if (record.kind === 'spent') spent = record;
      else if (record.kind === 'removed') table?.delete(record.productId);
      else {
        table ??= new VectorTable(record.vector.length);
        table.set(record.productId, record.hash, record.vector);
      }
    };
    const file = path === undefined ? undefined : await VectorFile.open(path, read);
    const budget = new Budget(dailyCharacters, now, spent);
    if (file?.header.model === model) return new VectorStore(path, model, { budget, file, table, records });
    await file?.close();
    return new VectorStore(path, model, { budget, records: 0 });
  }

  /** Undefined until the first vector is there. */
  get table(): VectorTable | undefined {
    return this.#table;
  }

  get size(): number {
    return this.#table?.size ?? 0;
  }

  /** One call at a time. Vectors of another length than those before take their place: the model was changed. */
  async put(entries: readonly { productId: string; hash: string; vector: Quantised }[]): Promise<void> {
    const dimensions = entries[0]?.vector.length;
    if (dimensions === undefined) return;
    if (this.#table?.dimensions !== dimensions) {
      this.#table = new VectorTable(dimensions);
      await this.#file?.close();
      this.#file = undefined;
    }
    for (const { productId, hash, vector } of entries) this.#table.set(productId, hash, vector);
    if (this.#path === undefined) return;
    if (!this.#file) await this.#rewrite();
    else
      await this.#append([...entries.map((entry) => ({ kind: 'vector' as const, ...entry })), this.#spent()]);
  }

  /** As `put`. Unknown ids are passed over. */
  async remove(productIds: readonly string[]): Promise<void> {
    const gone = productIds.filter((productId) => this.#table?.delete(productId));
    if (gone.length > 0) await this.#append(gone.map((productId) => ({ kind: 'removed', productId })));
  }

  async close(): Promise<void> {
    if (this.#file) await this.#append([this.#spent()]);
    await this.#file?.close();
    this.#file = undefined;
  }

  async #append(records: readonly VectorRecord[]): Promise<void> {
    if (!this.#file) return;
    await this.#file.append(records);
    this.#records += records.length;
    if (this.#records > this.size * (1 + WASTE_PART) + WASTE) await this.#rewrite();
  }

  async #rewrite(): Promise<void> {
    const table = this.#table;
    if (!table || this.#path === undefined) return;
    await this.#file?.close();
    this.#file = undefined;
    const all = [...table.ids()].map(
      (productId): VectorRecord => ({ kind: 'vector', productId, ...table.get(productId)! }),
    );
    const header = { model: this.#model, dimensions: table.dimensions };
    this.#file = await VectorFile.create(this.#path, header, [...all, this.#spent()]);
    this.#records = all.length + 1;
  }

  #spent(): VectorRecord {
    return { kind: 'spent', ...this.budget.spent };
  }
}
