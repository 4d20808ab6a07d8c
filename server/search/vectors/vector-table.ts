import { lengthOf, type Quantised } from './quantised.ts';

/** Vectors that lie in one piece of memory. */
const BLOCK = 4096;
/** Products that a query is compared with to learn how alike it is to any. */
const SAMPLE = 256;

export interface Near {
  readonly productId: string;
  readonly cosine: number;
}

/** The vectors of all products in memory, a byte a dimension. */
export class VectorTable {
  readonly dimensions: number;
  readonly #rows = new Map<string, number>();
  readonly #ids: (string | undefined)[] = [];
  readonly #hashes: string[] = [];
  readonly #lengths: number[] = [];
  readonly #blocks: Int8Array[] = [];
  readonly #free: number[] = [];
  #revision = 0;

  constructor(dimensions: number) {
    this.dimensions = dimensions;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** Another number after every change. */
  get revision(): number {
    return this.#revision;
  }

  ids(): IterableIterator<string> {
    return this.#rows.keys();
  }

  /** Of the text that the product's vector was made of; undefined without a vector. */
  hashOf(productId: string): string | undefined {
    const row = this.#rows.get(productId);
    return row === undefined ? undefined : this.#hashes[row];
  }

  /** @param vector of `dimensions`, not 0 everywhere */
  set(productId: string, hash: string, vector: Quantised): void {
    const row = this.#rows.get(productId) ?? this.#free.pop() ?? this.#ids.length;
    this.#rows.set(productId, row);
    this.#ids[row] = productId;
    this.#hashes[row] = hash;
    this.#lengths[row] = lengthOf(vector);
    if (this.#blocks.length * BLOCK <= row) this.#blocks.push(new Int8Array(BLOCK * this.dimensions));
    this.#vector(row).set(vector);
    this.#revision += 1;
  }

  /** @returns false when it had none */
  delete(productId: string): boolean {
    const row = this.#rows.get(productId);
    if (row === undefined) return false;
    this.#rows.delete(productId);
    this.#ids[row] = undefined;
    this.#free.push(row);
    this.#revision += 1;
    return true;
  }

  get(productId: string): { hash: string; vector: Quantised } | undefined {
    const row = this.#rows.get(productId);
    return row === undefined ? undefined : { hash: this.#hashes[row]!, vector: this.#vector(row) };
  }

  /** -1 to 1; undefined for a product without a vector. @param length of the query, for who asks often */
  cosine(query: Quantised, productId: string, length = lengthOf(query)): number | undefined {
    const row = this.#rows.get(productId);
    return row === undefined ? undefined : this.#dot(row, query) / (this.#lengths[row]! * length);
  }

  /**
   * How alike a query is to products that it has nothing to do with: the mean of a sample of all. Models differ in it, and
   * so do queries. It takes about a tenth of a millisecond.
   */
  baseOf(query: Quantised): number {
    const step = Math.max(1, Math.floor(this.#ids.length / SAMPLE));
    let sum = 0;
    let count = 0;
    for (let row = 0; row < this.#ids.length; row += step) {
      if (this.#ids[row] === undefined) continue;
      sum += this.#dot(row, query) / this.#lengths[row]!;
      count += 1;
    }
    return count === 0 ? 0 : sum / (count * lengthOf(query));
  }

  /**
   * The products nearest to a vector, nearest first. Other work gets its turn between blocks: 43,000 products
   * take some 45 ms in all.
   * @param turn lets other work run
   */
  async nearest(query: Quantised, count: number, turn: () => Promise<void>): Promise<Near[]> {
    const length = lengthOf(query);
    let best: { row: number; cosine: number }[] = [];
    let least = Number.NEGATIVE_INFINITY;
    for (let block = 0; block < this.#blocks.length; block += 1) {
      const end = Math.min(this.#ids.length, (block + 1) * BLOCK);
      for (let row = block * BLOCK; row < end; row += 1) {
        if (this.#ids[row] === undefined) continue;
        const cosine = this.#dot(row, query) / (this.#lengths[row]! * length);
        if (cosine > least) best.push({ row, cosine });
      }
      best = best.sort((a, b) => b.cosine - a.cosine || a.row - b.row).slice(0, count);
      if (best.length === count) least = best.at(-1)!.cosine;
      await turn();
    }
    return best.flatMap(({ row, cosine }) => {
      const productId = this.#ids[row];
      return productId === undefined ? [] : [{ productId, cosine }];
    });
  }

  #dot(row: number, query: Quantised): number {
    const block = this.#blocks[Math.floor(row / BLOCK)]!;
    const at = (row % BLOCK) * this.dimensions;
    let sum = 0;
    for (let i = 0; i < query.length; i += 1) sum += block[at + i]! * query[i]!;
    return sum;
  }

  #vector(row: number): Int8Array {
    const at = (row % BLOCK) * this.dimensions;
    return this.#blocks[Math.floor(row / BLOCK)]!.subarray(at, at + this.dimensions);
  }
}
