import { TransactionEndedError } from '../errors.ts';
import type { Change, Collection, Document, New, Query, Transaction } from '../port.ts';
import type { Prepared } from './table.ts';
import type { Tables } from './tables.ts';

/**
 * What a work is given. Each method does its whole effect at once, on the connection of the open batch, and answers with
 * a promise that is already settled: that is why awaiting them takes microtasks only.
 */
export class SqliteTransaction implements Transaction {
  /** What the work has written, in order. */
  readonly changes: Change[] = [];
  readonly #tables: Tables;
  #ended = false;
  #reason: Error | undefined;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Every use from now on throws `reason`, or else a TransactionEndedError. */
  end(reason?: Error): void {
    this.#ended = true;
    this.#reason ??= reason;
  }

  async get<T extends Document>(collection: Collection<T>, id: string): Promise<T | undefined> {
    return this.#table(collection).get(id);
  }

  async getMany<T extends Document>(collection: Collection<T>, ids: readonly string[]): Promise<T[]> {
    return this.#table(collection).getMany(ids);
  }

  async find<T extends Document>(collection: Collection<T>, query?: Query): Promise<T[]> {
    return this.#table(collection).find(query);
  }

  async count<T extends Document>(collection: Collection<T>, where?: Query['where']): Promise<number> {
    return this.#table(collection).count(where);
  }

  async insert<T extends Document>(collection: Collection<T>, document: New<T>): Promise<T> {
    const table = this.#table(collection);
    return this.insertPrepared(collection, table.prepareNew(document));
  }

  insertPrepared<T extends Document>(collection: Collection<T>, prepared: Prepared<T>): T {
    this.changes.push(this.#table(collection).insert(prepared));
    return prepared.document;
  }

  async replace<T extends Document>(collection: Collection<T>, document: T): Promise<T> {
    const { document: next, change } = this.#table(collection).replace(document);
    this.changes.push(change);
    return next;
  }

  async delete<T extends Document>(collection: Collection<T>, id: string, ifVersion: number): Promise<void> {
    this.changes.push(this.#table(collection).delete(id, ifVersion));
  }

  #table<T extends Document>(collection: Collection<T>) {
    if (this.#ended) throw this.#reason ?? new TransactionEndedError();
    return this.#tables.of(collection);
  }
}
