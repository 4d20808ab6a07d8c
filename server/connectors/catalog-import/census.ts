import { productId } from '../../commerce/catalog/rules.ts';
import { ImportError } from './report.ts';
import type { SourceRow } from './rows.ts';
import type { Row, Shape } from './shapes/draft.ts';

interface Group {
  rows: number;
  first: number;
  last: number;
  size: number;
}

/** Rows of products that are begun and not complete wait in memory; not more than this, in characters. */
const MAX_WAITING = 64 * 2 ** 20;

/**
 * Which rows of the file belong to which product, counted before anything is written. Rows of one product need not stand
 * side by side; a product is complete when its last row was read.
 */
export class Census {
  /** Rows, bad ones too. */
  rows = 0;
  /** Rows that cannot be read. */
  unreadable = 0;
  /** Of those, the ones that do not tell which product they are of, and stand nowhere near one. */
  unknown = 0;
  readonly #shape: Shape;
  readonly #groups = new Map<string, Group>();
  /** Products with a row that cannot be read, and its line. */
  readonly #spoilt = new Map<string, number>();
  /** Lines of rows that cannot be read and may be of the product before or after. */
  #unclear: number[] = [];
  #before: string | undefined;
  #alone = 0;
  readonly #ids: Set<string> | undefined;

  /** @param keepIds whether `ids` is wanted */
  constructor(shape: Shape, keepIds = false) {
    this.#shape = shape;
    if (keepIds) this.#ids = new Set();
  }

  add(row: SourceRow): void {
    this.rows += 1;
    if (row.value === undefined) {
      this.unreadable += 1;
      const ref = row.partial && this.#shape.refOf(asRow(row, row.partial));
      if (ref !== undefined) this.#spoil(ref, row.line);
      else {
        this.unknown += 1;
        if (!this.#shape.grouped) return;
        if (this.#before !== undefined) this.#spoil(this.#before, row.line);
        this.#unclear.push(row.line);
      }
      return;
    }
    const known = asRow(row, row.value);
    if (this.#shape.isProduct?.(known) === false) return;
    this.#shape.learn?.(known);
    const ref = this.#shape.refOf(known);
    if (ref === undefined || !this.#shape.grouped) {
      this.#alone += 1;
      if (ref !== undefined) this.#ids?.add(ref);
      return;
    }
    for (const line of this.#unclear) this.#spoil(ref, line);
    this.#unclear = [];
    this.#before = ref;
    const group = this.#groups.get(ref);
    if (group) {
      group.rows += 1;
      group.last = this.rows;
      group.size += sizeOf(row.value);
    } else {
      this.#groups.set(ref, { rows: 1, first: this.rows, last: this.rows, size: sizeOf(row.value) });
    }
  }

  /** After the last row. @throws ImportError when the rows of products lie too far apart to be gathered */
  finish(): void {
    const { resolve } = this.#shape;
    if (resolve) {
      for (const [ref, group] of [...this.#groups]) {
        const name = resolve(ref);
        const into = name === ref ? undefined : this.#groups.get(name);
        if (name === ref) continue;
        this.#groups.delete(ref);
        this.#groups.set(name, into ? joined(into, group) : group);
      }
      for (const [ref, line] of [...this.#spoilt]) this.#spoil(resolve(ref), line);
    }
    this.#refuseScattered();
  }

  /** Products that the file holds, good or bad, as far as that can be told. */
  get products(): number {
    return this.#shape.grouped ? this.#groups.size + this.#alone : this.#alone;
  }

  /** Ids of the products of all rows, also those of bad rows. */
  ids(): Set<string> {
    const { idOf } = this.#shape;
    const refs = [...(this.#ids ?? []), ...this.#groups.keys(), ...this.#spoilt.keys()];
    return new Set(refs.map((ref) => productId(idOf(ref))));
  }

  rowsOf(ref: string): number {
    return this.#groups.get(ref)?.rows ?? 1;
  }

  /** Line of a row that cannot be read and is, or may be, of this product. */
  spoiltOn(ref: string): number | undefined {
    return this.#shape.grouped ? this.#spoilt.get(ref) : undefined;
  }

  #spoil(ref: string, line: number): void {
    if (!this.#spoilt.has(ref)) this.#spoilt.set(ref, line);
  }

  #refuseScattered(): void {
    const several = [...this.#groups.values()].filter((group) => group.rows > 1);
    const events = several.flatMap(({ first, last, size }) => [
      [first, size] as const,
      [last, -size] as const,
    ]);
    events.sort(([a], [b]) => a - b);
    let waiting = 0;
    for (const [, change] of events) {
      waiting += change;
      if (waiting <= MAX_WAITING) continue;
      const column = this.#shape.groupColumn ?? 'product';
      throw new ImportError(
        `The rows of one product stand too far apart. Sort the file by "${column}" and import it again.`,
      );
    }
  }
}

export const asRow = (row: SourceRow, value: Record<string, unknown>): Row => ({
  line: row.line,
  value,
  ...(row.key !== undefined && { key: row.key }),
});

const joined = (a: Group, b: Group): Group => ({
  rows: a.rows + b.rows,
  first: Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
  size: a.size + b.size,
});

function sizeOf(value: Record<string, unknown>): number {
  let size = 0;
  for (const entry of Object.values(value))
    size += typeof entry === 'string' ? entry.length : (JSON.stringify(entry)?.length ?? 0);
  return size;
}
