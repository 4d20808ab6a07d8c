import { z } from 'zod';
import { categories, documentFields, prices, products, variantRefs } from '../commerce/catalog/model.ts';
import { stockLevels } from '../commerce/inventory/model.ts';
import type { Ids } from '../platform/ids.ts';
import { defineCollection, type Store, schemaVersion } from '../platform/store/port.ts';
import { analysisVersion } from './index/analysis-version.ts';
import type { Segment } from './index/segment.ts';
import { readSnapshot, type SnapshotOrigin, SnapshotRefusedError } from './index/snapshot.ts';

/** One for each snapshot file that goes with the store; `_id` is the token in the file. */
export const searchSnapshots = defineCollection('searchSnapshots', z.strictObject({ ...documentFields }));

/** A migration changes documents without changing their times, so nothing else tells that the index is out of date. */
const shapes = (): string =>
  [categories, prices, products, stockLevels, variantRefs].map(schemaVersion).join('.');

/**
 * The snapshot of the search index on this machine's disk. The store knows its token: so the store of another time, such
 * as one that was restored from a backup, does not take it for its own.
 */
export class CatalogSnapshot {
  readonly path: string;
  readonly #store: Store;
  readonly #ids: Ids;
  readonly #analysis = `${analysisVersion()} ${shapes()}`;
  #token: string | undefined;

  constructor(deps: { path: string; store: Store; ids: Ids }) {
    this.path = deps.path;
    this.#store = deps.store;
    this.#ids = deps.ids;
  }

  /**
   * @returns the index, and the time (milliseconds, UTC) from which on changes may be missing in it; undefined when there
   * is none that can be used
   * @param onRefused is told why a snapshot is there but of no use
   */
  async load(onRefused: (reason: string) => void): Promise<{ segment: Segment; since: number } | undefined> {
    let snapshot: Awaited<ReturnType<typeof readSnapshot>>;
    try {
      snapshot = await readSnapshot(this.path, this.#analysis);
    } catch (error) {
      onRefused(error instanceof SnapshotRefusedError ? error.message : String(error));
      return undefined;
    }
    if (!snapshot) return undefined;
    const { token, since } = snapshot.meta;
    if (
      typeof token !== 'string' ||
      typeof since !== 'number' ||
      !(await this.#store.get(searchSnapshots, token))
    ) {
      onRefused('it is of another store');
      return undefined;
    }
    this.#token = token;
    return { segment: snapshot.segment, since };
  }

  /** What a snapshot of now is to say of itself. */
  origin(since: number): SnapshotOrigin {
    return { analysis: this.#analysis, meta: { token: this.#ids.next('idx'), since } };
  }

  /** Makes the file that was written with this origin the one that counts. */
  async confirm({ meta }: SnapshotOrigin): Promise<void> {
    const token = String(meta.token);
    const last = this.#token;
    await this.#store.transaction(async (tx) => {
      await tx.insert(searchSnapshots, { _id: token });
      const replaced = last === undefined ? undefined : await tx.get(searchSnapshots, last);
      if (replaced) await tx.delete(searchSnapshots, replaced._id, replaced.version);
    });
    this.#token = token;
  }
}
